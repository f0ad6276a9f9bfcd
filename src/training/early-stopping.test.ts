import { expect, test } from 'vitest'
import { watchEpochs } from './early-stopping'

function watch(metric: string, patience: number, values: readonly number[]): string {
  const watcher = watchEpochs({ metric, patience, restoreBest: true })
  return values
    .map((value, i) =>
      watcher.see({
        epoch: i + 1,
        loss: value,
        validationLoss: value,
        metrics: { validationAccuracy: value, mae: value },
      }),
    )
    .map(({ best, stop }) => (stop ? 'stop' : best ? 'best' : '.'))
    .join(' ')
}

test.each([
  ['validationLoss', 2, [3, 2, 2.5, 1, 1, 1.5], 'best best . best . stop'],
  ['validationAccuracy', 2, [0.5, 0.6, 0.6, 0.7, 0.6, 0.6], 'best best . best . stop'],
  // Without a validation split the training figure stands in.
  ['validationMae', 1, [3, 2, 2.5], 'best best stop'],
  ['loss', 1, [Number.NaN, 2, 3], 'best best stop'],
] as const)('%s, patience %i', (metric, patience, values, expected) => {
  expect(watch(metric, patience, values)).toBe(expected)
})

test('without a plan the best epoch is known and the run goes on', () => {
  const watcher = watchEpochs(undefined)
  const seen = [3, 2, 4, 5].map((loss, i) => watcher.see({ epoch: i + 1, loss, metrics: {} }))
  expect(seen.map(({ best }) => best)).toEqual([true, true, false, false])
  expect(seen.some(({ stop }) => stop)).toBe(false)
})
