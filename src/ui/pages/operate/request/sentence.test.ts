import { expect, test } from 'vitest'
import type { RequestRecord } from '../../../../ops/log/request'
import { SOURCES, STATUSES } from '../../../../ops/record'
import { sentenceOf, sourceWords, whyNoRow } from './sentence'

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

test('who answered what, and how sure', () => {
  expect(sentenceOf(request, { classes })).toBe('The champion, pets@2, answered dog and was 70.0 % sure.')
  expect(sentenceOf({ ...request, cached: true }, { classes })).toBe('The cache gave what was answered before: dog.')
  const { predicted: _p, confidence: _c, ...number } = request
  expect(sentenceOf({ ...number, outputs: [12.3456] }, { classes: [] })).toBe('The champion, pets@2, answered 12.3.')
})

test('why there is no answer', () => {
  const { predicted: _, ...none } = request
  expect(sentenceOf({ ...none, status: 'abstained' }, { classes })).toBe(
    'The champion, pets@2, would have said dog, 70.0 % sure, which was not enough: it abstained.',
  )
  expect(sentenceOf({ ...none, status: 'invalid', verdict: 'request-range', outputs: [] }, { classes })).toBe(
    'It was refused: a value lies beyond what training saw.',
  )
  for (const status of STATUSES) {
    for (const outputs of [[], [0.1, 0.7, 0.2]]) {
      const said = sentenceOf({ ...none, status, outputs }, { classes })
      expect(said).toMatch(/^[A-Z].*\.$/)
      expect(said).not.toMatch(/undefined|NaN|Infinity/)
    }
  }
})

test('what was refused without a whole input has nothing to label; a value that training never saw has', () => {
  expect(whyNoRow({ status: 'invalid', verdict: 'request-missing' })).toMatch(/no valid input.*Data\.$/)
  expect(whyNoRow({ status: 'invalid', verdict: 'url-json' })).toBeDefined()
  expect(whyNoRow({ status: 'invalid', verdict: 'request-unseen' })).toBeUndefined()
  for (const status of STATUSES) if (status !== 'invalid') expect(whyNoRow({ status })).toBeUndefined()
})

test('who sent it, each in other words', () => {
  expect(new Set(SOURCES.map(sourceWords)).size).toBe(SOURCES.length)
  expect(sourceWords('again')).not.toContain('URL')
})
