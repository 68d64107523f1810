/** The door to improving without keeping anybody waiting: in pieces in this thread, or in a worker of Node or of a browser. */
export { improveSteadily } from './steady.ts'
export { startBackground } from './runner.ts'
export type { Background, BackgroundOptions } from './runner.ts'
export type { Aborting, BackgroundBudget, BackgroundImprovement, DeskAccess } from './budget.ts'
export { BackgroundError, backgroundCodes } from './failure.ts'
export type { BackgroundCode } from './failure.ts'
export type { WorkerLike } from './platform.ts'
