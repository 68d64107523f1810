/** The version of this program. */
import { createRequire } from 'node:module'

/** As the package says it. */
export const { version } = createRequire(import.meta.url)('slotsmith/package.json') as { readonly version: string }
