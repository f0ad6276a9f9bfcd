import { expect, test } from 'vitest'
import { rng } from '../../base/rng'
import { makeReplicaQueue } from '../../ops/replica-queue'
import { type Batch, makeBatching } from './queues'

const serviceMs = (requests: number) => 10 + 2 * requests

function through(arrivals: readonly number[], most: number, waitMs: number, replicas = 4): readonly Batch[] {
  const batching = makeBatching(makeReplicaQueue({ replicas, queue: 100 }), { maxSize: most, waitMs, serviceMs })
  return [...arrivals.flatMap((at) => batching.arrive(at)), ...batching.until(Number.MAX_SAFE_INTEGER)]
}

test('a batch closes when it is full, or when its window ends', () => {
  const closed = through([0, 1, 2, 50, 60, 200], 3, 20)
  expect(closed.map(({ arrivals, closedMs }) => [arrivals, closedMs])).toEqual([
    [[0, 1, 2], 2],
    [[50, 60], 70],
    [[200], 220],
  ])
  expect(closed[0]?.outcome).toMatchObject({ startMs: 2, endMs: 18 })
  expect(closed[1]?.outcome).toMatchObject({ startMs: 70, endMs: 84 })
})

test('without a window each request is a batch', () => {
  expect(through([0, 0, 5], 8, 0).map(({ arrivals }) => arrivals.length)).toEqual([1, 1, 1])
  expect(through([0, 0, 5], 1, 20).map(({ closedMs }) => closedMs)).toEqual([0, 0, 5])
})

test('a request that arrives as the window ends opens the next batch', () => {
  expect(through([0, 20], 8, 20).map(({ arrivals }) => arrivals)).toEqual([[0], [20]])
})

test('batches wait for a replica with the service time of their size', () => {
  const batching = makeBatching(makeReplicaQueue({ replicas: 1, queue: 2 }), { maxSize: 2, waitMs: 0.5, serviceMs })
  const outcomes = [0, 0, 1, 1, 2, 2].flatMap((at) => batching.arrive(at)).map(({ outcome }) => outcome)
  expect(outcomes.map(({ refused }) => refused)).toEqual([undefined, undefined, 'full'])
})

test('no request is lost or served twice, and none waits in a window longer than allowed', () => {
  const random = rng(8, { kind: 'generate' })
  let at = 0
  const arrivals = Array.from({ length: 5000 }, () => {
    at += random.below(12)
    return at
  })
  const closed = through(arrivals, 8, 15, 2)
  expect(closed.flatMap((batch) => batch.arrivals)).toEqual(arrivals)
  for (const batch of closed) {
    expect(batch.closedMs - (batch.arrivals[0] ?? 0)).toBeLessThanOrEqual(15)
    expect(batch.arrivals.length).toBeLessThanOrEqual(8)
  }
})
