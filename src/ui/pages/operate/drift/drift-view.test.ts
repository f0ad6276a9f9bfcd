/** Tests the text of an accuracy estimate, including the true accuracy if it is known. */
import { expect, test } from 'vitest'
import type { AccuracyNow } from '../../../../ops/drift/accuracy-now'
import type { FeatureVerdict } from '../../../../ops/drift/window-drift'
import { conceptText, featureName, fewText, isOutside, outsideText, sentText, shownStatus } from './drift-view'

const at = (truth?: number): AccuracyNow => ({
  ...{ window: 1, from: 0, to: 1, n: 500, labeled: 0, inputs: 0 },
  estimated: { accuracy: 0.88, low: 0.85, high: 0.91 },
  ...(truth === undefined ? {} : { truth }),
})

test('the ground truth is outside if the interval does not contain it, and not while it is unknown', () => {
  expect([0.84, 0.85, 0.91, 0.92, undefined].map((truth) => isOutside(at(truth)))).toEqual([
    true,
    false,
    false,
    true,
    false,
  ])
})

test('reports how often it is outside, and what that means for the estimate', () => {
  expect(outsideText([at(0.95), at(0.96), at(0.9)])).toMatchInlineSnapshot(
    `"The true accuracy is above the interval in 2 of 3 windows: the estimate was too low. By chance alone, you would expect it outside the interval in about 1 in 20 windows."`,
  )
  expect(outsideText([at(0.5), at(0.9)])).toMatchInlineSnapshot(
    `"The true accuracy is below the interval in 1 of 2 windows: the estimate was too high. By chance alone, you would expect it outside the interval in about 1 in 20 windows."`,
  )
  expect(outsideText([at(0.5), at(0.95)])).toMatchInlineSnapshot(
    `"Of 2 windows, the true accuracy is above the interval in 1 and below it in 1. By chance alone, you would expect it outside the interval in about 1 in 20 windows."`,
  )
  expect(outsideText([at(0.9), at(0.9)])).toMatchInlineSnapshot(
    `"The true accuracy is within the interval in all 2 windows."`,
  )
  expect(outsideText([at()])).toMatchInlineSnapshot(
    `"The true accuracy of these predictions is not known, so the estimate cannot be checked."`,
  )
})

test('unlabeled rows sent to Data are reported, with what to do', () => {
  const went = (rows: number, unlabeled: number) => ({
    ...{ rows, labeled: rows - unlabeled, unlabeled: Array.from({ length: unlabeled }, (_, i) => i) },
  })
  expect(sentText(went(103, 63))).toMatchInlineSnapshot(
    `"Sent 103 rows to Data, 40 labeled and 63 unlabeled. Models cannot learn from unlabeled rows. Label them, then create the dataset again."`,
  )
  expect(sentText(went(5, 5))).toMatchInlineSnapshot(
    `"Sent 5 rows to Data, none labeled. Models cannot learn from unlabeled rows. Label them, then create the dataset again."`,
  )
  expect(sentText(went(1, 0))).toMatchInlineSnapshot(`"Sent 1 row to Data, with its label."`)
})

test('too few rows or requests are reported, with what would help', () => {
  const feature = (threshold: number) => ({ of: 'input', decides: 'kolmogorov-smirnov', threshold }) as FeatureVerdict
  // The cast is safe because the code reads only these fields of a reference.
  const basis = (rows: number, isAll: boolean) => ({ rows, reference: { inputs: [{ isAll }], answers: [] } }) as never
  expect(fewText([feature(0.08), feature(0.09)], basis(90, true), 500)).toBeUndefined()
  // Something drifts, so there was enough of both.
  expect(fewText([feature(0.33), { ...feature(0.33), drifted: true }], basis(36, false), 500)).toBeUndefined()
  expect(fewText([feature(0.33)], basis(36, false), 500)).toMatchInlineSnapshot(
    `"500 requests and 36 reference rows are too few to detect small drift: in a numeric column, about 33% of requests must change before the drift is reliably detected. More held-out rows would help."`,
  )
  expect(fewText([feature(0.27)], basis(90, true), 50)).toMatchInlineSnapshot(
    `"50 requests and 90 reference rows are too few to detect small drift: in a numeric column, about 27% of requests must change before the drift is reliably detected. Larger windows would help."`,
  )
  expect(fewText([feature(Number.POSITIVE_INFINITY)], basis(3, false), 50)).toMatchInlineSnapshot(
    `"50 requests and 3 reference rows are too few to detect any drift. More held-out rows would help."`,
  )
})

test('persistent drift is shown as recovered once the window has none', () => {
  const shown = (['persistent', 'once', 'no'] as const).flatMap((status) =>
    [true, false].map((drifted) => shownStatus({ drifted }, status)),
  )
  expect(shown).toEqual(['persistent', 'over', 'once', 'once', 'no', 'no'])
})

test('a feature has one name', () => {
  expect(featureName({ name: 'ink of image', of: 'input' })).toBe('share of bright pixels in image')
  expect(featureName({ name: 'brightness of image', of: 'input' })).toBe('brightness of image')
  expect(featureName({ name: 'ink', of: 'input' })).toBe('ink')
})

test('concept drift is reported with its begin, and that confidence does not show it', () => {
  const since = { at: 86_400_000, n: 700, excess: 83.6 }
  const concept = { by: 'answer', drifted: true, p: 0.004, n: 3000, since } as const
  const estimated = { accuracy: 0.88, low: 0.85, high: 0.91 }
  expect(conceptText(undefined, {})).toBe('No labels of this version yet, so concept drift cannot be checked.')
  expect(conceptText({ ...concept, drifted: false }, {})).toBe(
    'No concept drift detected: the 3,000 labels of this version show no lasting increase of wrong predictions.',
  )
  expect(conceptText(concept, { estimated, counted: { value: 0.87, low: 0.83, high: 0.9 } })).toBe(
    'Concept drift since about Tue, Jan 2, 00:00: of 700 labeled predictions, 84 more are wrong than usual (p = 0.004).',
  )
  const over = { ...concept, until: { at: 2 * 86_400_000, n: 2100 } }
  expect(conceptText(over, { estimated })).toBe(
    'Concept drift from about Tue, Jan 2, 00:00 to about Wed, Jan 3, 00:00: of 700 labeled predictions, 84 more are wrong than usual (p = 0.004). The drift is over: the 2,100 labels after it show no more mistakes than usual.',
  )
  expect(conceptText(concept, { estimated, counted: { value: 0.7, low: 0.65, high: 0.74 } })).toMatch(
    /Confidence does not show this; only labels do\.$/,
  )
})
