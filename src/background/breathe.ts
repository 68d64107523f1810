/** Giving way: a long search in pieces that lets messages, timers and requests through. */

/** Milliseconds that a piece is meant to take. */
const PIECE = 20

/** Evaluations of the first piece, before anybody knows how quick they are, and the fewest and the most of any. */
const FIRST = 5000
const FEWEST = 500
const MOST = 20_000_000

/** Lets everything through that waits. */
function breathe(): Promise<void> {
  return new Promise((done) => {
    if (typeof setImmediate === 'function') setImmediate(done)
    else setTimeout(done, 0)
  })
}

/** Searches piece by piece, each about a fiftieth of a second long, until there is no more to do. `after` hears of each piece. */
export async function inPieces(goOn: (evaluations: number) => boolean, after?: () => void): Promise<void> {
  let evaluations = FIRST
  for (;;) {
    const begun = performance.now()
    const isMore = goOn(Math.round(evaluations))
    const took = Math.max(0.1, performance.now() - begun)
    after?.()
    if (!isMore) return
    evaluations = Math.max(FEWEST, Math.min(MOST, evaluations * Math.max(0.5, Math.min(2, PIECE / took))))
    await breathe()
  }
}
