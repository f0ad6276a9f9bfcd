import { expect, test } from 'vitest'
import { gridShape, linesOf, tileAt, tileMoved, tilesWithin } from './image-tiles'

const shape = gridShape(25, 250, 40, 8)

test('five tiles of 40 and gaps of 8 fit into 250', () => {
  expect(shape.across).toBe(5)
  expect(linesOf(shape)).toBe(5)
  expect(gridShape(3, 10, 40, 8).across).toBe(1)
})

test('a point is on a tile, or between tiles', () => {
  expect(tileAt(shape, 0, 10, 10)).toBe(0)
  expect(tileAt(shape, 1, 60, 20)).toBe(6)
  expect(tileAt(shape, 0, 50, 20)).toBeUndefined()
  expect(tileAt(shape, 0, 10, 4)).toBeUndefined()
  expect(tileAt(gridShape(3, 250, 40, 8), 0, 8 + 3 * 48, 20)).toBeUndefined()
})

test('a rectangle selects the tiles that it touches', () => {
  expect(tilesWithin(shape, { x: 0, y: 0 }, { x: 9, y: 9 })).toEqual([0])
  expect(tilesWithin(shape, { x: 110, y: 60 }, { x: 20, y: 20 })).toEqual([0, 1, 2, 5, 6, 7])
  expect(tilesWithin(shape, { x: 49, y: 49 }, { x: 55, y: 55 })).toEqual([])
  expect(tilesWithin(shape, { x: 0, y: 230 }, { x: 500, y: 900 })).toEqual([20, 21, 22, 23, 24])
})

test('keys move along lines, up and down, and to the ends', () => {
  const to = (key: string, place: number, mod = false) => tileMoved(key, mod, place, { ...shape, count: 23 }, 2)
  expect(to('ArrowRight', 4)).toBe(5)
  expect(to('ArrowUp', 3)).toBe(3)
  expect(to('ArrowDown', 19)).toBe(22)
  expect(to('PageDown', 1)).toBe(11)
  expect(to('Home', 8)).toBe(5)
  expect(to('End', 8)).toBe(9)
  expect(to('End', 8, true)).toBe(22)
  expect(to('Home', 8, true)).toBe(0)
  expect(to('x', 8)).toBeUndefined()
})
