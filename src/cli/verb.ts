/** What a verb is to the command line. */
import type { Command } from 'commander'
import type { Outside } from './outside.ts'

/** Carries a verb out; what it does says no by returning `no`. */
export type CarryOut = (act: (outside: Outside) => Promise<'no' | void>) => Promise<void>

/** Adds a verb with its options and help to the program. */
export type AddVerb = (program: Command, carryOut: CarryOut) => void
