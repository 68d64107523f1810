/** What a format could not say: losses and warnings are values, never silence. */

/** Something in the input or the day that the other side has no words for. */
export interface Loss {
  /** Where it stands, as in `vehicles[2].breaks[0].max_load`. */
  readonly path: string
  /** What could not be expressed. */
  readonly what: string
  /** What was done instead. */
  readonly did: string
}

/** A key that is not known where it stands. */
export interface KeyWarning {
  readonly path: string
  readonly key: string
  /** What to do about it; names the key that was probably meant. */
  readonly remedy: string
}

/** Adds one loss to a list. */
export type Lose = (path: string, what: string, did: string) => void

/** A note-taker for a list of losses. */
export function loseInto(losses: Loss[]): Lose {
  return (path, what, did) => void losses.push({ path, what, did })
}
