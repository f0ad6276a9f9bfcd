/** @file Compares monitored features with values computed directly from a row. */
import { expect, test } from 'vitest'
import type { Pipeline } from '../pipeline'
import { imageMeasures } from './monitored-features'
import { createMonitor, featureName } from './monitored-features'

const TABLE: Pipeline = {
  inputs: [
    {
      label: 'all',
      kind: 'columns',
      shape: [3],
      columns: [
        { column: 'mass', from: { type: 'number', shape: [] }, steps: [] },
        { column: 'island', from: { type: 'category', shape: [], values: ['Biscoe', 'Dream'] }, steps: [] },
        {
          column: 'note',
          from: { type: 'text', shape: [] },
          steps: [{ kind: 'words', params: { lower: true }, learned: { known: ['a', 'fat', 'bird'] } }],
        },
        { column: 'day', from: { type: 'time', shape: [] }, steps: [] },
      ],
    },
  ],
  outputs: [],
}

test('numbers and categories are monitored as they are, texts by length and words; times are not', () => {
  const watch = createMonitor(TABLE)
  expect(watch.features.map(featureName)).toEqual([
    'mass',
    'island',
    'length of note',
    'words of note',
    'unknown words of note',
  ])
  expect([...watch.read({ mass: 3750, island: 'Dream', note: 'A fat penguin.' })]).toEqual([
    3750,
    1,
    14,
    3,
    Math.fround(1 / 3),
  ])
})

test('an unseen value has its own code; missing values and values of another type are NaN; a row without values is valid', () => {
  const watch = createMonitor(TABLE)
  expect([...watch.read({ mass: '3750', island: 'Bouvet' })]).toEqual([Number.NaN, 2, NaN, NaN, NaN])
  for (const wrong of [null, 7, 'row', []]) expect([...watch.read(wrong)]).toEqual(new Array(5).fill(Number.NaN))
})

test('a continued monitor keeps the order and the codes of the earlier one', () => {
  const before = [
    { column: 'island', measure: 'value', values: ['Dream', 'Torgersen', 'Biscoe'] },
    { column: 'gone', measure: 'value' },
    { column: 'mass', measure: 'value' },
  ] as const
  const watch = createMonitor(TABLE, before)
  expect(watch.features).toBe(before)
  expect([...watch.read({ mass: 1, island: 'Biscoe' })]).toEqual([2, Number.NaN, 1])
})

const measured = (pixels: readonly number[], shape: readonly number[]) => {
  const out = new Float32Array(6).fill(Number.NaN)
  imageMeasures(pixels, shape, out)
  return [...out].map((one) => Math.round(one * 1000) / 1000)
}

test('an image is measured by its brightness, ink, center and edges', () => {
  // Four pixels, of which only the top-left one is bright.
  expect(measured([255, 0, 0, 0], [2, 2, 1])).toEqual([0.25, 0.433, 0.25, 0.25, 0.25, 0.5])
  expect(measured([0, 0, 0, 255], [2, 2, 1]).slice(3, 5)).toEqual([0.75, 0.75])
  // The bright pixel has a value below INK and therefore does not count as ink.
  expect(measured([127, 0, 0, 0], [2, 2, 1]).slice(0, 3)).toEqual([0.125, 0.216, 0])
  expect(measured([0, 0, 0, 0], [2, 2, 1]).slice(3)).toEqual([Number.NaN, Number.NaN, 0])
  expect(measured([255, 0, 0], [1, 3, 1])[5]).toBe(0.5)
  // In a color image, the edge measure compares pixels of the same channel.
  expect(measured([255, 0, 0, 255, 0, 0], [1, 2, 3])[5]).toBe(0)
  expect(measured([1, 2, 3], [2, 2, 1])).toEqual(new Array(6).fill(Number.NaN))
})
