/**
 * Tests the retraining loop described as text: labels available for training, what a round is waiting for, and how it
 * ended.
 */
import { expect, test } from 'vitest'
import { retrainingText } from '../../../../messages/en/operate/labels'
import { DEFAULT_RULE, type RetrainingRound } from '../../../../ops/retraining-loop'
import { idleText, labelsText, roundText, waitText } from './retraining-strip'

const round: RetrainingRound = { number: 1, signal: { kind: 'hand' }, began: 0, step: 'labels', waits: 'world' }
const progress = { done: undefined, inputs: undefined, isScenarioOver: false, labels: 0, used: 0 }

test('labels in the log, the different inputs, and those that a round trains on', () => {
  expect(labelsText({ requests: 120, inputs: 97 }, 56)).toMatchInlineSnapshot(
    `"120 requests have a label, from a person, a caller, or the simulation. They have 97 different inputs; each input counts once. A round would train on 56 labeled inputs now: half of the inputs are only for the gate, and those that the champion was trained on do not count."`,
  )
  expect(labelsText({ requests: 0, inputs: 0 }, 0)).toBe('No requests in this log have labels yet.')
})

test('a round says how many labels have arrived, and how many the last one used', () => {
  const waits = (labels: number) => waitText(round, DEFAULT_RULE, { ...progress, labels })
  expect([waits(0), waits(1), waits(23)]).toEqual([
    'Waiting for new training labels: 0 of 50.',
    'Waiting for new training labels: 1 of 50.',
    'Waiting for new training labels: 23 of 50.',
  ])
  // After a round, there may be no unused labels left.
  expect(waitText(round, DEFAULT_RULE, { ...progress, used: 291 })).toBe(
    'Waiting for new training labels: 0 of 50 since the last round, which used 291 labels. Repeated inputs do not add labels. To train on the existing labels, set "New labels required before training" to 0.',
  )
  expect(waitText(round, DEFAULT_RULE, { ...progress, isScenarioOver: true })).toBe(retrainingText.waits.scenarioEnded)
})

test('a rule that needs more labels than there are distinct inputs says so, also when the scenario is over', () => {
  const waits = (used: number) =>
    waitText(round, DEFAULT_RULE, { ...progress, inputs: 25, isScenarioOver: true, labels: 25 - used, used })
  expect(waits(0)).toBe(
    '25 of 50 labels; at most 25 distinct inputs are possible here. Set "New labels required before training" to 25 or fewer.',
  )
  expect(waits(25)).toMatch(/^Waiting for new training labels: 0 of 50 since the last round/)
  const enough = { ...progress, inputs: 50, isScenarioOver: true }
  expect(waitText(round, DEFAULT_RULE, enough)).toBe(retrainingText.waits.scenarioEnded)
})

test('a round that waits for the user says what to approve', () => {
  const waits = (change: Partial<RetrainingRound>) =>
    waitText({ ...round, waits: 'person', ...change }, DEFAULT_RULE, progress)
  expect(waits({ step: 'train' })).toBe('Approve to train a candidate.')
  expect(waits({ step: 'canary', version: 3 })).toBe('Approve to give version 3 a share of the traffic.')
  expect(waits({ step: 'gate', gate: 'unsure', version: 3 })).toBe(
    'The gate cannot tell whether version 3 is worse than the champion. Approve to give version 3 a share of the traffic anyway.',
  )
})

test('the idle loop says what starts a round', () => {
  expect(idleText({ ...DEFAULT_RULE, start: 'accuracy' })).toBe('Idle. A round starts when accuracy falls below 90%.')
  expect(idleText({ ...DEFAULT_RULE, start: 'labels' })).toBe('Idle. A round starts after 200 new training labels.')
})

test('a past round in a line', () => {
  expect(roundText({ ...round, version: 2, learnt: 56, ended: { how: 'champion', at: 1 } })).toBe(
    'Started manually, version 2 with 56 labels, became champion',
  )
  expect(roundText({ ...round, ended: { how: 'failed', at: 1, why: 'The data is gone.' } })).toBe(
    'Started manually, failed. The data is gone.',
  )
})
