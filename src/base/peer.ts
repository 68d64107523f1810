/** Optional packages: loaded when first used, and named where they are absent. */
import { InputError } from './errors.ts'

/**
 * What `load` imports, as in `optionalPeer('echarts', () => import('echarts'))`.
 * @throws {InputError} `package-missing`, with the command that installs it
 */
export async function optionalPeer<T>(name: string, load: () => Promise<T>): Promise<T> {
  try {
    return await load()
  } catch (error) {
    const code = (error as { code?: unknown } | null)?.code
    if (code !== 'ERR_MODULE_NOT_FOUND' && code !== 'MODULE_NOT_FOUND') throw error
    throw new InputError({ code: 'package-missing', path: name, got: undefined, remedy: `install it: npm install ${name}` })
  }
}
