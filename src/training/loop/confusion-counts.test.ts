import { expect, test, vi } from 'vitest'
import type { FittedOutput } from '../../data/pipeline'
import type { ClassCounts } from '../../protocol/trainer-messages'
import { lateEngine } from '../testing/late-engine'
import { loopRun, openExact, openReference } from '../testing/loop-run'
import { chain, dense, points, pointsJob } from '../testing/small-networks'
import { makeCounts } from './confusion-counts'

const classes = (label: string, ...labels: string[]): FittedOutput => ({
  label,
  kind: 'classes',
  column: label,
  labels,
})
const number: FittedOutput = { label: 'n', kind: 'number', column: 'n', mean: 0, deviation: 1 }

const model = chain([2], [dense(8, 'tanh'), dense(2, 'softmax')])
const ROWS = 230
const job = pointsJob(model, ROWS, { epochs: 3, batchSize: 32 })
const dataset = points('spirals', ROWS)

test.each([
  ['plain tf.js', openReference],
  ['the exact CPU', openExact],
  [
    'an asynchronous engine',
    async (...given: Parameters<typeof openExact>) => lateEngine(await openExact(...given), 2).engine,
  ],
] as const)('the counts of an epoch cover all training rows and match its accuracy: %s', async (_, open) => {
  const run = await loopRun(job, dataset, open)
  await run.done()
  const last = run
    .of('progress')
    .flatMap(({ counts }) => counts ?? [])
    .at(-1) as ClassCounts
  expect(last.epoch).toBe(3)
  const [head] = last.heads
  expect(head).toMatchObject({ label: 'Class', labels: ['a', 'b'] })
  const counts = [...(head?.counts ?? [])]
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(job.split.train.length)
  const logs = run.of('epoch').flatMap(({ earlier, log }) => [...(earlier ?? []), log])
  const right = (counts[0] as number) + (counts[3] as number)
  expect(right / job.split.train.length).toBeCloseTo(logs.at(-1)?.metrics.accuracy as number, 8)
})

/** Returns an engine that reports these confusion counts one after another, one set per call. */
function countersOf(
  outputs: readonly FittedOutput[],
  ...given: readonly (readonly (readonly number[] | undefined)[])[]
) {
  const reported: ClassCounts[] = []
  const confusion = vi.fn(async () => {
    const next = given[confusion.mock.calls.length - 1]
    if (!next) throw new Error('the device is gone')
    return next.map((counts) => counts && Uint32Array.from(counts))
  })
  return { reported, confusion, counts: makeCounts({ confusion }, { outputs }, (one) => reported.push(one)) }
}

test('counts of an epoch add up, read about once a second; the next epoch starts at zero', async () => {
  vi.useFakeTimers({ toFake: ['performance'] })
  const { reported, confusion, counts } = countersOf(
    [number, classes('c', 'x', 'y')],
    [undefined, [1, 2, 3, 4]],
    [undefined, [1, 0, 0, 1]],
    [undefined, [5, 0, 0, 5]],
  )
  counts.readIfDue(1)
  expect(confusion).not.toHaveBeenCalled()
  vi.advanceTimersByTime(1000)
  counts.readIfDue(1)
  counts.readIfDue(1)
  expect(confusion).toHaveBeenCalledTimes(1)
  await counts.flush(1)
  await counts.flush(2)
  vi.useRealTimers()
  const numbers = reported.map(({ epoch, heads }) => [epoch, ...heads.map((head) => [...head.counts])])
  expect(numbers).toEqual([
    [1, [1, 2, 3, 4]],
    [1, [2, 2, 3, 5]],
    [2, [5, 0, 0, 5]],
  ])
})

test('units without a class are left out; without classes nothing is read; a lost device is ignored here', async () => {
  const wide = countersOf([classes('c', 'x', 'y')], [[1, 2, 9, 3, 4, 9, 0, 0, 0]])
  await wide.counts.flush(1)
  expect([...(wide.reported[0]?.heads[0]?.counts ?? [])]).toEqual([1, 2, 3, 4])
  await wide.counts.flush(2)
  expect(wide.reported).toHaveLength(1)
  const none = countersOf([number])
  await none.counts.flush(1)
  expect(none.confusion).not.toHaveBeenCalled()
})
