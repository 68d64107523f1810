/** Reads the code fences of Markdown pages and turns `ts` fences into modules whose `//=>` lines are checked as they run. */
import ts from 'typescript'

export interface Fence {
  readonly page: string
  /** 1-based line of the opening fence. */
  readonly line: number
  /** The first word after the backticks. */
  readonly language: string
  /** Whether it goes on where the page's fence before it stopped: ```` ```ts continued ````. */
  readonly continued: boolean
  readonly text: string
}

export function fencesOf(page: string, markdown: string): Fence[] {
  const fences: Fence[] = []
  let open: { line: number; mark: string; info: string[]; text: string[] } | undefined
  for (const [index, line] of markdown.split('\n').entries()) {
    const mark = /^\s*(`{3,}|~{3,})\s*(.*)$/.exec(line)
    if (open === undefined) {
      if (mark !== null) open = { line: index + 1, mark: mark[1]!, info: mark[2]!.trim().split(/\s+/), text: [] }
      continue
    }
    const closes = mark !== null && mark[2] === '' && mark[1]!.startsWith(open.mark)
    if (!closes) {
      open.text.push(line)
      continue
    }
    fences.push({ page, line: open.line, language: open.info[0]!, continued: open.info.includes('continued'), text: open.text.join('\n') })
    open = undefined
  }
  if (open !== undefined) throw new Error(`${page}:${open.line}: the fence is never closed`)
  return fences
}

/** One program of a page: a `ts` fence with the fences that continue it. */
export interface Program {
  readonly page: string
  readonly line: number
  readonly text: string
}

export function programsOf(fences: readonly Fence[]): Program[] {
  const programs: Program[] = []
  for (const { page, line, text } of fences.filter((fence) => fence.language === 'ts' && !fence.continued)) {
    programs.push({ page, line, text })
  }
  for (const fence of fences.filter((one) => one.language === 'ts' && one.continued)) {
    const at = programs.findLastIndex((program) => program.page === fence.page && program.line < fence.line)
    const program = programs[at]
    if (program === undefined) throw new Error(`${fence.page}:${fence.line}: continues nothing`)
    programs[at] = { ...program, text: `${program.text}\n${fence.text}` }
  }
  return programs
}

/** How many `//=>` lines the text holds. */
export function claimsIn(text: string): number {
  return text.split('\n').filter((line) => line.includes(claimMark)).length
}

const claimMark = '//=>'

/**
 * The program as a module. Imports of `slotsmith` point to `doors`; after each statement with a `//=>` line stands a call of
 * `claim(expected, value)`: for `console.log(...)` the value is the printed text, for a declaration the declared value, for
 * any other expression its value. Lines that begin with `//` right below a claim go on with it.
 */
export function moduleOf(program: Program, doors: (name: string) => string): string {
  const tree = ts.createSourceFile('fence.ts', program.text, ts.ScriptTarget.ES2022, true)
  const before = 'declare function claim(expected: string, value: unknown): void\ndeclare function printed(...values: unknown[]): string\n'
  const body = tree.statements.map((statement, index) => {
    const end = tree.statements[index + 1]?.getStart() ?? program.text.length
    return withClaim(statement, claimAfter(program.text.slice(statement.getEnd(), end)), doors)
  })
  return `${before}${body.join('\n')}\nexport {}\n`
}

/** The expected text behind a statement, if any. */
function claimAfter(trailing: string): string | undefined {
  const lines = trailing.split('\n').map((line) => line.trim())
  const at = lines.findIndex((line) => line.startsWith(claimMark))
  if (at < 0) return undefined
  const rest = lines.slice(at + 1)
  const length = rest.findIndex((line) => !line.startsWith('//') || line.startsWith(claimMark))
  const more = length < 0 ? rest : rest.slice(0, length)
  return [lines[at]!.slice(claimMark.length), ...more.map((line) => line.slice(2))].map((line) => line.trim()).join('\n').trim()
}

function withClaim(statement: ts.Statement, expected: string | undefined, doors: (name: string) => string): string {
  if (ts.isImportDeclaration(statement) && ts.isStringLiteral(statement.moduleSpecifier)) {
    const { text } = statement.moduleSpecifier
    const isOurs = text === 'slotsmith' || text.startsWith('slotsmith/')
    return isOurs ? statement.getText().replace(statement.moduleSpecifier.getText(), `'${doors(text)}'`) : statement.getText()
  }
  if (expected === undefined) return statement.getText()
  const call = (value: string) => `;claim(${JSON.stringify(expected)}, ${value});`
  if (ts.isExpressionStatement(statement)) {
    const { expression } = statement
    const logs = ts.isCallExpression(expression) && expression.expression.getText() === 'console.log'
    if (!logs) return call(`(${expression.getText()})`)
    return call(`printed(${expression.arguments.map((argument) => argument.getText()).join(', ')})`)
  }
  const declared = ts.isVariableStatement(statement) ? statement.declarationList.declarations.at(-1)!.name : undefined
  if (declared === undefined || !ts.isIdentifier(declared)) throw new Error(`no value to compare with ${expected}: ${statement.getText()}`)
  return `${statement.getText()}${call(declared.text)}`
}
