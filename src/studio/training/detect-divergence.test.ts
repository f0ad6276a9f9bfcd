import 'fake-indexeddb/auto'
import { expect, test } from 'vitest'
import type { EpochLog } from '../../data/training-job'
import { isDiverging, milderRate } from './detect-divergence'
import { openTestStudio } from '../testing/studio-fixture'

const epochs = (...losses: number[]) =>
  losses.map((loss, i): EpochLog => ({ epoch: i + 1, loss, metrics: {} }) as EpochLog)

test.each([
  ['stuck at the clipped loss', epochs(14.5, 14.5), 2.31, true],
  ['a first epoch that jumps and comes back', epochs(9, 1.2), 2.31, false],
  ['healthy', epochs(1.1, 0.4), 2.31, false],
  ['a little worse at first', epochs(3, 2.5), 2.31, false],
  ['no epoch yet', [], 2.31, false],
  ['a first loss nobody knows', epochs(14), undefined, false],
  ['a perfect start', epochs(0.1), 0, false],
])('%s', (_what, history, first, expected) => {
  expect(isDiverging(history, first)).toBe(expected)
})

test('the suggested rate is a tenth, in few digits, and at most 0.1', () => {
  expect([milderRate(1), milderRate(0.003), milderRate(1000)]).toEqual([0.1, 0.0003, 0.1])
})

test('a run that diverges without NaN is reported once, with a lower rate to try', async () => {
  const netloom = await openTestStudio('moons-mlp')
  await netloom.run('plan.set', { epochs: 6, learningRate: 30 })
  await netloom.run('run.start')
  await netloom.when(({ run }) => run.tag === 'done' || run.tag === 'failed')
  const reported = netloom.notices().filter((text) => text.includes('is getting worse'))
  expect(reported).toEqual([
    expect.stringMatching(/^Run 1 .* its loss was 0\.\d+ at the start and is \d.* The learning rate of 30 /),
  ])
  await netloom.close()
})
