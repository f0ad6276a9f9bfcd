/** @file Follows the steps of docs/adding-a-metric.md in a copy of the source, so that the page stays correct. */
import { afterAll, expect, test } from 'vitest'
import { followGuide } from '../base/guide.test-help'
import { lacks } from '../base/python.test-help'

const copy = followGuide('docs/adding-a-metric.md')
afterAll(copy.remove)

test('adding a metric takes two files: its text and its definition', () => {
  expect(copy.files).toHaveLength(2)
  const passed = copy.unit('src/metrics/catalog/catalog.test.ts', 'src/studio/models/metric-readers.test.ts').join('\n')
  expect(passed).toContain('maxError has its best value for perfect predictions')
  expect(passed).toContain('maxError of an output of the kind number is everywhere')
  if (!lacks('sklearn')) expect(passed).toContain('scikit-learn agrees on all metrics of numbers')
}, 120_000)
