/** A kilometre is a kilometre in every direction of the map. */
import { expect, test } from 'vitest'
import { fitted, frameOf, projectionOf } from '../../src/report/projection.ts'

test('a degree northwards is twice as long as one eastwards at 60° north', () => {
  const project = projectionOf([[10, 60], [10.1, 60]])
  const [west, south] = project([10, 60])
  // cos 60° = 0.5; a degree along a meridian is 111.195 km
  expect(project([11, 60])[0] - west).toBeCloseTo(111.195 / 2, 6)
  expect(project([10, 61])[1] - south).toBeCloseTo(111.195, 6)
})

test('a city on the date line stays in one piece', () => {
  const project = projectionOf([[179.9, 0], [-179.9, 0]])
  expect(project([-179.9, 0])[0] - project([179.9, 0])[0]).toBeCloseTo(0.2 * 111.195, 6)
})

test('the frame takes the shape of the drawing without squeezing the map', () => {
  // 4 km wide and 1 km high, into 200 by 100: as wide as before, and twice as high as the map needs
  const frame = fitted({ west: 0, east: 4, south: 0, north: 1 }, 200, 100)
  expect(frame).toEqual({ west: 0, east: 4, south: -0.5, north: 1.5 })
})

test('one single place still has a frame', () => {
  const frame = frameOf([[0, 0]])
  expect(frame.east - frame.west).toBeGreaterThan(0)
  expect(frame.north - frame.south).toBeGreaterThan(0)
})
