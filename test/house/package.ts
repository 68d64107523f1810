/**
 * Checks the package as its users get it: packs it, lints the tarball, then installs it alone in an empty project (no
 * development packages, no optional peers) and uses every door as ESM, as CommonJS and from strict TypeScript.
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

interface Manifest {
  readonly exports: Record<string, unknown>
  readonly peerDependencies: Record<string, string>
}

const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest
const doors = Object.keys(manifest.exports).filter((door) => door !== './package.json')
const tarball = pack()
run('publint', ['run', '--strict', tarball])
run('attw', [tarball, '--no-emoji', '--format', 'table-flipped'])

const project = mkdtempSync(join(tmpdir(), 'slotsmith-package-'))
try {
  install()
  // Every door and the command line load without the optional peers: these are imported when first used.
  useDoors()
  useWorker()
  run('node', ['node_modules/slotsmith/dist/cli.js', '--help'], project)
  npmInstall(Object.entries(manifest.peerDependencies).map(([name, range]) => `${name}@${range}`))
  useDoors()
  useArenaThreads()
  compile()
} finally {
  rmSync(project, { recursive: true, force: true })
}
console.log(`package: ${doors.length} doors load as ESM, CommonJS and TypeScript`)

function pack(): string {
  const folder = resolve('.tmp/package')
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const args = ['pack', '--json', '--pack-destination', folder]
  const printed = execFileSync('npm', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
  const [packed] = JSON.parse(printed) as { filename: string; size: number; files: { path: string }[] }[]
  if (packed === undefined) throw new Error(`npm pack named no file: ${printed}`)
  console.log(`packed ${packed.filename}: ${packed.files.length} files, ${packed.size} bytes`)
  return join(folder, packed.filename)
}

function install(): void {
  const user = { name: 'user-of-slotsmith', version: '1.0.0', private: true, type: 'module' }
  writeFileSync(join(project, 'package.json'), JSON.stringify(user))
  npmInstall([tarball])
}

function npmInstall(what: readonly string[]): void {
  run('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel', 'error', ...what], project)
}

/** Loads the doors both ways and makes sure that a class is the same class behind every door. */
function useDoors(): void {
  const names = doors.map((door) => door.replace(/^\./, 'slotsmith'))
  const check = `
    for (const [name, door] of Object.entries(doors)) if (Object.keys(door).length === 0) throw new Error(name + ' is empty')
    const seen = Object.values(doors).map((door) => door.InputError).filter((found) => found !== undefined)
    if (new Set(seen).size > 1) throw new Error('InputError differs between doors')
  `
  const esm = names.map((name) => `doors[${JSON.stringify(name)}] = await import(${JSON.stringify(name)})`).join('\n')
  const cjs = names.map((name) => `doors[${JSON.stringify(name)}] = require(${JSON.stringify(name)})`).join('\n')
  writeFileSync(join(project, 'use.mjs'), `const doors = {}\n${esm}\n${check}`)
  writeFileSync(join(project, 'use.cjs'), `const doors = {}\n${cjs}\n${check}`)
  run('node', ['use.mjs'], project)
  run('node', ['use.cjs'], project)
}

/** The worker is found beside the door, both ways, and an idle one keeps no process waiting. */
function useWorker(): void {
  const body = `
    const { place } = { place: [13.38, 52.51] }
    const couriers = [{ id: 'ann', shift: { start: '08:00', end: '20:00' }, start: place, end: place }]
    const day = openDay({ date: '2026-12-01', zone: 'Europe/Berlin', couriers, travel: estimateTravel({ kilometresPerHour: 25 }),
      clock: { now: () => Date.parse('2026-11-30T12:00:00Z') }, slots: [{ id: 'day', start: '08:00', end: '20:00' }] })
    for (const [i, lon] of [13.4, 13.3, 13.5, 13.35].entries()) day.hold({ order: { id: 'o' + i, place: [lon, 52.5] }, slot: 'day' })
    startBackground().improve(day, { evaluations: 5000 }).then(({ ended }) => { if (ended !== 'done') throw new Error(ended) })
  `
  const names = ['{ openDay, estimateTravel }', '{ startBackground }'] as const
  const esm = `import ${names[0]} from 'slotsmith'\nimport ${names[1]} from 'slotsmith/background'\n${body}`
  const cjs = `const ${names[0]} = require('slotsmith')\nconst ${names[1]} = require('slotsmith/background')\n${body}`
  writeFileSync(join(project, 'work.mjs'), esm)
  writeFileSync(join(project, 'work.cjs'), cjs)
  run('node', ['work.mjs'], project)
  run('node', ['work.cjs'], project)
}

/** The arena's threads find their module, both ways and from the command line. */
function useArenaThreads(): void {
  const body = `
    const plan = { title: 'packed', regimes: [{ name: 'legacy', title: 'legacy' }], ours: 'legacy', baseline: 'legacy', pilots: [9001], sweeps: [],
      scenarios: [{ scenario: scenarioOf('city-parcels', { days: 1, demand: 0.1 }), seeds: [1, 2], wanted: { failure: 0.15 },
        effort: { perChange: 10, perRepair: 10, perDay: 1000 } }] }
    crewOfThreads(2).then((crew) => runStudy(plan, { crew, code: 'packed', commit: 'packed', node: process.version }).finally(() => crew.end()))
  `
  const names = '{ crewOfThreads, runStudy, scenarioOf }'
  writeFileSync(join(project, 'study.mjs'), `import ${names} from 'slotsmith/arena'\n${body}`)
  writeFileSync(join(project, 'study.cjs'), `const ${names} = require('slotsmith/arena')\n${body}`)
  run('node', ['study.mjs'], project)
  run('node', ['study.cjs'], project)
  const options = ['--seeds', '2', '--days', '1', '--evaluations', '3000', '--regimes', 'legacy,slotsmith', '--workers', '2', '-o', 'study.json']
  run('node', ['node_modules/slotsmith/dist/cli.js', 'simulate', 'city-parcels', ...options], project)
}

/** Type-checks a user's files against the packed declarations, ESM and CommonJS, our declarations included. */
function compile(): void {
  const names = doors.map((door) => door.replace(/^\./, 'slotsmith'))
  const body = names.map((name, index) => `import * as door${index} from '${name}'\nexport { door${index} }\n`).join('')
  writeFileSync(join(project, 'use.mts'), body)
  writeFileSync(join(project, 'use.cts'), body)
  const lib = ['es2022', 'dom']
  const compilerOptions = { strict: true, module: 'nodenext', target: 'es2022', lib, types: [], noEmit: true, skipLibCheck: false }
  writeFileSync(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['use.mts', 'use.cts'] }))
  run('node', [resolve('node_modules/typescript/bin/tsc'), '-p', project], project)
}

function run(program: string, args: readonly string[], cwd = process.cwd()): void {
  console.log(`$ ${program} ${args.join(' ')}`)
  execFileSync(program, args, { cwd, stdio: ['ignore', 'inherit', 'inherit'] })
}
