/** @file Tests that notices are placed where they do not cover controls. */
import { expect, test } from 'vitest'
import { findPlacement, isClear, smallestOffset } from './notices'

const box = (left: number, right: number, top: number, bottom: number) => ({ left, right, top, bottom })
const PAGE = 900
const stack = box(410, 1030, 760, 866)
const strip = box(236, 1180, 838, 874)
const view = box(246, 416, 800, 828)

test('at the bottom of the page when nothing is in the way', () => {
  expect(smallestOffset(stack, [], PAGE)).toBe(34)
  expect(smallestOffset(stack, [box(0, 0, 0, 0), box(246, 400, 800, 828), box(0, 1440, 0, 44)], PAGE)).toBe(34)
})

test('above the bar with Train, and above the view buttons that it would then cover', () => {
  expect(smallestOffset(stack, [strip], PAGE)).toBe(PAGE - 838 + 8)
  expect(smallestOffset(stack, [view, strip], PAGE)).toBe(PAGE - 800 + 8)
})

test('over the dock and below the buttons above it, if the stack is low enough', () => {
  const above = [box(246, 416, 570, 598), box(236, 1180, 610, 642)]
  expect(smallestOffset(stack, above, PAGE)).toBe(34)
  expect(smallestOffset(box(410, 1030, 600, 866), above, PAGE)).toBe(PAGE - 570 + 8)
})

test('to the side when that is lower, else in the center, and nowhere on a full page', () => {
  const size = { width: 300, height: 40 }
  const page = { width: 1440, height: PAGE }
  expect(findPlacement(size, [], page)).toEqual({ offset: 34, shift: 0 })
  // A dock as wide as the page, and a button above its center.
  const dock = box(0, 1440, 640, 874)
  expect(findPlacement(size, [dock], page)).toEqual({ offset: PAGE - 640 + 8, shift: 0 })
  const middle = box(600, 800, 600, 630)
  expect(findPlacement(size, [dock, middle], page)).toEqual({ offset: PAGE - 640 + 8, shift: 562 })
  expect(findPlacement(size, [dock, middle, box(900, 1440, 600, 630)], page)).toEqual({
    offset: PAGE - 640 + 8,
    shift: -562,
  })
  expect(findPlacement(size, [box(0, 1440, 0, 900)], page)).toBeUndefined()
})

test('a placement outside a page that became narrower is not clear', () => {
  const size = { width: 620, height: 180 }
  expect(isClear(size, { offset: 34, shift: 402 }, [], { width: 1440, height: 900 })).toBe(true)
  expect(isClear(size, { offset: 34, shift: 402 }, [], { width: 1024, height: 768 })).toBe(false)
  expect(isClear(size, { offset: 34, shift: -402 }, [], { width: 1024, height: 768 })).toBe(false)
})
