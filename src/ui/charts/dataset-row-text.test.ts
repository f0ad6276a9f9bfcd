/** @file Tests the short text of a row that stands for an example. */
import { expect, test } from 'vitest'
import { textColumn } from '../../catalog/dataset-schema'
import type { Dataset } from '../../data/dataset'
import { resultsText } from '../../messages/en/evaluate/results'
import { rowText } from './dataset-row-text'

test('a row shows its texts, shortened, its times, and which values are missing', () => {
  const ignore: string[] = []
  const dataset = {
    schema: {
      columns: [
        { name: 'when', type: 'time' },
        { name: 'words', type: 'text' },
        { name: 'size', type: 'number' },
      ],
      ignore,
    },
    columns: [
      { type: 'time', values: Float64Array.of(Date.UTC(2003, 4, 1), Number.NaN) },
      textColumn(['Roselyn', `two\nlines ${'and more '.repeat(50)}`]),
      { type: 'number', values: Float32Array.of(3, Number.NaN) },
    ],
  } as unknown as Dataset
  expect(rowText(dataset, 0, [])).toBe('when 2003-05-01, words Roselyn, size 3')
  const long = rowText(dataset, 1, [])
  expect(long).toMatch(/^when missing, words two lines and more .*…, size missing$/)
  expect(long.length).toBeLessThan(170)
  ignore.push('when')
  expect(rowText(dataset, 0, [])).toBe('words Roselyn, size 3, when 2003-05-01')
})

test('an actual and a predicted value have the same precision, and their difference is given', () => {
  expect(resultsText.numbers.pair({ actual: 384.42, predicted: 383.214 })).toBe(
    'Actual <b>384.4</b>, predicted <b>383.2</b>, error <b>−1.21</b>',
  )
})
