/** A progress bar on standard error, only where that is a terminal. */
import { Presets, SingleBar } from 'cli-progress'
import type { Outside } from './outside.ts'

/** Shows how far a long task is. */
export interface Progress {
  /** `done` of the total, and a few words about how it goes. */
  show(done: number, words: string): void
  /** Takes the bar away. */
  end(): void
}

/** Starts a bar, or nothing where nobody looks. The bar changes no setting of the terminal, so that a kill leaves nothing behind. */
export function startProgress(outside: Outside, title: string, total: number): Progress {
  if (outside.terminal === undefined) return { show: () => undefined, end: () => undefined }
  const bar = new SingleBar({
    format: `${title} {bar} {percentage}% {words}`,
    stream: outside.terminal,
    barsize: 30,
    clearOnComplete: true,
    hideCursor: false,
    linewrap: true,
    gracefulExit: false,
  }, Presets.shades_classic)
  bar.start(total, 0, { words: '' })
  return {
    show: (done, words) => bar.update(Math.min(done, total), { words }),
    end: () => bar.stop(),
  }
}
