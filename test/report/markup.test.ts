/** Templates escape whatever is put into them. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { escapeText, html, named, oneLine, raw } from '../../src/report/markup.ts'
import { elementsOf } from './elements.ts'

test('holes are escaped, markup is not, lists are joined, nothing is nothing', () => {
  expect(html`<b title="${`"x" & 'y'`}">${'<i>'}${3}${undefined}${[raw('<br/>'), ['a', 1]]}</b>`.text).toBe(
    '<b title="&quot;x&quot; &amp; &#39;y&#39;">&lt;i&gt;3<br/>a1</b>',
  )
  expect(named('<a>').text).toBe('<bdi>&lt;a&gt;</bdi>')
})

test('any text comes back from a page as it was, but for what no document can hold', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => {
    const element = elementsOf(html`<p title="${text}">${text}</p>`.text)
    const kept = text.replaceAll(/(?![\t\n\r])\p{Cc}|[\ufffe\uffff]/gu, '\ufffd')
    expect(element.text).toBe(kept)
    expect(element.attributes.get('title')).toBe(kept)
  }))
})

test('halves of characters become replacement characters', () => {
  expect(escapeText('a\ud800b\udc00c😀')).toBe('a\ufffdb\ufffdc😀')
})

test('drawings get one line, cut by characters and not by halves', () => {
  expect(oneLine('a\n b\tc', 9)).toBe('a b c')
  expect(oneLine('😀😀😀😀', 3)).toBe('😀😀…')
  expect(oneLine('abc', 3)).toBe('abc')
  expect(oneLine('a\u202eb', 9)).toBe('a\ufffdb')
})
