/** The door: the process hands its arguments in and takes its exit code out. Its planning threads come in here too. */
import { realOutside } from './outside.ts'
import { run } from './run.ts'
import { isPlanner, servePlanner } from './thread.ts'

if (isPlanner()) servePlanner()
else process.exitCode = await run(process.argv.slice(2), realOutside(new URL(import.meta.url)))
