import { expect, test } from 'vitest'
import { savedStrokes, saveStrokes } from './drawing-pad-face'

test('strokes are restored for the same pad and image only', () => {
  const stroke = [3, 10, 3, 90]
  saveStrokes('a/in', [stroke], [[0, 255]])
  stroke.push(50, 50)
  expect(savedStrokes('a/in', [[0, 255]])).toEqual([[3, 10, 3, 90]])
  expect(savedStrokes('a/in', [[0, 254]])).toBeUndefined()
  expect(savedStrokes('a/in', undefined)).toBeUndefined()
  expect(savedStrokes('b/in', [[0, 255]])).toBeUndefined()
})

test('only the newest pads are saved', () => {
  for (let i = 0; i < 30; i++) saveStrokes(`many/${i}`, [[i, i]], i)
  expect(savedStrokes('many/29', 29)).toEqual([[29, 29]])
  expect(savedStrokes('many/0', 0)).toBeUndefined()
})
