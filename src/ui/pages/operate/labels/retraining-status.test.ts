/** Which labels count for the ring, in words. */
import { expect, test } from 'vitest'
import { USUAL_RULE } from '../../../../ops/retraining-loop'
import { endWords, labelsWords, waitWords } from './retraining-status'

test('labels to learn from are told with what they are of', () => {
  expect(labelsWords({ requests: 120, inputs: 97, learnable: 56 })).toMatchInlineSnapshot(
    `"120 requests have a label, by a person, a caller or the world; they brought 97 inputs, each of which counts once. 56 are to learn from: those of one half of the rows, so that the gate has the other half, which no version has seen."`,
  )
  expect(labelsWords({ requests: 0, inputs: 0, learnable: 0 })).toMatchInlineSnapshot(
    `"No request of this log has a label yet."`,
  )
})

test('a turn says how many of them have come, and from how many it learnt', () => {
  const turn = { number: 1, signal: { kind: 'hand' }, began: 0, step: 'labels', waits: 'world' } as const
  const words = (labels: number) =>
    waitWords(turn, USUAL_RULE, { done: undefined, comes: 'requests', labels, learnt: 0 })
  expect([words(0), words(1), words(23)]).toMatchInlineSnapshot(`
    [
      "Waits for 50 new labels to learn from: none has come.",
      "Waits for 50 new labels to learn from: 1 has come.",
      "Waits for 50 new labels to learn from: 23 have come.",
    ]
  `)
  // After a turn the pool may be used up.
  const later = waitWords(turn, USUAL_RULE, { done: undefined, comes: 'requests', labels: 0, learnt: 291 })
  expect(later).toBe(
    'Waits for 50 new labels to learn from: none has come since the last turn, which learnt from 291. An input that comes again brings none: to train on those there are, set the rule to wait for 0.',
  )
  expect(endWords({ ...turn, version: 2, learnt: 56, ended: { how: 'champion', at: 1 } })).toMatchInlineSnapshot(
    `"started by hand: version 2, which learnt from 56 labels, champion"`,
  )
})
