/** Writing results: JSON, and nothing but JSON, to the file or standard output. */
import type { Outside } from './outside.ts'

/** One line of JSON. */
export async function writeJson(outside: Outside, path: string, value: unknown): Promise<void> {
  await outside.write(path, `${JSON.stringify(value)}\n`)
}
