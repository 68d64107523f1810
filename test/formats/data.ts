/** Real files for measuring, beside the repository; tests that need them say so where they are absent. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const folder = fileURLToPath(new URL('../../../shared/data/', import.meta.url))

/** Whether the files are there. */
export const dataExists = existsSync(folder)
if (!dataExists) console.warn(`no data at ${folder}: tests of real files are skipped`)

/** Names of the files of a kind in a subfolder. */
export function filesIn(subfolder: string, ending: string): string[] {
  if (!dataExists) return []
  return readdirSync(`${folder}${subfolder}`).filter((name) => name.endsWith(ending)).toSorted()
}

/** Text of one file. */
export function textOf(subfolder: string, name: string): string {
  return readFileSync(`${folder}${subfolder}/${name}`, 'utf8')
}
