/** The house rules that a program can check, on the syntax trees of `src`. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { join, posix, relative, resolve, sep } from 'node:path'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'

/** In import order: a file imports from its own room and from rooms to its left. */
const rooms = ['base', 'time', 'travel', 'model', 'routing', 'slots', 'booking', 'live', 'report']
/** Beside the rooms: each may import all rooms; the command line may import the other doors too. */
const doors = ['index.ts', 'formats', 'arena', 'postgres', 'background', 'cli']
/** The only files that hand names on from other files. */
const doorFiles = ['index.ts', 'formats/index.ts', 'report/index.ts', 'arena/index.ts', 'postgres/index.ts', 'background/index.ts']
/** Where the outside world may be touched: the command line, threads, and the one file that reads the real clock. */
const outside = (file: string) => file.startsWith('cli/') || file.startsWith('background/') || file === 'time/clock.ts'
/** A longer file holds more than one idea. */
const longestFile = 400
const longestLine = 140

interface Source {
  /** Path below the root, with `/`. */
  readonly file: string
  readonly text: string
  readonly tree: ts.SourceFile
}

function parse(file: string, text: string): Source {
  return { file, text, tree: ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true) }
}

function read(root: string): Source[] {
  if (!existsSync(root)) return []
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .map((path) => path.split(sep).join('/'))
    .filter((path) => path.endsWith('.ts'))
    .toSorted()
    .map((path) => parse(path, readFileSync(join(root, path), 'utf8')))
}

/** Every module named in the file: import and export declarations, `import()` calls and `import('...')` types. */
function importsOf(source: Source): string[] {
  const found: string[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier))
      found.push(node.moduleSpecifier.text)
    if (ts.isExportDeclaration(node) && node.moduleSpecifier !== undefined && ts.isStringLiteral(node.moduleSpecifier))
      found.push(node.moduleSpecifier.text)
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const [name] = node.arguments
      if (name !== undefined && ts.isStringLiteralLike(name)) found.push(name.text)
    }
    if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument) && ts.isStringLiteral(node.argument.literal))
      found.push(node.argument.literal.text)
    ts.forEachChild(node, visit)
  }
  visit(source.tree)
  return found
}

/** The imported file's path below the root; `undefined` for packages. */
function target(source: Source, name: string): string | undefined {
  return name.startsWith('.') ? posix.normalize(posix.join(posix.dirname(source.file), name)) : undefined
}

function roomOf(file: string): string {
  return file.split('/')[0]!
}

function mayImport(from: string, to: string): boolean {
  const own = roomOf(from)
  const other = roomOf(to)
  if (own === other && own !== 'index.ts') return true
  if (rooms.includes(other)) return rooms.includes(own) ? rooms.indexOf(other) < rooms.indexOf(own) : doors.includes(own)
  return own === 'cli' && doors.includes(other)
}

function wrongWay(sources: readonly Source[]): string[] {
  return sources.flatMap((source) =>
    importsOf(source).flatMap((name) => {
      const to = target(source, name)
      return to === undefined || mayImport(source.file, to) ? [] : [`${source.file} imports ${to}`]
    }),
  )
}

/** Import cycles between files, each as the list of its files; type-only imports count, since a reader follows them too. */
function cycles(sources: readonly Source[]): string[] {
  const next = new Map(sources.map((source) => [source.file, importsOf(source).flatMap((name) => target(source, name) ?? [])]))
  const done = new Set<string>()
  const path: string[] = []
  const found: string[] = []
  const visit = (file: string): void => {
    const at = path.indexOf(file)
    if (at >= 0) found.push([...path.slice(at), file].join(' -> '))
    if (at >= 0 || done.has(file)) return
    path.push(file)
    for (const to of next.get(file) ?? []) visit(to)
    path.pop()
    done.add(file)
  }
  for (const file of next.keys()) visit(file)
  return found
}

function forbiddenPackages(sources: readonly Source[]): string[] {
  const library = sources.filter((source) => !source.file.startsWith('cli/'))
  return library.flatMap((source) =>
    importsOf(source)
      .filter((name) => isBuiltin(name))
      .map((name) => `${source.file} imports ${name}`),
  )
}

function handsOn(source: Source): string[] {
  return source.tree.statements.flatMap((statement) =>
    ts.isExportDeclaration(statement) && statement.moduleSpecifier !== undefined ? [`${source.file}: ${statement.getText()}`] : [],
  )
}

/** What reaches into the outside world. */
const clocks = ['Date.now', 'DateTime.now', 'DateTime.local', 'DateTime.utc', 'performance.now']
const calls = new Set([...clocks, 'Math.random', 'crypto.getRandomValues', 'crypto.randomUUID'])
const globals = new Set(['process', 'console', 'globalThis', 'setTimeout', 'setInterval', 'fetch', 'localStorage'])

/** What reads the clock, chance, the environment or the console: as written in code, never in comments or text. */
function touches(source: Source): string[] {
  const found: string[] = []
  const note = (node: ts.Node) => {
    const { line } = source.tree.getLineAndCharacterOfPosition(node.getStart())
    found.push(`${source.file}:${line + 1} ${node.getText().split('\n')[0]}`)
  }
  const visit = (node: ts.Node): void => {
    if (ts.isNewExpression(node) && node.expression.getText() === 'Date' && (node.arguments?.length ?? 0) === 0) note(node)
    if (ts.isCallExpression(node) && node.expression.getText() === 'Date') note(node)
    if (ts.isPropertyAccessExpression(node) && calls.has(node.getText())) {
      const withMoment = ts.isCallExpression(node.parent) && node.parent.arguments.length > 0
      if (!node.getText().startsWith('DateTime.') || node.name.text === 'now' || !withMoment) note(node)
    }
    if (ts.isIdentifier(node) && globals.has(node.text) && isFree(node)) note(node)
    ts.forEachChild(node, visit)
  }
  visit(source.tree)
  return found
}

/** Whether the identifier is used as a value of its own, and not as the name of a property, a declaration or a type. */
function isFree(node: ts.Identifier): boolean {
  const parent = node.parent
  if (ts.isShorthandPropertyAssignment(parent)) return true
  if (ts.isTypeReferenceNode(parent)) return false
  return !('name' in parent && parent.name === node) && !('propertyName' in parent && parent.propertyName === node)
}

function firstLine(source: Source): string[] {
  return source.text.startsWith('/** ') || source.text.startsWith('/**\n * ') ? [] : [`${source.file} does not begin with a doc comment`]
}

function leftovers(source: Source): string[] {
  const marks = /\b(TODO|FIXME|XXX|HACK|WIP|TBD)\b|@ts-(ignore|nocheck|expect-error)|eslint-disable|oxlint-disable/
  return source.text.split('\n').flatMap((line, index) => (marks.test(line) ? [`${source.file}:${index + 1} ${line.trim()}`] : []))
}

function tooLong(source: Source): string[] {
  const lines = source.text.split('\n')
  const wide = lines.flatMap((line, index) =>
    line.length > longestLine ? [`${source.file}:${index + 1} is ${line.length} characters wide`] : [],
  )
  const count = lines.length - 1
  return count > longestFile ? [`${source.file} has ${count} lines`, ...wide] : wide
}

function badName(source: Source): string[] {
  const name = posix.basename(source.file)
  if (name === 'index.ts') return doorFiles.includes(source.file) ? [] : [`${source.file} is a barrel`]
  const empty = /^(util|utils|helper|helpers|common|misc|shared|types|constants)\.ts$/
  return empty.test(name) ? [`${source.file} says nothing of its idea`] : []
}

function defaultExports(source: Source): string[] {
  const modifiers = (node: ts.Statement) => (ts.canHaveModifiers(node) ? (ts.getModifiers(node) ?? []) : [])
  const isDefault = (node: ts.Statement) =>
    ts.isExportAssignment(node) || modifiers(node).some((one) => one.kind === ts.SyntaxKind.DefaultKeyword)
  return source.tree.statements.some(isDefault) ? [`${source.file} has a default export`] : []
}

const root = resolve('src')
const sources = read(root)

describe('the source', () => {
  test('lies in the rooms and doors of the design', () => {
    const known = [...rooms, ...doors]
    expect(sources.length).toBeGreaterThan(0)
    expect(sources.map((source) => source.file).filter((file) => !known.includes(roomOf(file)))).toEqual([])
  })

  test('imports from its own room and from rooms to its left only', () => {
    expect(wrongWay(sources)).toEqual([])
  })

  test('has no import cycle between files', () => {
    expect(cycles(sources)).toEqual([])
  })

  test('names each imported file with its extension, and the file exists', () => {
    const files = new Set(sources.map((source) => source.file))
    const lost = sources.flatMap((source) =>
      importsOf(source).flatMap((name) => {
        const to = target(source, name)
        return to === undefined || files.has(to) ? [] : [`${source.file} imports ${name}`]
      }),
    )
    expect(lost).toEqual([])
  })

  test('imports no Node built-in outside the command line', () => {
    expect(forbiddenPackages(sources)).toEqual([])
  })

  test('hands names on only in the doors', () => {
    expect(sources.filter((source) => !doorFiles.includes(source.file)).flatMap(handsOn)).toEqual([])
  })

  test('has no utils and no barrels', () => {
    expect(sources.flatMap(badName)).toEqual([])
  })

  test('has no default exports', () => {
    expect(sources.flatMap(defaultExports)).toEqual([])
  })

  test('touches no clock, chance, environment or console inside the library', () => {
    expect(sources.filter((source) => !outside(source.file)).flatMap(touches)).toEqual([])
  })

  test('begins each file with a comment that says its idea', () => {
    expect(sources.flatMap(firstLine)).toEqual([])
  })

  test('has no leftover marks and no silenced checks', () => {
    expect(sources.flatMap(leftovers)).toEqual([])
  })

  test(`keeps files at ${longestFile} lines and lines at ${longestLine} characters at most`, () => {
    expect(sources.flatMap(tooLong)).toEqual([])
  })
})

describe('the tests', () => {
  const tests = read(resolve('test'))

  test('are never left focused, and carry no leftover marks', () => {
    const self = relative(resolve('test'), import.meta.filename).split(sep).join('/')
    const others = tests.filter((source) => source.file !== self)
    const focused = others.flatMap((source) => (/\b(test|it|describe)\.only\(/.test(source.text) ? [source.file] : []))
    expect(focused).toEqual([])
    expect(others.flatMap(leftovers).filter((line) => !line.includes('@ts-expect-error'))).toEqual([])
  })

  test('of a room lie in the folder of that room', () => {
    const known = new Set([...rooms, ...doors, 'laws', 'house', 'make', 'golden', 'vitest.config.ts', 'setup.ts', 'index.test.ts'])
    expect(tests.map((source) => source.file).filter((file) => !known.has(roomOf(file)))).toEqual([])
  })
})

describe('the rules themselves see what they forbid', () => {
  test('an import to the right, from a room into a door, and between doors', () => {
    const seen = (file: string, text: string) => wrongWay([parse(file, text)])
    expect(seen('time/window.ts', `import { a } from '../routing/gap.ts'`)).toEqual(['time/window.ts imports routing/gap.ts'])
    expect(seen('report/page.ts', `export type A = import('../arena/index.ts').A`)).toEqual(['report/page.ts imports arena/index.ts'])
    expect(seen('formats/vroom.ts', `await import('../arena/index.ts')`)).toEqual(['formats/vroom.ts imports arena/index.ts'])
    expect(seen('cli/main.ts', `import { a } from '../formats/index.ts'\nimport { b } from '../live/desk.ts'`)).toEqual([])
  })

  test('a cycle of two files, and one of types only', () => {
    const a = parse('base/a.ts', `import { b } from './b.ts'`)
    const b = parse('base/b.ts', `import type { A } from './a.ts'`)
    expect(cycles([a, b])).toEqual(['base/a.ts -> base/b.ts -> base/a.ts'])
  })

  test('clocks, chance, environment and console', () => {
    const seen = (text: string) => touches(parse('base/a.ts', text)).length
    expect(seen('const a = Date.now()')).toBe(1)
    expect(seen('const a = new Date()')).toBe(1)
    expect(seen('const a = Date()')).toBe(1)
    expect(seen('const a = DateTime.now()')).toBe(1)
    expect(seen('const a = DateTime.local()')).toBe(1)
    expect(seen('const a = Math.random')).toBe(1)
    expect(seen('console.log(process.env)')).toBe(2)
    expect(seen('const a = f(process)')).toBe(1)
  })

  test('but not their namesakes', () => {
    const seen = (text: string) => touches(parse('base/a.ts', `/** Date.now() */\n${text}`)).length
    expect(seen('const a = new Date(5)')).toBe(0)
    expect(seen('const a = DateTime.local(2026, 12, 1)')).toBe(0)
    expect(seen('const a = order.process')).toBe(0)
    expect(seen('interface A { readonly process: number }')).toBe(0)
    expect(seen(`const a = { console: 'Math.random()' }`)).toBe(0)
  })

  test('barrels, default exports, leftover marks, long files and lines', () => {
    const barrel = parse('base/index.ts', `export * from './a.ts'`)
    expect([badName(barrel).length, handsOn(barrel).length]).toEqual([1, 1])
    expect(badName(parse('time/utils.ts', ''))).toEqual(['time/utils.ts says nothing of its idea'])
    expect(defaultExports(parse('base/a.ts', 'export default function a() {}'))).toHaveLength(1)
    expect(defaultExports(parse('base/a.ts', 'export default 3'))).toHaveLength(1)
    expect(leftovers(parse('base/a.ts', `// ${'TODO'} later`))).toHaveLength(1)
    expect(firstLine(parse('base/a.ts', '// a\n'))).toHaveLength(1)
    expect(tooLong(parse('base/a.ts', 'a\n'.repeat(longestFile + 1)))).toHaveLength(1)
    expect(tooLong(parse('base/a.ts', 'a'.repeat(longestLine + 1)))).toHaveLength(1)
  })
})
