/** The files of `shared/data`, with what is known of them. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readSolomon } from '../src/formats/solomon.ts'
import { readVrplib } from '../src/formats/vrplib/read.ts'
import type { BenchmarkDay } from '../src/formats/benchmark.ts'

/** A file with its best known cost in our integer units, and its number of routes where that is known. */
export interface KnownDay {
  readonly name: string
  readonly best: number
  readonly routes?: number
  /** Fewest couriers known, and the best known distance with as few, in the units of the file. */
  readonly fewest?: { readonly couriers: number; readonly distance: number }
  /** Path of the file. */
  readonly file: string
  read(couriers?: number): BenchmarkDay
}

/** The days of a set that best known values are listed for. */
export function knownDays(data: string, set: string): KnownDay[] {
  const folder = join(data, set === 'grocery' ? 'grocery-days' : set)
  if (!existsSync(folder)) throw new Error(`${folder} is absent; name the folder of the data with --data`)
  return set === 'grocery' ? groceryDays(folder) : solomonDays(folder)
}

function rows(file: string): Map<string, string>[] {
  const [head, ...lines] = readFileSync(file, 'utf8').trim().split(/\r?\n/)
  const names = head!.split(',')
  return lines.map((line) => new Map(line.split(',').map((value, i) => [names[i]!, value])))
}

function groceryDays(folder: string): KnownDay[] {
  return rows(join(folder, 'index.csv')).map((row) => {
    const file = join(folder, `${row.get('instance')}.txt`)
    return {
      name: row.get('instance')!,
      best: Number(row.get('bks_static_cost')),
      routes: Number(row.get('bks_routes')),
      file,
      read: (couriers) => readVrplib(readFileSync(file, 'utf8'), { couriers }),
    }
  })
}

/** Best known distances with every leg truncated to one decimal, so ten of our units to one of theirs. */
function solomonDays(folder: string): KnownDay[] {
  return rows(join(folder, 'bks.csv'))
    .map((row) => ({ row, file: join(folder, `${row.get('instance')}.txt`) }))
    .filter(({ file }) => existsSync(file))
    .map(({ row, file }) => ({
      name: row.get('instance')!,
      best: Math.round(10 * Number(row.get('dimacs_distance_trunc1_cvrplib2024'))),
      fewest: { couriers: Number(row.get('sintef_vehicles')), distance: Number(row.get('sintef_distance_double')) },
      file,
      read: (couriers) => readSolomon(readFileSync(file, 'utf8'), { couriers }),
    }))
}
