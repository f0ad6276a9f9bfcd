import { expect, test } from 'vitest'
import type { Comparison, Value } from '../../compile/lesson-check'
import type { ConditionNow } from '../../studio/lesson-goal'
import { conditionWords } from './lesson-condition'

const of = (label: string, sign: Comparison, now: Value | undefined, wanted: Value, why?: ConditionNow['why']) =>
  conditionWords({
    ...{ written: '', label, sign, wanted, met: false },
    ...(now === undefined ? {} : { now }),
    ...(why ? { why } : {}),
  })

test.each([
  [of('accuracy', '>=', 0.91, 0.95), 'accuracy 0.91 of 0.95'],
  [of('accuracy', '>=', 0.94996, 0.95), 'accuracy 0.94996 of 0.95'],
  [of('accuracy', '>=', undefined, 0.95), 'accuracy not known yet, >= 0.95 wanted'],
  [of('accuracy', '>=', 0.96, 0.95, 'earlier'), 'accuracy 0.96 of 0.95 (before the last change: train again)'],
  [of('parameters', '<', 23_400, 20_000), 'parameters 23,400, below 20,000 wanted'],
  [of('parameters', '<=', 20, 20), 'parameters 20, at most 20'],
  [of('run tag', '==', 'idle', 'done'), 'run tag idle, done wanted'],
  [of('check ok', '==', true, true), 'check ok: yes'],
])('%s', (words, wanted) => {
  expect(words).toBe(wanted)
})
