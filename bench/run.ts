/** One command for all benchmarks: `npm run bench -- NAME [options]`. Each ends with one line of JSON. */
import { parseArgs } from 'node:util'
import { benchArena } from './arena.ts'
import { benchFleet } from './fleet.ts'
import { benchLarge } from './large.ts'
import { benchMoves } from './moves.ts'
import { benchOffers } from './offers.ts'
import { benchOffersScale } from './offers-scale.ts'
import { benchPeers } from './peers/peers.ts'
import { benchPlan } from './plan.ts'
import { benchRecall } from './recall.ts'
import { benchReplay } from './replay.ts'
import { benchSmall } from './small.ts'
import { benchStore } from './store.ts'

const benches = {
  arena: benchArena, fleet: benchFleet, large: benchLarge, moves: benchMoves, offers: benchOffers, 'offers-scale': benchOffersScale, peers: benchPeers, plan: benchPlan,
  recall: benchRecall, replay: benchReplay, small: benchSmall, store: benchStore,
} as const

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    data: { type: 'string', default: '../shared/data' },
    seeds: { type: 'string' },
    seconds: { type: 'string', default: '1,4,10' },
    set: { type: 'string' },
    share: { type: 'string', default: '1' },
    evaluations: { type: 'string' },
    repair: { type: 'string' },
    variants: { type: 'string' },
    fill: { type: 'string' },
    paid: { type: 'string' },
    only: { type: 'string' },
    of: { type: 'string' },
    days: { type: 'string' },
    solvers: { type: 'string' },
    objective: { type: 'string', default: 'travel' },
    python: { type: 'string' },
    jobs: { type: 'string', default: '1' },
    job: { type: 'string' },
    quick: { type: 'boolean' },
    scenarios: { type: 'string' },
    workers: { type: 'string' },
    resume: { type: 'string' },
    out: { type: 'string' },
  },
})

const name = positionals[0]
if (name === undefined || !Object.hasOwn(benches, name)) {
  process.stderr.write(`usage: npm run bench -- ${Object.keys(benches).join(' | ')} [options]\n`)
  process.exitCode = 2
} else {
  const { quick, ...rest } = values
  const given = quick === true ? { ...rest, quick: 'yes' } : rest
  await benches[name as keyof typeof benches](name === 'arena' ? given : { seeds: '0,1,2', set: 'solomon', ...given })
}
