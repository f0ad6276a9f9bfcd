/** Words of an estimate go by the truth where it is known. */
import { expect, test } from 'vitest'
import type { AccuracyNow } from '../../../../ops/drift/accuracy-now'
import { isOutside, outsideWords } from './words'

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
