/** @file Where the notices stand: over nothing that is to be pressed. */
import { expect, test } from 'vitest'
import { footOf, isClear, placeOf } from './notice-placement'

const box = (left: number, right: number, top: number, bottom: number) => ({ left, right, top, bottom })
const PAGE = 900
const stack = box(410, 1030, 760, 866)
const strip = box(236, 1180, 838, 874)
const view = box(246, 416, 800, 828)

test('at the foot of the page where nothing is in the way', () => {
  expect(footOf(stack, [], PAGE)).toBe(34)
  expect(footOf(stack, [box(0, 0, 0, 0), box(246, 400, 800, 828), box(0, 1440, 0, 44)], PAGE)).toBe(34)
})

test('above the strip with Train, and above the buttons of the view that it would then lie over', () => {
  expect(footOf(stack, [strip], PAGE)).toBe(PAGE - 838 + 8)
  expect(footOf(stack, [view, strip], PAGE)).toBe(PAGE - 800 + 8)
})

test('over the dock, under the buttons above it, for as long as it is low enough', () => {
  const above = [box(246, 416, 570, 598), box(236, 1180, 610, 642)]
  expect(footOf(stack, above, PAGE)).toBe(34)
  expect(footOf(box(410, 1030, 600, 866), above, PAGE)).toBe(PAGE - 570 + 8)
})

test('aside where it is lower there, in the middle where that is as low, nowhere where the page is full', () => {
  const size = { width: 300, height: 40 }
  const page = { width: 1440, height: PAGE }
  expect(placeOf(size, [], page)).toEqual({ foot: 34, aside: 0 })
  // A dock as wide as the page, and a button above its middle.
  const dock = box(0, 1440, 640, 874)
  expect(placeOf(size, [dock], page)).toEqual({ foot: PAGE - 640 + 8, aside: 0 })
  const middle = box(600, 800, 600, 630)
  expect(placeOf(size, [dock, middle], page)).toEqual({ foot: PAGE - 640 + 8, aside: 562 })
  expect(placeOf(size, [dock, middle, box(900, 1440, 600, 630)], page)).toEqual({ foot: PAGE - 640 + 8, aside: -562 })
  expect(placeOf(size, [box(0, 1440, 0, 900)], page)).toBeUndefined()
})

test('a place that is off the page, which became narrower, is not clear', () => {
  const size = { width: 620, height: 180 }
  expect(isClear(size, { foot: 34, aside: 402 }, [], { width: 1440, height: 900 })).toBe(true)
  expect(isClear(size, { foot: 34, aside: 402 }, [], { width: 1024, height: 768 })).toBe(false)
  expect(isClear(size, { foot: 34, aside: -402 }, [], { width: 1024, height: 768 })).toBe(false)
})
