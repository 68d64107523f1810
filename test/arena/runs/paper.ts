/** A journal's paper in memory. */
import type { Paper } from '../../../src/arena/runs/journal.ts'

/** Paper that can be looked at, and torn. */
export interface Sheet extends Paper {
  text: string
}

export function sheet(text = ''): Sheet {
  const paper: Sheet = {
    name: 'a.journal',
    text,
    read: () => Promise.resolve(paper.text),
    append: (more) => {
      paper.text += more
      return Promise.resolve()
    },
  }
  return paper
}
