/** The door: the process hands its arguments in and takes its exit code out. */
import { realOutside } from './outside.ts'
import { run } from './run.ts'

process.exitCode = await run(process.argv.slice(2), realOutside())
