/** HTML in which everything is escaped but what was written as HTML: ids, titles and descriptions are anybody's text. */

/** HTML that may stand in a page as it is. Made by {@link html} and {@link raw} only. */
export class Markup {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

/** What may stand in a hole of a template: text and numbers are escaped, lists are joined, `undefined` is nothing. */
export type Piece = Markup | string | number | undefined | readonly Piece[]

/** A template whose holes are escaped. */
export function html(parts: TemplateStringsArray, ...holes: readonly Piece[]): Markup {
  let text = parts[0]!
  for (const [i, hole] of holes.entries()) text += textOf(hole) + parts[i + 1]!
  return new Markup(text)
}

/** Text that is HTML already: a drawing, a style sheet. Never anything that a caller passed in. */
export function raw(text: string): Markup {
  return new Markup(text)
}

/** An id or a name of the caller's, kept apart from the writing direction around it. */
export function named(text: string): Markup {
  return html`<bdi>${text}</bdi>`
}

const entities = new Map([['&', '&amp;'], ['<', '&lt;'], ['>', '&gt;'], ['"', '&quot;'], ["'", '&#39;']])

/** Text that means itself in HTML, XML and in quoted attributes. What XML cannot hold becomes a replacement character. */
export function escapeText(text: string): string {
  return printable(text).replaceAll(/[&<>"']/g, (letter) => entities.get(letter)!)
}

/** Text for a drawing: one line, without signs that turn the writing direction, of at most `most` characters. */
export function oneLine(text: string, most: number): string {
  const letters = [...printable(text).replaceAll(/\s+/g, ' ').replaceAll(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '\ufffd')]
  return letters.length <= most ? letters.join('') : `${letters.slice(0, most - 1).join('')}…`
}

/** Control characters and halves of characters can stand in no XML document. */
function printable(text: string): string {
  return text.replaceAll(/(?![\t\n\r])\p{Cc}|\p{Cs}|[\ufffe\uffff]/gu, '\ufffd')
}

function textOf(piece: Piece): string {
  if (piece === undefined) return ''
  if (piece instanceof Markup) return piece.text
  if (typeof piece === 'string') return escapeText(piece)
  if (typeof piece === 'number') return escapeText(String(piece))
  return piece.map(textOf).join('')
}
