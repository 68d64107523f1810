/** The judge of `bench/peers` on a day of three customers, worked out by hand. Skips where there is no Python 3. */
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'

const hasPython = spawnSync('python3', ['--version']).status === 0
const folder = mkdtempSync(join(tmpdir(), 'judge-'))
afterAll(() => rmSync(folder, { recursive: true }))

// Customer 1 is √2 away, so 1.4; customer 2 is 5 away, 3 is 5 away on the other side, and 10 from 2.
const solomon = `tiny

VEHICLE
NUMBER     CAPACITY
  2         10

CUSTOMER
CUST NO.  XCOORD.  YCOORD.  DEMAND  READY TIME  DUE DATE  SERVICE TIME

    0      0     0     0     0   100    0
    1      1     1     4     0   100    2
    2      3     4     6    20    30    1
    3     -3    -4     6     0    40    1
`

// The same distances in seconds, but that the way back from 2 is 7.
const vrplib = `NAME : tiny
TYPE : VRPTW
DIMENSION : 4
EDGE_WEIGHT_TYPE : EXPLICIT
VEHICLES : 2
EDGE_WEIGHT_FORMAT : FULL_MATRIX
CAPACITY : 10
EDGE_WEIGHT_SECTION
0 1 5 5
1 0 3 6
7 3 0 10
5 6 10 0
NODE_COORD_SECTION
1 0 0
2 1 1
3 3 4
4 -3 -4
DEMAND_SECTION
1 0
2 4
3 6
4 6
DEPOT_SECTION
1
-1
SERVICE_TIME_SECTION
1 0
2 2
3 1
4 1
TIME_WINDOW_SECTION
1 0 100
2 0 100
3 20 30
4 0 40
EOF
`

function judge(instance: string, routes: unknown): Record<string, unknown> {
  const [file, plan] = [join(folder, 'day.txt'), join(folder, 'plan.json')]
  writeFileSync(file, instance)
  writeFileSync(plan, JSON.stringify({ routes }))
  return JSON.parse(execFileSync('python3', ['bench/peers/judge.py', file, plan], { encoding: 'utf8', stdio: 'pipe' }))
}

describe.skipIf(!hasPython)('the judge of the peers', () => {
  test('counts tenths of Solomon text, and leaves as late as can be', () => {
    // 0-1: 1.4, 1-2: √13 = 3.60 → 3.6, 2-0: 5, 0-3-0: 10. Sum 20.0, so 200 tenths.
    // First route: 1.4 + 2 + 3.6 = 7 to customer 2, who opens at 20. Leaving at 13 no waiting is left: 7 + 1 + 5 = 13. Second: 11.
    expect(judge(solomon, [[1, 2], [3]])).toEqual({ cost: 200, paid: 240, waiting: 0, routes: 2, violations: [] })
  })

  test('counts seconds of VRPLIB text, in the direction driven', () => {
    // 1 + 3 + 7 = 11 and 10. Paid: 11 + 2 + 1, and 10 + 1.
    expect(judge(vrplib, [[1, 2], [], [3]])).toEqual({ cost: 21, paid: 25, waiting: 0, routes: 2, violations: [] })
  })

  test('counts waiting that leaving later cannot avoid', () => {
    // Customer 1 closes at 10 now. Leaving at 9, at 1 at 10, done at 12, at 2 at 15, waits 5 to 20, back at 28: paid 19, 5 of it waiting.
    const early = vrplib.replace('2 0 100\n3 20', '2 0 10\n3 20')
    expect(judge(early, [[1, 2], [3]])).toEqual({ cost: 21, paid: 30, waiting: 5, routes: 2, violations: [] })
  })

  test('names every violation', () => {
    // Loads 4 + 6 + 6 = 16. At 2 at 20, done at 21, at 1 at 24, done at 26, at 3 at 32: on time. Customer 2 again in a third route.
    expect(judge(vrplib, [[2, 1, 3], [2], [2]])['violations']).toEqual([
      'customer 2 is served 3 times',
      '3 routes for 2 vehicles',
      'route 1: load 16 is over 10',
    ])
    expect(judge(vrplib, [[2], [1]])['violations']).toEqual(['customer 3 is served 0 times'])
    // Customer 3 until 5 only: 1 + 2 + 6 = 9 is too late.
    const late = vrplib.replace('4 0 40', '4 0 5').replace('1 0 100\n2', '1 0 35\n2')
    expect(judge(late, [[1, 3], [2]])['violations']).toEqual(['route 1: at 3 at 9, after 5'])
    // The depot closes at 25: 20 + 1 + 7 = 28.
    const short = vrplib.replace('1 0 100\n2', '1 0 25\n2')
    expect(judge(short, [[1, 3], [2]])['violations']).toEqual(['route 2: back at 28, after 25'])
  })

  test('refuses what is no customer', () => {
    expect(() => judge(vrplib, [[0], [1, 2, 3]])).toThrow('0 is no customer')
    expect(() => judge(vrplib, [[4]])).toThrow('4 is no customer')
  })
})
