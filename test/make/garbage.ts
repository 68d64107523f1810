/** Prints how many bytes one question to direct gaps leaves behind. To be run in a process of its own, with `--expose-gc`. */
import { slotColumns } from '../../src/slots/direct.ts'
import { promise, roadDesk } from './road.ts'

const slots = Array.from({ length: 12 }, (_, i) => ({ id: `s${i}`, start: 28_800 + i * 1200, end: 30_000 + i * 1200 }))
const desk = roadDesk({ slots })
promise(desk, { id: 'a', place: 2 }, '09:00')
const question = desk.question({ id: 'x', place: 1 })
const columns = slotColumns(slots.length)

/** Bytes per question. */
function measure(times: number): number {
  globalThis.gc!()
  const before = process.memoryUsage().heapUsed
  for (let i = 0; i < times; i++) desk.directInto(question, columns)
  return (process.memoryUsage().heapUsed - before) / times
}

measure(100_000)
process.stdout.write(String(Math.min(measure(100_000), measure(100_000))))
