/** The desk of one stored day, kept between transactions, and brought up to date by what other processes stored meanwhile. */
import { InputError } from '../base/errors.ts'
import type { DeskChange } from '../live/change.ts'
import type { Desk } from '../live/desk.ts'
import type { DeskSnapshot } from '../live/snapshot.ts'
import type { DeskMark } from '../live/state.ts'
import type { DayRows, NextVersions, Step, StoredDay } from './day-rows.ts'
import type { StoreQueries } from './pool.ts'

/** Opens the day's desk: empty, or from a snapshot. */
export type OpenDesk = (snapshot: DeskSnapshot | undefined) => Desk

/** Names the day in a problem with what is stored of it. */
export function pathOf(id: string): string {
  return `day[${JSON.stringify(id)}]`
}

/** Problems with what is stored, as they are told outside: they name the day. */
export function withDay(id: string, error: unknown): unknown {
  if (!(error instanceof InputError) || error.code !== 'snapshot-mismatch') return error
  return new InputError(error.problems.map((problem) => ({ ...problem, path: `${pathOf(id)}.${problem.path}` })))
}

/** A desk as it is stored: at the mark, it was at the version. */
interface Kept {
  readonly desk: Desk
  readonly mark: DeskMark
  /** 0: nothing is stored. */
  readonly version: number
  readonly snapshotVersion: number
}

/** At most one desk at a time. Everything here must be asked one after the other. */
export class KeptDay {
  private readonly rows: DayRows
  private readonly id: string
  /** Versions from one stored snapshot to the next. */
  private readonly snapshotEvery: number
  private kept: Kept | undefined
  /** What has happened at the desk since it was as stored, and where the desk stood after it. */
  private steps: Step[] = []
  private last: DeskMark | undefined

  constructor(rows: DayRows, id: string, snapshotEvery: number) {
    this.rows = rows
    this.id = id
    this.snapshotEvery = snapshotEvery
  }

  /** The desk as the day is stored now. Throws {@link InputError} `snapshot-mismatch` where what is stored cannot be opened. */
  async desk(queries: StoreQueries, open: OpenDesk): Promise<Desk> {
    const followed = this.kept && this.follow(this.kept, await this.rows.readSince(queries, this.kept.version))
    this.kept = followed ?? this.opened(open, await this.rows.readWhole(queries))
    this.begin()
    return this.kept.desk
  }

  /** Notes what the last piece of work did, if anything. */
  step(): void {
    const { desk } = this.kept!
    const change = desk.changesSince(this.last!)
    if (change === undefined) return
    this.steps.push({ firstSeq: this.last!.seq + 1, change })
    this.last = desk.mark()
  }

  /** What is to be stored of what has happened at the desk; `undefined` where nothing has. */
  next(): NextVersions | undefined {
    const { desk, version, snapshotVersion } = this.kept!
    const { steps } = this
    if (steps.length === 0) return undefined
    const isDue = version === 0 || version + steps.length - snapshotVersion >= this.snapshotEvery
    const snapshot = isDue ? desk.snapshot() : undefined
    // A hold may have lapsed just now, and the snapshot knows it.
    this.step()
    return { from: version, steps, snapshot }
  }

  /** Notes that it was stored. */
  stored({ from, steps, snapshot }: NextVersions): void {
    const { desk, snapshotVersion } = this.kept!
    const version = from + steps.length
    this.kept = { desk, mark: desk.mark(), version, snapshotVersion: snapshot ? version : snapshotVersion }
    this.begin()
  }

  /** Takes back what has happened at the desk and was not stored. */
  undo(): void {
    const { desk, mark } = this.kept!
    if (desk.changesSince(mark)) desk.undo(mark)
    this.begin()
  }

  /** Forgets the desk: nobody knows any more whether it is what is stored. */
  drop(): void {
    this.kept = undefined
  }

  private begin(): void {
    this.steps = []
    this.last = this.kept!.mark
  }

  /** @returns `undefined` where the kept desk does not lead to what is stored, as when the row was replaced */
  private follow({ desk, mark, version, snapshotVersion }: Kept, stored: StoredDay | undefined): Kept | undefined {
    if (stored === undefined) return version === 0 ? { desk, mark, version, snapshotVersion } : undefined
    if (version === 0 || stored.version !== version + stored.changes.length) return undefined
    if (stored.changes.length === 0) return { desk, mark, version, snapshotVersion }
    try {
      desk.follow(stored.changes as readonly DeskChange[])
    } catch (error) {
      if (error instanceof InputError) return undefined
      throw error
    }
    return { desk, mark: desk.mark(), version: stored.version, snapshotVersion: stored.snapshotVersion }
  }

  private opened(open: OpenDesk, stored: StoredDay | undefined): Kept {
    const desk = this.openedAs(open, stored?.snapshot as DeskSnapshot | undefined)
    if (stored === undefined) return { desk, mark: desk.mark(), version: 0, snapshotVersion: 0 }
    const { version, snapshotVersion, changes } = stored
    if (version !== snapshotVersion + changes.length) throw this.mismatch('changes', changes.length, 'restore the changes that are missing')
    try {
      desk.follow(changes as readonly DeskChange[])
    } catch (error) {
      throw withDay(this.id, error)
    }
    return { desk, mark: desk.mark(), version, snapshotVersion }
  }

  /** A desk that forgot its snapshot would sell the day again: it must stand where the snapshot was taken. */
  private openedAs(open: OpenDesk, snapshot: DeskSnapshot | undefined): Desk {
    let desk: Desk
    try {
      desk = open(snapshot)
    } catch (error) {
      throw snapshot === undefined ? error : withDay(this.id, error)
    }
    const { seq, at } = desk.mark()
    const ledger = (snapshot as { ledger?: { seq?: unknown; at?: unknown } } | null | undefined)?.ledger
    if (snapshot !== undefined && (seq !== ledger?.seq || at !== ledger.at)) {
      throw this.mismatch('seq', seq, 'let open hand its snapshot to openDay, and book nothing')
    }
    return desk
  }

  private mismatch(path: string, got: unknown, remedy: string): InputError {
    return new InputError({ code: 'snapshot-mismatch', path: `${pathOf(this.id)}.${path}`, got, remedy })
  }
}
