/** How the tests run: two processes at once, one fast-check seed for all, printed so that a run can be repeated. */
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const seed = process.env['FC_SEED'] ?? '20261201'
if (!/^-?\d+$/.test(seed)) throw new Error(`FC_SEED must be a whole number, got ${seed}`)
console.log(`fast-check seed ${seed} (repeat with FC_SEED=${seed})`)

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: ['test/setup.ts'],
    env: { FC_SEED: seed },
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: 'forks',
    maxWorkers: 2,
    reporters: ['default', ['json', { outputFile: '.tmp/tests.json' }]],
  },
})
