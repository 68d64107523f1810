/** The documentation is run: every `ts` fence as a program, every command against the command line, every code against the table. */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, posix, resolve, sep } from 'node:path'
import { pathToFileURL } from 'node:url'
import { format, inspect } from 'node:util'
import ts from 'typescript'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inputCodes } from '../../src/base/errors.ts'
import { bookingRefusals } from '../../src/booking/refusal.ts'
import { refusalCodes } from '../../src/slots/reason.ts'
import type { Program } from './fences.ts'
import { claimsIn, fencesOf, moduleOf, programsOf } from './fences.ts'

const work = resolve('.tmp/docs')
const commandLine = 'src/cli/main.ts'
const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> }

/** The pages that people write; the API reference is generated and checked by `npm run docs:api -- --check`. */
const pages = [
  ...['README.md'].filter((file) => existsSync(file)),
  ...readdirSync('docs', { recursive: true, encoding: 'utf8' })
    .map((file) => `docs/${file.split(sep).join('/')}`)
    .filter((file) => file.endsWith('.md') && !file.startsWith('docs/api/')),
].toSorted()
const fences = pages.flatMap((page) => fencesOf(page, readFileSync(page, 'utf8')))
const programs = programsOf(fences)

function doorFile(name: string): string {
  return name === 'slotsmith' ? '../../src/index.ts' : `../../src/${name.slice('slotsmith/'.length)}/index.ts`
}

function fileOf(program: Program): string {
  return join(work, `${program.page.replaceAll(/[^A-Za-z0-9]+/g, '-')}-${program.line}.ts`)
}

/** A claim is JavaScript (`3`, `['a', 'b']`, `{ code: 'taken' }`), or else the text as Node prints the value; `…` stands for anything. */
function compare(expected: string, value: unknown, printedText: boolean): void {
  const seen = typeof value === 'string' && printedText ? value : inspect(value, { depth: 8, breakLength: 120 })
  if (expected.includes('…')) {
    const pattern = expected.split('…').map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)).join('[^]*')
    expect(tight(seen)).toMatch(new RegExp(`^${tight(pattern)}$`))
    return
  }
  const evaluated = printedText ? undefined : evaluate(expected)
  if (evaluated === undefined) expect(tight(seen)).toBe(tight(expected))
  else expect(value).toEqual(evaluated.value)
}

/** Line breaks and indentation are the page's own. */
function tight(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim()
}

function evaluate(text: string): { value: unknown } | undefined {
  try {
    return { value: new Function(`return (${text})`)() as unknown }
  } catch {
    return undefined
  }
}

interface Hooks {
  claim?: (expected: string, value: unknown) => void
  printed?: (...values: unknown[]) => string
}

let claims = 0
beforeAll(() => {
  rmSync(work, { recursive: true, force: true })
  mkdirSync(work, { recursive: true })
  let lastPrinted: string | undefined
  const hooks = globalThis as Hooks
  hooks.printed = (...values) => (lastPrinted = format(...values))
  hooks.claim = (expected, value) => {
    claims += 1
    const fromPrint = lastPrinted !== undefined && value === lastPrinted
    lastPrinted = undefined
    compare(expected, value, fromPrint)
  }
  for (const program of programs) writeFileSync(fileOf(program), moduleOf(program, doorFile))
})
afterAll(() => {
  const hooks = globalThis as Hooks
  delete hooks.claim
  delete hooks.printed
})

describe.skipIf(programs.length === 0)('the programs in the pages', () => {
  test.each(programs)('$page:$line prints what it says', async (program) => {
    claims = 0
    await import(/* @vite-ignore */ pathToFileURL(fileOf(program)).href)
    expect(claims).toBe(claimsIn(program.text))
  })

  test('pass the compiler', () => {
    const config = ts.readConfigFile('tsconfig.json', (path) => readFileSync(path, 'utf8')).config as { compilerOptions: object }
    const { options } = ts.convertCompilerOptionsFromJson({ ...config.compilerOptions, noUnusedLocals: false }, '.')
    const program = ts.createProgram(programs.map(fileOf), options)
    const folder = posix.join(work.split(sep).join('/'), '/')
    const ours = ts.getPreEmitDiagnostics(program).filter((one) => one.file?.fileName.startsWith(folder))
    expect(ours.map((one) => `${one.file?.fileName}: ${ts.flattenDiagnosticMessageText(one.messageText, '\n')}`)).toEqual([])
  }, 60_000)
})

describe('the commands in the pages', () => {
  const lines = fences
    .filter((fence) => ['sh', 'bash', 'shell', 'console'].includes(fence.language))
    .flatMap((fence) => {
      const whole = fence.text.replaceAll('\\\n', ' ').split('\n')
      return whole.map((line) => ({ where: `${fence.page}:${fence.line}`, line: line.replace(/^\$ /, '').trim() }))
    })

  test('name scripts that exist', () => {
    const named = lines.flatMap(({ where, line }) =>
      [...line.matchAll(/\bnpm run ([\w:-]+)/g)].map(([, script]) => ({ where, script: script! })),
    )
    const unknown = named.filter(({ script }) => !Object.hasOwn(manifest.scripts, script))
    expect(unknown).toEqual([])
  })

  const calls = lines.flatMap(({ where, line }) =>
    [...line.matchAll(/(?:^|[|&;]\s*)(?:npx )?slotsmith ([a-z]+)((?:\s+[^|&;]+)?)/g)].map(([, verb, rest]) => ({
      where,
      verb: verb!,
      options: optionsOf(rest!),
    })),
  )

  test.skipIf(calls.length === 0 || !existsSync(commandLine))('name verbs and options that the command line knows', () => {
    const helps = new Map([...new Set(calls.map((call) => call.verb))].map((verb) => [verb, help(verb)]))
    const unknown = calls.flatMap(({ where, verb, options }) => {
      const text = helps.get(verb)
      if (text === undefined) return [`${where}: ${verb}`]
      const strange = options.filter((option) => !new RegExp(`(^|[\\s,])${option}([\\s,=]|$)`, 'm').test(text))
      return strange.map((option) => `${where}: ${verb} ${option}`)
    })
    expect(unknown).toEqual([])
  }, 300_000)
})

function optionsOf(words: string): string[] {
  return words.split(/\s+/).filter((word) => /^--?[a-z]/.test(word)).map((word) => word.split('=')[0]!)
}

/** What the command line prints about one verb; `undefined` where it does not know it. */
function help(verb: string): string | undefined {
  const run = (...args: string[]) => execFileSync('node', ['node_modules/tsx/dist/cli.mjs', commandLine, ...args], { encoding: 'utf8' })
  const verbs = [...run('--help').matchAll(/^ {2}([a-z]+)/gm)].map(([, name]) => name)
  return verbs.includes(verb) ? run(verb, '--help') : undefined
}

describe.skipIf(!existsSync('docs/errors.md'))('docs/errors.md', () => {
  test.each([
    ['Bad input', inputCodes],
    ['Refused slots', refusalCodes],
    ['Refused commands', bookingRefusals],
  ])('lists exactly the codes of: %s', (heading, codes) => {
    expect(codesIn(readFileSync('docs/errors.md', 'utf8'), heading).toSorted()).toEqual(Object.keys(codes).toSorted())
  })
})

/** The codes that open a table row, a heading or an item, in the part of the page whose heading begins so. */
function codesIn(markdown: string, heading: string): string[] {
  const part = markdown.split(/^(?=## )/m).find((one) => one.startsWith(`## ${heading}`)) ?? ''
  return [...part.matchAll(/^(?:\| *|#{3,} +|[-*] +)`([a-z-]+)`/gm)].map(([, code]) => code!)
}

describe('links in the pages', () => {
  test('lead to files that exist', () => {
    const broken = pages.flatMap((page) => {
      const prose = readFileSync(page, 'utf8').replaceAll(/^```[^]*?^```/gm, '')
      return [...prose.matchAll(/\]\(([^)#\s]+)[^)]*\)/g)]
        .map(([, link]) => link!)
        .filter((link) => !/^[a-z]+:/.test(link) && !existsSync(posix.join(posix.dirname(page), link)))
        .map((link) => `${page}: ${link}`)
    })
    expect(broken).toEqual([])
  })
})

describe('the reading of pages', () => {
  const page = (...lines: string[]) => programsOf(fencesOf('page.md', ['```ts', ...lines, '```'].join('\n')))[0]!

  test('finds fences, their language and what continues them', () => {
    const found = fencesOf('page.md', '# a\n```ts\nconst a = 1\n```\n\n```sh\nnpm test\n```\n```ts continued\na //=> 1\n```\n')
    expect(found.map((fence) => [fence.line, fence.language, fence.continued])).toEqual([
      [2, 'ts', false],
      [6, 'sh', false],
      [9, 'ts', true],
    ])
    expect(programsOf(found).map((program) => program.text)).toEqual(['const a = 1\na //=> 1'])
  })

  test('claims on the same line, on the line below, over several lines, of a declaration and of a print', () => {
    const text = moduleOf(page('f(1) //=> 2', 'const b = f(2)', '//=> 3', 'console.log(b, 1)', `//=> 'a`, '//   b', ''), doorFile)
    expect(text).toContain('claim("2", (f(1)))')
    expect(text).toContain('const b = f(2);claim("3", b)')
    expect(text).toContain(String.raw`claim("'a\nb", printed(b, 1))`)
  })

  test('maps the doors', () => {
    expect(moduleOf(page(`import { a } from 'slotsmith/formats'`, `import { b } from 'luxon'`), doorFile)).toContain(
      `import { a } from '../../src/formats/index.ts'\nimport { b } from 'luxon'`,
    )
  })

  test('a wrong claim fails, as value and as print, and a right one passes', () => {
    expect(() => compare('3', 2, false)).toThrow()
    expect(() => compare('[1, 2]', [1, 3], false)).toThrow()
    expect(() => compare('a c', 'a b', true)).toThrow()
    expect(() => compare(`{ id: '…', n: 1 }`, { id: 'x', n: 2 }, false)).toThrow()
    compare('[1, 2]', [1, 2], false)
    compare('a b', 'a\n  b', true)
    compare(`{ id: '…', n: 2 }`, { id: 'x', n: 2 }, false)
    compare('Set(1) { 1 }', new Set([1]), false)
  })

  test('codes of a page', () => {
    const text = '# Errors\n\n## Bad input\n\n| code | meaning |\n| `missing` | a |\n\n## Refusals\n\n| `taken` | b |\n'
    expect(codesIn(text, 'Bad input')).toEqual(['missing'])
    expect(codesIn(text, 'Refusals')).toEqual(['taken'])
    expect(codesIn(text, 'Violations')).toEqual([])
  })
})
