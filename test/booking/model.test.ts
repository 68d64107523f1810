/** The ledger against a deliberately simple model: hundreds of commands, repeats, reuses, lapses and clocks that jump. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Command } from '../../src/booking/command.ts'
import { dueExpiries, promises } from '../../src/booking/ledger.ts'
import { replay, restore, snapshot } from '../../src/booking/replay.ts'
import { Desk, bytesOf, deepFreeze, eight, sampleHold, sampleOrder, sampleSlot, wordOf } from './sample.ts'

interface Row {
  readonly id: string
  readonly order: string
  readonly by: string
  slot: string
  state: string
  deadline: number
}

/** Rows that are changed in place, searched from end to end, with no table and no event. */
class Simple {
  now = 0
  readonly rows: Row[] = []
  readonly answered: { command: Command; word: string }[] = []

  ask(command: Command, clock: number): string {
    const known = this.answered.find((one) => one.command.id === command.id)
    if (known) return JSON.stringify(known.command) === JSON.stringify(command) ? known.word : 'command-id-reused'
    this.now = Math.max(this.now, clock)
    this.lapse()
    const word = command.type === 'hold' ? this.hold(command) : this.change(command)
    this.answered.push({ command, word })
    return word
  }

  lapse(): void {
    for (const row of this.rows) if (row.state === 'held' && row.deadline <= this.now) row.state = 'expired'
  }

  hold(command: Extract<Command, { type: 'hold' }>): string {
    if (this.rows.some((row) => row.id === command.booking)) return 'booking-id-taken'
    const rival = this.rows.find((row) => row.order === command.order.id && (row.state === 'held' || row.state === 'confirmed'))
    if (rival?.state === 'confirmed') return 'order-already-booked'
    if (rival && rival.by !== command.by) return 'order-held-elsewhere'
    if (rival) rival.state = 'released'
    const { booking: id, order, by, slot } = command
    this.rows.push({ id, order: order.id, by, slot: slot.id, state: 'held', deadline: this.now + command.for })
    return 'held'
  }

  change(command: Exclude<Command, { type: 'hold' }>): string {
    const row = this.rows.find((one) => one.id === command.booking)
    if (!row) return 'booking-unknown'
    if (command.by !== undefined && command.by !== row.by) return 'not-yours'
    if (row.state === 'expired') return 'hold-expired'
    if (row.state === 'released') return 'already-released'
    if (row.state === 'cancelled') return 'already-cancelled'
    if (row.state === 'confirmed' && (command.type === 'confirm' || command.type === 'release')) return 'already-confirmed'
    if (command.type === 'reschedule') row.slot = command.slot.id
    if (command.type === 'confirm') row.state = 'confirmed'
    if (command.type === 'release') row.state = 'released'
    if (command.type === 'cancel') row.state = row.state === 'held' ? 'released' : 'cancelled'
    return row.state
  }
}

/** What a run has seen, to show afterwards that the interesting things happened. */
const words = new Map<string, number>()

class Real extends Desk {
  clock = eight
}

type Step = fc.Command<Simple, Real>

/** Sends the command to both, and compares the answers and everything that is left. */
function send(simple: Simple, real: Real, command: Command): void {
  deepFreeze(real.state)
  const before = bytesOf(real.state)
  const decision = real.ask(command, real.clock)
  const word = wordOf(decision)
  expect(word).toBe(simple.ask(command, real.clock))
  words.set(word, (words.get(word) ?? 0) + 1)
  if (decision.repeated || word === 'command-id-reused') expect(bytesOf(real.state)).toBe(before)
  else expect(dueExpiries(real.state, real.clock)).toEqual([])
}

function compare(simple: Simple, real: Real): void {
  const rows = simple.rows.map(({ id, order, by, slot, state, deadline }) => [id, order, by, slot, state, deadline])
  const bookings = simple.rows.map(({ id }) => real.state.bookings.get(id)!)
  expect(bookings.map((one) => [one.id, one.order.id, one.by, one.slot.id, one.state, one.expiresAt])).toEqual(rows)
  expect(real.state.bookings.size).toBe(simple.rows.length)
  const live = simple.rows.filter((row) => row.state === 'held' || row.state === 'confirmed')
  expect(promises(real.state).map((one) => one.id)).toEqual(live.map((row) => row.id).toSorted())
  expect(new Set(live.map((row) => row.order)).size).toBe(live.length)
}

function restart(real: Real): void {
  const bytes = bytesOf(real.state)
  real.state = restore(JSON.parse(bytes))
  expect(bytesOf(real.state)).toBe(bytes)
}

class Send implements Step {
  private readonly name: string
  private readonly make: (simple: Simple) => Command | undefined
  constructor(name: string, make: (simple: Simple) => Command | undefined) {
    this.name = name
    this.make = make
  }
  check(): boolean {
    return true
  }
  run(simple: Simple, real: Real): void {
    const command = this.make(simple)
    if (!command) return
    send(simple, real, command)
    compare(simple, real)
  }
  toString(): string {
    return this.name
  }
}

class Wait implements Step {
  private readonly time: number
  constructor(time: number) {
    this.time = time
  }
  check(): boolean {
    return true
  }
  run(_: Simple, real: Real): void {
    real.clock += this.time
  }
  toString(): string {
    return `wait ${this.time}`
  }
}

/** Somebody reads the capacity without a command. */
class Look implements Step {
  check(): boolean {
    return true
  }
  run(simple: Simple, real: Real): void {
    const due = dueExpiries(real.state, real.clock)
    real.take(due)
    // Looking at a ledger where nothing is due leaves it as it is, its clock included.
    if (due.length > 0) simple.now = Math.max(simple.now, real.clock)
    simple.lapse()
    compare(simple, real)
  }
  toString(): string {
    return 'look'
  }
}

/** The process ends, and another goes on from the stored bytes. */
class Restart implements Step {
  check(): boolean {
    return true
  }
  run(_: Simple, real: Real): void {
    restart(real)
  }
  toString(): string {
    return 'restart'
  }
}

const orderId = fc.constantFrom('o1', 'o2', '__proto__')
const cart = fc.constantFrom('ann', 'bob', 'constructor')
const hour = fc.integer({ min: 8, max: 12 })
const commandId = fc.string({ minLength: 1, maxLength: 12 })

/** Mostly new, sometimes taken. */
const bookingId = fc.nat({ max: 300 }).map((n) => `b${n}`)
const hold = fc.record({ id: commandId, booking: bookingId, orderId, by: cart, hour, for: fc.integer({ min: 1, max: 30 }).map((n) => n * 100) })
const sendHold = hold.map(
  ({ orderId, hour, ...rest }) => new Send(`hold ${JSON.stringify(rest)}`, () => sampleHold({ ...rest, order: sampleOrder(orderId), slot: sampleSlot(hour) })),
)

const change = fc.record({
  id: commandId,
  type: fc.constantFrom('confirm' as const, 'confirm' as const, 'release' as const, 'cancel' as const, 'reschedule' as const),
  by: fc.option(cart, { nil: undefined, freq: 2 }),
  hour,
  back: fc.nat({ max: 5 }),
})
/** On one of the last bookings; on an unknown one while there is none. */
const sendChange = change.map(
  ({ id, type, by, hour, back }) =>
    new Send(`${type} ${JSON.stringify({ id, by, back })}`, ({ rows }) => {
      const booking = rows.at(-1 - (back % Math.max(1, rows.length)))?.id ?? 'nothing'
      const basic = { id, booking, ...(by === undefined ? {} : { by }) }
      return type === 'reschedule' ? { ...basic, type, slot: sampleSlot(hour) } : { ...basic, type }
    }),
)

const sendAgain = fc.record({ back: fc.nat({ max: 200 }), other: fc.integer({ min: 0, max: 3 }) }).map(
  ({ back, other }) =>
    new Send(`again ${back}${other === 0 ? ', with another booking id' : ''}`, ({ answered }) => {
      const earlier = answered.at(-1 - (back % Math.max(1, answered.length)))?.command
      return earlier && other === 0 ? { ...earlier, booking: `${earlier.booking}!` } : earlier
    }),
)

const steps = fc.commands<Simple, Real>(
  [
    sendHold,
    sendChange,
    sendChange,
    sendAgain,
    // One time in eight the clock goes back.
    fc.oneof({ weight: 7, arbitrary: fc.integer({ min: 0, max: 15 }) }, fc.integer({ min: -20, max: -1 })).map((n) => new Wait(n * 100)),
    fc.constant(new Look()),
    fc.constant(new Restart()),
  ],
  { maxCommands: 300, size: 'max' },
)

/**
 * Seen to fail: `earlierAnswer` left out, or left out for refusals; digests not compared; `at = now` where the clock goes back; `settle`
 * without `dueExpiries`; `entry[1] < at` for `<=`; only the first due expiry returned; a released order kept in `live`; a confirmed
 * booking kept in `deadlines`; a reschedule that adds a second to the deadline; each row of `holdRules` changed; the old hold not released;
 * `not-yours` not checked; `expiresAt` rounded; a cancelled hold that is `cancelled`; `confirm` of a confirmed booking told
 * `booking-unknown`; `restore` that forgets deadlines, confirmed orders or refusals.
 */
test('answers and state agree with the simple model; the log replays to the same bytes', () => {
  words.clear()
  fc.assert(
    fc.property(steps, (list) => {
      const real = new Real()
      fc.modelRun(() => ({ model: new Simple(), real }), list)
      expect(bytesOf(replay(JSON.parse(JSON.stringify(real.log))))).toBe(bytesOf(real.state))
      expect(JSON.stringify(snapshot(restore(snapshot(real.state))))).toBe(bytesOf(real.state))
    }),
    { numRuns: 60 },
  )
  // Every answer that the ledger can give by itself was given, so none was compared in vain.
  expect([...words.keys()].toSorted()).toEqual([
    'already-cancelled',
    'already-confirmed',
    'already-released',
    'booking-id-taken',
    'booking-unknown',
    'cancelled',
    'command-id-reused',
    'confirmed',
    'held',
    'hold-expired',
    'not-yours',
    'order-already-booked',
    'order-held-elsewhere',
    'released',
  ])
})
