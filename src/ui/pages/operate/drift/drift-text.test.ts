/** Words of an estimate go by the truth where it is known. */
import { expect, test } from 'vitest'
import type { AccuracyNow } from '../../../../ops/drift/accuracy-now'
import type { FeatureVerdict } from '../../../../ops/drift/window-drift'
import { fewWords, isOutside, nameWords, outsideWords, sentWords } from './drift-text'

const at = (truth?: number): AccuracyNow => ({
  ...{ window: 1, from: 0, to: 1, n: 500, labelled: 0 },
  estimated: { accuracy: 0.88, low: 0.85, high: 0.91 },
  ...(truth === undefined ? {} : { truth }),
})

test('the truth is outside where the interval does not reach it, and nowhere while nobody knows it', () => {
  expect([0.84, 0.85, 0.91, 0.92, undefined].map((truth) => isOutside(at(truth)))).toEqual([
    true,
    false,
    false,
    true,
    false,
  ])
})

test('how often it is outside, and what that makes of the estimate', () => {
  expect(outsideWords([at(0.95), at(0.96), at(0.9)])).toMatchInlineSnapshot(
    `"The truth lies outside of the interval in 2 of 3 windows, always above: the estimate was too low. By chance it is one in twenty."`,
  )
  expect(outsideWords([at(0.5), at(0.9)])).toMatchInlineSnapshot(
    `"The truth lies outside of the interval in 1 of 2 windows, below: the estimate was too high. By chance it is one in twenty."`,
  )
  expect(outsideWords([at(0.5), at(0.95)])).toMatchInlineSnapshot(
    `"The truth lies outside of the interval in 2 of 2 windows, above in 1 and below in 1. By chance it is one in twenty."`,
  )
  expect(outsideWords([at(0.9), at(0.9)])).toMatchInlineSnapshot(
    `"The truth lies within the interval in all of 2 windows."`,
  )
  expect(outsideWords([at()])).toMatchInlineSnapshot(
    `"Nobody knows the truth of these answers: whether the estimate holds is not told."`,
  )
})

test('what went to Data without a label is said, with what mends it', () => {
  const went = (rows: number, unlabelled: number) => ({
    ...{ rows, labelled: rows - unlabelled, unlabelled: Array.from({ length: unlabelled }, (_, i) => i) },
  })
  expect(sentWords(went(103, 63))).toMatchInlineSnapshot(
    `"103 rows went to Data, 40 with a label and 63 without, since none has come for them yet. Nothing learns from a row without one: label the rest, then make the set again."`,
  )
  expect(sentWords(went(5, 5))).toMatchInlineSnapshot(
    `"5 rows went to Data, none with a label, since none has come for them yet. Nothing learns from a row without one: label the rest, then make the set again."`,
  )
  expect(sentWords(went(1, 0))).toMatchInlineSnapshot(`"1 row went to Data, each with its label."`)
})

test('too few rows or requests are said, with what would tell more', () => {
  const feature = (threshold: number) => ({ of: 'input', decides: 'kolmogorov-smirnov', threshold }) as FeatureVerdict
  // Cast: of a reference its being all there is counts alone.
  const basis = (rows: number, isAll: boolean) => ({ rows, reference: { inputs: [{ isAll }], answers: [] } }) as never
  expect(fewWords([feature(0.08), feature(0.09)], basis(90, true), 500)).toBeUndefined()
  expect(fewWords([feature(0.33)], basis(36, false), 500)).toMatchInlineSnapshot(
    `"500 requests held against 36 rows are too few to tell a small drift: about 33 % of the requests must have moved before a number is sure to drift. More held-out rows would tell more."`,
  )
  expect(fewWords([feature(0.27)], basis(90, true), 50)).toMatchInlineSnapshot(
    `"50 requests held against 90 rows are too few to tell a small drift: about 27 % of the requests must have moved before a number is sure to drift. Larger windows tell more."`,
  )
  expect(fewWords([feature(Number.POSITIVE_INFINITY)], basis(3, false), 50)).toMatchInlineSnapshot(
    `"50 requests held against 3 rows are too few to tell any drift. More held-out rows would tell more."`,
  )
})

test('a feature has one name', () => {
  expect(nameWords({ name: 'ink of image', of: 'input' })).toBe('share of ink of image')
  expect(nameWords({ name: 'brightness of image', of: 'input' })).toBe('brightness of image')
  expect(nameWords({ name: 'ink', of: 'input' })).toBe('ink')
})
