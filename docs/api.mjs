/**
 * Writes the API reference, docs/api, from the doc comments of the doors.
 * `node docs/api.mjs` writes it; `node docs/api.mjs --check` only says whether it is current, and exits with 1 where it is not.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { Application, Converter, ReflectionKind } from 'typedoc'

const target = 'docs/api'
const fresh = '.tmp/api'
const check = process.argv.includes('--check')
const doors = ['src/index.ts', 'src/formats/index.ts', 'src/report/index.ts', 'src/arena/index.ts', 'src/postgres/index.ts', 'src/background/index.ts'].filter((file) => existsSync(file))

if (doors.length === 0) {
  console.log('docs/api: there is no door yet')
  process.exit(0)
}

await write(check ? fresh : target)
if (!check) console.log(`docs/api: written from ${doors.length} doors`)
if (check) {
  const stale = differences(fresh, target)
  for (const line of stale) console.error(line)
  if (stale.length > 0) console.error('docs/api is not current: run npm run docs:api and commit the result')
  process.exit(stale.length > 0 ? 1 : 0)
}

async function write(folder) {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const app = await Application.bootstrapWithPlugins({
    entryPoints: doors,
    plugin: ['typedoc-plugin-markdown'],
    name: 'slotsmith',
    readme: 'none',
    out: folder,
    cleanOutputDir: false,
    disableSources: true,
    excludePrivate: true,
    excludeExternals: true,
    excludeInternal: true,
    sort: ['kind', 'alphabetical'],
    logLevel: 'Warn',
    // The compiler has its own step; here only the comments matter.
    skipErrorChecking: true,
    // One file per door.
    router: 'module',
    entryFileName: 'README',
    hidePageHeader: true,
    hideBreadcrumbs: true,
    useCodeBlocks: true,
    parametersFormat: 'table',
    interfacePropertiesFormat: 'table',
    propertyMembersFormat: 'table',
    enumMembersFormat: 'table',
    expandObjects: true,
  })
  app.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => {
    for (const door of project.getReflectionsByKind(ReflectionKind.Module)) door.name = importName(door.name)
  })
  const project = await app.convert()
  if (project === undefined) throw new Error('typedoc could not read the doors')
  await app.generateOutputs(project)
}

/** What a user imports: `index` is the main entry. */
function importName(door) {
  return door === 'index' ? 'slotsmith' : `slotsmith/${door}`
}

function differences(ours, theirs) {
  const all = new Set([...files(ours), ...files(theirs)])
  return [...all].sort().flatMap((file) => {
    if (!existsSync(join(theirs, file))) return [`missing: ${join(theirs, file)}`]
    if (!existsSync(join(ours, file))) return [`left over: ${join(theirs, file)}`]
    const same = readFileSync(join(ours, file), 'utf8') === readFileSync(join(theirs, file), 'utf8')
    return same ? [] : [`out of date: ${join(theirs, file)}`]
  })
}

function files(folder) {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.md'))
}
