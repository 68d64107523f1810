import { expect, test } from 'vitest'
import { looksOfRegimes } from '../../../src/arena/report/regime-looks.ts'
import { study } from '../measures/sample-study.ts'

const looks = (...names: string[]) => looksOfRegimes({ ...study(), regimes: names.map((name) => ({ name, title: name })) })

test('A regime of the arena looks the same whoever else is shown, and no two look alike', () => {
  const few = looks('legacy', 'slotsmith', 'mine', 'yours')
  const all = looks('legacy', 'legacy-message', 'counters', 'first-fit', 'slotsmith', 'hindsight')
  for (const name of ['legacy', 'slotsmith']) expect(few.get(name)).toEqual(all.get(name))
  for (const shown of [few, all]) expect(new Set([...shown.values()].map((look) => JSON.stringify(look))).size).toBe(shown.size)
  expect(looks('mine').get('mine')).not.toEqual(all.get('legacy'))
})
