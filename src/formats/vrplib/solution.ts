/** VRPLIB's `.sol` files: routes of customer numbers. */
import type { Problem } from '../../base/errors.ts'
import { throwIfAny } from '../../base/read.ts'
import { noteInto } from '../problems.ts'

/** Routes of a `.sol` file: order ids, which are matrix rows, because the depot is row 0. */
export interface VrplibSolution {
  readonly routes: readonly (readonly string[])[]
  /** As the file states it. */
  readonly cost: number | undefined
}

/** Reads `Route #1: 3 7 2` lines and `Cost 121959`. */
export function readVrplibSolution(text: string): VrplibSolution {
  const problems: Problem[] = []
  const note = noteInto(problems)
  const routes: string[][] = []
  let cost: number | undefined
  text.split(/\r\n|\r|\n/).forEach((words, index) => {
    const line = words.trim()
    const [, stops] = /^Route\s*(?:#\s*)?\d+\s*:(.*)$/i.exec(line) ?? []
    if (stops !== undefined) {
      const ids = stops.trim() === '' ? [] : stops.trim().split(/\s+/)
      if (!ids.every((id) => /^[1-9]\d{0,8}$/.test(id))) {
        note('text-format', `line ${index + 1}`, line, 'list customers by their numbers from 1')
      }
      routes.push(ids)
      return
    }
    const [, total] = /^Cost\s*(?::\s*)?([^\s:]+)$/i.exec(line) ?? []
    if (total !== undefined) cost = Number(total)
  })
  if (routes.length === 0) note('text-format', '', text.slice(0, 80), 'give lines such as Route #1: 3 7 2')
  if (cost !== undefined && !Number.isFinite(cost)) note('not-a-number', 'Cost', cost, 'write a number')
  throwIfAny(problems)
  return { routes, cost }
}
