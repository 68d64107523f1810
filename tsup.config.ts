/** What is built: each door as ESM, CommonJS and types; and the command line as one ESM file. */
import { existsSync, rmSync } from 'node:fs'
import { defineConfig } from 'tsup'

const doors = {
  index: 'src/index.ts',
  formats: 'src/formats/index.ts',
  report: 'src/report/index.ts',
  arena: 'src/arena/index.ts',
  postgres: 'src/postgres/index.ts',
  background: 'src/background/index.ts',
  'background-worker': 'src/background/worker.ts',
  'arena-worker': 'src/arena/runs/worker.ts',
}

/** TypeScript 6 deprecates `baseUrl`, which tsup's own bundling of declarations still sets. */
const dts = { compilerOptions: { ignoreDeprecations: '6.0' } }

rmSync('dist', { recursive: true, force: true })

export default defineConfig([
  {
    entry: Object.fromEntries(Object.entries(doors).filter(([, file]) => existsSync(file))),
    format: ['esm', 'cjs'],
    dts,
    target: 'es2022',
    platform: 'neutral',
    /** Shared chunks in CommonJS too: `InputError` must be the same class behind every door. */
    splitting: true,
    /** CommonJS has no such thing; what needs it looks at `__filename` first. */
    esbuildOptions: (options, { format }) => {
      if (format === 'cjs') options.define = { ...options.define, 'import.meta.url': 'undefined', 'import.meta.resolve': 'undefined' }
    },
  },
  {
    entry: { cli: 'src/cli/main.ts' },
    format: ['esm'],
    target: 'node20',
    platform: 'node',
    banner: { js: '#!/usr/bin/env node' },
  },
])
