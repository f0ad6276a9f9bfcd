import { expect, test } from 'vitest'
import { termsText, versionTitle } from '../../../../messages/en/operate/terms'
import type { RequestRecord } from '../../../../ops/log/request-record'
import { jointVersion, SOURCES, STATUSES } from '../../../../ops/log-entry'
import { hasNoRow, resultText } from './request-text'

const classes = ['cat', 'dog', 'cow']
const request: RequestRecord = {
  ...{ id: 3, trace: '', at: 0, source: 'held-out', slice: 'all', path: [], cached: false, waited: 0, total: 1 },
  version: { model: 'pets', version: 2 },
  alias: 'champion',
  outputs: [0.1, 0.7, 0.2],
  predicted: 1,
  confidence: 0.7,
  status: 'ok',
}

test('the version, its prediction and its confidence', () => {
  expect(resultText(request, { classes })).toBe('The champion (pets v2) predicted dog with 70.0% confidence.')
  expect(resultText({ ...request, cached: true }, { classes })).toBe('The cache returned an earlier prediction: dog.')
  const { predicted: _p, confidence: _c, ...number } = request
  expect(resultText({ ...number, outputs: [12.3456] }, { classes: [] })).toBe('The champion (pets v2) predicted 12.3.')
})

test('the reason for a missing response', () => {
  const { predicted: _, ...none } = request
  expect(resultText({ ...none, status: 'abstained' }, { classes })).toBe(
    'The champion (pets v2) predicted dog with only 70.0% confidence, so the service abstained.',
  )
  expect(resultText({ ...none, status: 'invalid', verdict: 'request-range', outputs: [] }, { classes })).toBe(
    'The request was rejected: a value is outside the training range.',
  )
  for (const status of STATUSES) {
    for (const outputs of [[], [0.1, 0.7, 0.2]]) {
      const result = resultText({ ...none, status, outputs }, { classes })
      expect(result).toMatch(/^[A-Z].*\.$/)
      expect(result).not.toMatch(/undefined|NaN|Infinity/)
    }
  }
})

test('a rejected request without a complete input cannot be labeled; one with an unseen value can', () => {
  expect(hasNoRow({ status: 'invalid', verdict: 'request-missing' })).toBe(true)
  expect(hasNoRow({ status: 'invalid', verdict: 'url-json' })).toBe(true)
  expect(hasNoRow({ status: 'invalid', verdict: 'request-unseen' })).toBe(false)
  for (const status of STATUSES) if (status !== 'invalid') expect(hasNoRow({ status })).toBe(false)
})

test('every source has its own name', () => {
  expect(new Set(SOURCES.map((source) => termsText.source[source])).size).toBe(SOURCES.length)
  expect(termsText.source.again).not.toContain('URL')
})

test('a version is named by its model and number, also a deployed build and the members of an ensemble', () => {
  expect(versionTitle({ model: 'pets', version: 2 })).toBe('pets v2')
  expect(versionTitle({ model: 'pets (deploy 5)', version: 2 })).toBe('new build of pets')
  const joint = jointVersion([
    { model: 'pets', version: 2 },
    { model: 'birds', version: 11 },
  ])
  expect(versionTitle(joint)).toBe('pets v2 + birds v11')
})
