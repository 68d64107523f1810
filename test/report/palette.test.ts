/** The couriers' colours keep apart for every kind of eye, in light and in dark, and two couriers never look the same. */
import { expect, test } from 'vitest'
import { courierColours, lookOf } from '../../src/report/palette.ts'

/** Machado, Oliveira and Fernandes, 2009, severity 1.0, in linear light, row by row. */
const eyes: Readonly<Record<string, readonly number[]>> = {
  usual: [1, 0, 0, 0, 1, 0, 0, 0, 1],
  protanopia: [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
  deuteranopia: [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
  tritanopia: [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039],
}

function linear(colour: string): number[] {
  return [1, 3, 5].map((i) => Number.parseInt(colour.slice(i, i + 2), 16) / 255).map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
}

function seen(colour: string, eye: readonly number[]): number[] {
  const light = linear(colour)
  return [0, 3, 6].map((row) => Math.min(1, Math.max(0, light.reduce((sum, v, i) => sum + v * eye[row + i]!, 0))))
}

/** CIE 1976 L*a*b*, D65. */
function lab([r, g, b]: number[]): number[] {
  const xyz = [(0.4124 * r! + 0.3576 * g! + 0.1805 * b!) / 0.9505, 0.2126 * r! + 0.7152 * g! + 0.0722 * b!, (0.0193 * r! + 0.1192 * g! + 0.9505 * b!) / 1.089]
  const [x, y, z] = xyz.map((t) => (t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116))
  return [116 * y! - 16, 500 * (x! - y!), 200 * (y! - z!)]
}

const pairs = (list: readonly string[]) => list.flatMap((a, i) => list.slice(i + 1).map((b) => [a, b] as const))

test.each(Object.entries(courierColours))('%s: any two colours differ by at least 16 for every kind of eye', (_, colours) => {
  for (const eye of Object.values(eyes)) {
    for (const [a, b] of pairs(colours)) {
      const [left, right] = [lab(seen(a, eye)), lab(seen(b, eye))]
      expect(Math.hypot(...left.map((v, i) => v - right[i]!))).toBeGreaterThan(16)
    }
  }
})

test.each([['light', '#ffffff'], ['dark', '#15191f']] as const)('%s: every colour stands out from the paper', (name, paper) => {
  const luminance = (colour: string) => linear(colour).reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i]!, 0)
  for (const colour of courierColours[name]) {
    const [dark, light] = [luminance(colour), luminance(paper)].sort((a, b) => a - b)
    expect((light! + 0.05) / (dark! + 0.05)).toBeGreaterThan(2.65)
  }
})

test('numbers never repeat, and 96 couriers differ in colour, shape or line, too', () => {
  const looks = Array.from({ length: 96 }, (_, i) => lookOf(i))
  expect(new Set(looks.map(({ number }) => number)).size).toBe(96)
  expect(new Set(looks.map(({ colour, symbol, line }) => `${colour} ${symbol} ${line}`)).size).toBe(96)
})
