/** The command line as a function: arguments in, exit code out. */
import { Command, CommanderError } from 'commander'
import { InputError } from '../base/errors.ts'
import { addCheck } from './check.ts'
import { addDemo } from './demo.ts'
import { BadInput, exitCodes, lineOfProblems } from './failure.ts'
import { addOffer } from './offer.ts'
import type { Outside } from './outside.ts'
import { addPlan } from './plan.ts'
import { addReplay } from './replay.ts'
import { addSimulate } from './simulate.ts'
import type { AddVerb } from './verb.ts'
import { version } from './version.ts'

const verbs: readonly AddVerb[] = [addPlan, addOffer, addCheck, addReplay, addDemo, addSimulate]

/** Runs one command. Never throws and never ends the process. @param args without the program's own name */
export async function run(args: readonly string[], outside: Outside): Promise<number> {
  const help: string[] = []
  let exitCode: number = exitCodes.done
  const program = makeProgram((text) => void help.push(text))
  for (const add of verbs) {
    add(program, async (act) => {
      if ((await act(outside)) === 'no') exitCode = exitCodes.no
    })
  }
  try {
    try {
      await program.parseAsync([...args], { from: 'user' })
    } catch (error) {
      if (!(error instanceof CommanderError && error.exitCode === 0)) throw error
      await outside.write('-', help.join(''))
    }
    return exitCode
  } catch (error) {
    return report(error, args, outside)
  }
}

function makeProgram(print: (text: string) => void): Command {
  return new Command('slotsmith')
    .description('Which narrow delivery slots can this customer choose, and will we keep them?')
    .version(version)
    .helpCommand(false)
    .exitOverride()
    .configureOutput({ writeOut: print, writeErr: () => undefined, outputError: () => undefined })
    .addHelpText('after', `
A file name of - is standard input or output. Exit codes: 0 done, 1 a clear no, 2 bad input, 3 our own bug.
\`slotsmith <verb> --help\` has examples.`)
}

/** Says on one line what went wrong. */
function report(error: unknown, args: readonly string[], outside: Outside): number {
  if (error instanceof CommanderError) {
    const unnamed = error.code === 'commander.help'
    const said = error.message.replace(/^error: /, '').replaceAll(/\s+/g, ' ').replace(/\.$/, '')
    const what = unnamed ? 'no verb was given; use plan, offer, check, replay, demo or simulate' : said
    outside.say(`slotsmith: ${what}; see slotsmith ${verbOf(args)}--help`)
    return exitCodes.badInput
  }
  if (error instanceof BadInput || error instanceof InputError) {
    outside.say(`slotsmith: ${error instanceof InputError ? lineOfProblems(error) : error.message}`)
    return exitCodes.badInput
  }
  const message = error instanceof Error ? error.message : String(error)
  outside.say(`slotsmith: ${message}; this is our mistake, not yours: please report it with the command and its input`)
  return exitCodes.bug
}

function verbOf([first]: readonly string[]): string {
  return first !== undefined && /^(plan|offer|check|replay|demo|simulate)$/.test(first) ? `${first} ` : ''
}
