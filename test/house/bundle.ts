/** Bundles the main entry for a browser, as an application's bundler would. */
import { existsSync } from 'node:fs'
import { build } from 'esbuild'
import type { Metafile } from 'esbuild'

export const mainEntry = 'src/index.ts'
export const mainEntryExists = existsSync(mainEntry)

export interface Bundle {
  readonly text: string
  readonly metafile: Metafile
}

/** Fails on any Node built-in. `packages`: bundled along, or left out so that only our own code is counted. */
export async function bundleForBrowser(
  packages: 'bundle' | 'external', format: 'esm' | 'iife' = 'esm', entry: string = mainEntry, globalName = 'slotsmith',
): Promise<Bundle> {
  const result = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    minify: true,
    metafile: true,
    platform: 'browser',
    target: 'es2022',
    format,
    globalName,
    packages,
    logLevel: 'silent',
  })
  return { text: result.outputFiles[0]!.text, metafile: result.metafile }
}
