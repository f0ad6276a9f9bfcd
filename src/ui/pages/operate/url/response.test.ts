import { expect, test } from 'vitest'
import { shownResponse, wholeBars } from './infer-request'

test('a response shows the most likely class first, its facts and its stages', () => {
  const body = JSON.stringify({
    model_name: 'digits',
    model_version: '3',
    id: 'x',
    parameters: {
      status: 'ok',
      request: 7,
      trace: 'ab',
      cached: false,
      cold_ms: 36.12,
      waited_ms: 1.5,
      'ms.validate': 0.1,
      'ms.model': 2,
    },
    outputs: [
      { name: 'Digit', datatype: 'BYTES', shape: [1], data: ['b'] },
      { name: 'Digit.probabilities', datatype: 'FP32', shape: [1, 2], data: [0.25, 0.75] },
    ],
  })
  const shown = shownResponse({ status: 200, headers: {}, body }, ['a', 'b'], 4)
  expect(shown.text).toBe('b')
  expect(shown.probabilities).toEqual([
    { label: 'b', chance: 0.75 },
    { label: 'a', chance: 0.25 },
  ])
  expect(shown.details).toEqual([
    ['status', '200'],
    ['version', '3'],
    ['outcome', 'ok'],
    ['request', '7'],
    ['trace', 'ab'],
    ['cached', 'no'],
    ['cold start', '36 ms'],
  ])
  expect(shown.stages).toEqual([
    { stage: 'validate', ms: 0.1 },
    { stage: 'model', ms: 2 },
  ])
  expect(shown.waited).toBe(1.5)
  // The cold start happened before the call, so it is listed first and does not count toward the call's duration.
  expect(wholeBars(shown).map(({ name, ms }) => [name, ms])).toEqual([
    ['cold start', 36.12],
    ['round trip', 4 - 1.5 - 2.1],
    ['queue', 1.5],
    ['service', 2.1],
  ])
})

test('the bars add up to the total time', () => {
  const stages = [
    { stage: 'validate', ms: 0.5 },
    { stage: 'model', ms: 1.5 },
  ]
  expect(wholeBars({ stages, waited: 8, total: 100 })).toEqual([
    { name: 'round trip', from: 0, ms: 90 },
    { name: 'queue', from: 90, ms: 8 },
    { name: 'service', from: 98, ms: 2 },
  ])
  // The clocks of two threads may differ by more than the transfer takes, so the round trip time is clamped to 0.
  expect(wholeBars({ stages, waited: 0, total: 1 }).map(({ ms }) => ms)).toEqual([0, 2])
})

test('an error shows its message and nothing else', () => {
  const body = JSON.stringify({ error: '"x" is missing.', code: 'url-input-missing' })
  const shown = shownResponse({ status: 400, headers: {}, body }, ['a', 'b'], 1)
  expect([shown.text, shown.probabilities, shown.details]).toEqual([
    '"x" is missing.',
    [],
    [['status', '400 url-input-missing']],
  ])
})
