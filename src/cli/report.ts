/** Writing the HTML page about a day. */
import type { Desk } from '../live/desk.ts'
import { dayReportOf } from '../report/day-report.ts'
import type { DayStory } from '../report/day-report.ts'
import { renderDayReport } from '../report/page.ts'
import { BadInput } from './failure.ts'
import type { Outside } from './outside.ts'

/** Makes the folder of the page, before the work is done. */
export async function expectReport(outside: Outside, path: string | undefined): Promise<void> {
  if (path === undefined) return
  if (path === '-') throw new BadInput('--report is -; give a file, standard output carries the result')
  await outside.makeFolderOf(path)
  await outside.expectWritable(path)
}

/** Writes the page and says where it is. */
export async function writeReport(outside: Outside, path: string, desk: Desk, story: DayStory): Promise<void> {
  await outside.write(path, await renderDayReport(dayReportOf(desk, story)))
  outside.say(`report: ${path}`)
}
