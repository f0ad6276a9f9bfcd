import { expect, test } from 'vitest'
import type { Comparison, Value } from '../../compile/lesson-check'
import type { ConditionNow } from '../../studio/lessons/lesson-goal'
import { conditionText } from './lesson-condition'

/** Creates a condition for the value at this path, with its current and required values. */
const of = (path: string, sign: Comparison, now: Value | undefined, wanted: Value, why?: ConditionNow['why']) =>
  conditionText({
    ...{ source: `${path} ${sign} ${JSON.stringify(wanted)}`, label: path, sign, target: wanted, met: false },
    ...(now === undefined ? {} : { now }),
    ...(why ? { why } : {}),
  })

test.each([
  [of('metrics.accuracy', '>=', 0.91, 0.95), 'Accuracy: 91.0% (goal: at least 95.0%)'],
  [of('metrics.accuracy', '>=', 0.94996, 0.95), 'Accuracy: 94.996% (goal: at least 95.000%)'],
  [of('metrics.accuracy', '>=', undefined, 0.95), 'Accuracy: train first (goal: at least 95.0%)'],
  [
    of('metrics.accuracy', '>=', 0.96, 0.95, 'earlier'),
    'Accuracy: 96.0% before your last change; train again (goal: at least 95.0%)',
  ],
  [
    of('metrics.accuracy', '>=', 1, 0.95, 'training-rows'),
    'Accuracy: 100.0% on the training set; evaluate on another set (goal: at least 95.0%)',
  ],
  [
    of('metrics.accuracy', '>=', 1, 0.95, 'seen-rows'),
    'Accuracy: 100.0%, but an earlier run may have been trained on these examples; press Train to start with new weights (goal: at least 95.0%)',
  ],
  [of('check.parameters', '<', 23_400, 20_000), 'Parameters: 23,400 (goal: under 20,000)'],
  [of('check.parameters', '<=', 20, 20), 'Parameters: 20 (goal: at most 20)'],
  [of('run.validationLoss', '<', 0.30004, 0.3), 'Validation loss: 0.30004 (goal: under 0.3)'],
  [of('run.tag', '==', 'idle', 'done'), 'Run status: idle (goal: done)'],
  [of('check.ok', '==', true, true), 'Network is valid: yes'],
  [of('count("dropout")', '>=', 0, 1), 'dropout layers: 0 (goal: at least 1)'],
  [of('project.drawingVersion', '!=', undefined, 1), 'project.drawingVersion: not known yet (goal: not 1)'],
])('%s', (text, wanted) => {
  expect(text).toBe(wanted)
})
