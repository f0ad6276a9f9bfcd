import { expect, test } from 'vitest'
import type { EpochLog, RunMark } from '../../data/training-job'
import { addEpoch, afterPlateau, isPatienceOver, isReached } from './stop-decision'

function logOf(value: number, i: number): EpochLog {
  return {
    epoch: i + 1,
    loss: value,
    validationLoss: value,
    metrics: { validationAccuracy: value, validationIou: value, mae: value },
  }
}

function watch(metric: string, patience: number, values: readonly number[]): string {
  let now: RunMark['watch'] = { worse: 0 }
  return values
    .map((value, i) => {
      const { watch, best } = addEpoch(metric, now, logOf(value, i))
      now = watch
      return isPatienceOver({ metric, patience, restoreBest: true }, now) ? 'stop' : best ? 'best' : '.'
    })
    .join(' ')
}

test.each([
  ['validationLoss', 2, [3, 2, 2.5, 1, 1, 1.5], 'best best . best . stop'],
  ['validationAccuracy', 2, [0.5, 0.6, 0.6, 0.7, 0.6, 0.6], 'best best . best . stop'],
  ['validationIou', 2, [0.5, 0.6, 0.6, 0.7, 0.6, 0.6], 'best best . best . stop'],
  // Without a validation set, the training metric is used.
  ['validationMae', 1, [3, 2, 2.5], 'best best stop'],
  ['loss', 1, [Number.NaN, 2, 3], 'best best stop'],
] as const)('%s, patience %i', (metric, patience, values, expected) => {
  expect(watch(metric, patience, values)).toBe(expected)
})

test('without a plan, the best epoch is known and the run continues', () => {
  const seen = [3, 2, 4, 5].map((loss, i) => ({ epoch: i + 1, loss, metrics: {} }))
  let now: RunMark['watch'] = { worse: 0 }
  const best = seen.map((log) => {
    const after = addEpoch(undefined, now, log)
    now = after.watch
    return after.best
  })
  expect(best).toEqual([true, true, false, false])
  expect(isPatienceOver(undefined, now)).toBe(false)
})

test('a plateau lowers the rate after this many epochs without a better value, and waits again', () => {
  const schedule = { class_name: 'ReduceOnPlateau', config: { metric: 'validationLoss', factor: 0.1, patience: 2 } }
  let plateau: RunMark['plateau']
  const factors = [3, 2, 2, 2, 2, 2, 1, 1].map((loss, i) => {
    plateau = afterPlateau(schedule, plateau, logOf(loss, i))
    return plateau?.factor
  })
  expect(factors).toEqual([1, 1, 1, 0.1, 0.1, 0.1 * 0.1, 0.1 * 0.1, 0.1 * 0.1])
  expect(afterPlateau({ class_name: 'Constant', config: {} }, undefined, logOf(1, 0))).toBeUndefined()
})

test('a metric is reached from the direction that improves it', () => {
  expect(isReached(logOf(0.9, 0), { name: 'validationAccuracy', value: 0.9 })).toBe(true)
  expect(isReached(logOf(0.8, 0), { name: 'validationAccuracy', value: 0.9 })).toBe(false)
  expect(isReached(logOf(0.8, 0), { name: 'validationLoss', value: 0.9 })).toBe(true)
  expect(isReached(logOf(0.8, 0), { name: 'nothing', value: 0.9 })).toBe(false)
})
