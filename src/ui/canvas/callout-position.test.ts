import { expect, test } from 'vitest'
import { calloutPosition } from './problem-callout'

const view = { width: 1000, height: 500 }
const node = (x: number, y: number) => ({ x, y, width: 160, height: 60 })
const box = (height: number) => ({ width: 250, height })

test('below the node, else above it, else next to it', () => {
  expect(calloutPosition(node(400, 100), box(150), view)).toEqual({ x: 355, y: 168 })
  expect(calloutPosition(node(400, 400), box(150), view)).toEqual({ x: 355, y: 242 })
  expect(calloutPosition(node(400, 250), box(300), view)).toEqual({ x: 568, y: 130 })
  expect(calloutPosition(node(800, 250), box(300), view)).toEqual({ x: 542, y: 130 })
})

test('always inside the view; covers the node only if there is no other space', () => {
  expect(calloutPosition(node(-100, 100), box(150), view)?.x).toBe(8)
  expect(calloutPosition(node(950, 100), box(150), view)?.x).toBe(742)
  expect(calloutPosition(node(400, 250), box(480), view)).toEqual({ x: 568, y: 12 })
  const narrow = { width: 300, height: 300 }
  expect(calloutPosition(node(70, 120), box(280), narrow)).toEqual({ x: 25, y: 8 })
})

test('undefined while the node is out of view', () => {
  for (const [x, y] of [
    [-200, 0],
    [1001, 0],
    [0, -80],
    [0, 501],
  ] as const)
    expect(calloutPosition(node(x, y), box(100), view)).toBeUndefined()
})
