/** The desk of one stored day, kept between transactions, and brought up to date by what other processes stored meanwhile. */
import { InputError } from '../base/errors.ts'
import type { DeskChange } from '../live/change.ts'
import type { Desk } from '../live/desk.ts'
import type { DeskSnapshot } from '../live/snapshot.ts'
import type { DeskMark } from '../live/state.ts'
import type { DayRows, NextVersion, StoredDay } from './day-rows.ts'
import type { StoreQueries } from './pool.ts'

/** Opens the day's desk: empty, or from a snapshot. */
export type OpenDesk = (snapshot: DeskSnapshot | undefined) => Desk

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

  constructor(rows: DayRows, id: string, snapshotEvery: number) {
    this.rows = rows
    this.id = id
    this.snapshotEvery = snapshotEvery
  }

  /** The desk as the day is stored now. Throws {@link InputError} `snapshot-mismatch` where what is stored cannot be opened. */
  async desk(queries: StoreQueries, open: OpenDesk): Promise<Desk> {
    const followed = this.kept && this.follow(this.kept, await this.rows.readSince(queries, this.kept.version))
    this.kept = followed ?? this.opened(open, await this.rows.readWhole(queries))
    return this.kept.desk
  }

  /** What is to be stored of what has happened at the desk; `undefined` where nothing has. */
  next(): NextVersion | undefined {
    const { desk, mark, version, snapshotVersion } = this.kept!
    const change = desk.changesSince(mark)
    if (change === undefined) return undefined
    const isDue = version === 0 || version + 1 - snapshotVersion >= this.snapshotEvery
    return { from: version, firstSeq: mark.seq + 1, change, snapshot: isDue ? desk.snapshot() : undefined }
  }

  /** Notes that it was stored. */
  stored({ from, snapshot }: NextVersion): void {
    const { desk, snapshotVersion } = this.kept!
    this.kept = { desk, mark: desk.mark(), version: from + 1, snapshotVersion: snapshot ? from + 1 : snapshotVersion }
  }

  /** Takes back what has happened at the desk and was not stored. */
  undo(): void {
    const { desk, mark } = this.kept!
    if (desk.changesSince(mark)) desk.undo(mark)
  }

  /** Forgets the desk: nobody knows any more whether it is what is stored. */
  drop(): void {
    this.kept = undefined
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
      throw this.withDay(error)
    }
    return { desk, mark: desk.mark(), version, snapshotVersion }
  }

  /** A desk that forgot its snapshot would sell the day again: it must stand where the snapshot was taken. */
  private openedAs(open: OpenDesk, snapshot: DeskSnapshot | undefined): Desk {
    let desk: Desk
    try {
      desk = open(snapshot)
    } catch (error) {
      throw snapshot === undefined ? error : this.withDay(error)
    }
    const { seq, at } = desk.mark()
    const ledger = (snapshot as { ledger?: { seq?: unknown; at?: unknown } } | null | undefined)?.ledger
    if (snapshot !== undefined && (seq !== ledger?.seq || at !== ledger.at)) {
      throw this.mismatch('seq', seq, 'let open hand its snapshot to openDay, and book nothing')
    }
    return desk
  }

  /** Problems with what is stored name the day. */
  private withDay(error: unknown): unknown {
    if (!(error instanceof InputError) || error.code !== 'snapshot-mismatch') return error
    return new InputError(error.problems.map((problem) => ({ ...problem, path: `${this.path}.${problem.path}` })))
  }

  private mismatch(path: string, got: unknown, remedy: string): InputError {
    return new InputError({ code: 'snapshot-mismatch', path: `${this.path}.${path}`, got, remedy })
  }

  private get path(): string {
    return `day[${JSON.stringify(this.id)}]`
  }
}
