/** Every property test of a run starts from the one seed that `vitest.config.ts` chose and printed. */
import fc from 'fast-check'

fc.configureGlobal({ seed: Number(process.env['FC_SEED']) })
