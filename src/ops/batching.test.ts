import { expect, test } from 'vitest'
import { rng } from '../base/rng'
import { type Batch, makeBatching } from './batching'
import { makeLine } from './queue'

const serviceMs = (requests: number) => 10 + 2 * requests

function through(arrivals: readonly number[], most: number, waitMs: number, replicas = 4): readonly Batch[] {
  const batching = makeBatching(makeLine({ replicas, queue: 100 }), { most, waitMs, serviceMs })
  return [...arrivals.flatMap((at) => batching.arrive(at)), ...batching.until(Number.MAX_SAFE_INTEGER)]
}

test('a batch closes as it is full, or when its window is over', () => {
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

test('a request that comes as the window ends opens the next', () => {
  expect(through([0, 20], 8, 20).map(({ arrivals }) => arrivals)).toEqual([[0], [20]])
})

test('batches wait for a replica by the number of their requests', () => {
  const batching = makeBatching(makeLine({ replicas: 1, queue: 2 }), { most: 2, waitMs: 0.5, serviceMs })
  const outcomes = [0, 0, 1, 1, 2, 2].flatMap((at) => batching.arrive(at)).map(({ outcome }) => outcome)
  expect(outcomes.map(({ refused }) => refused)).toEqual([undefined, undefined, 'limited'])
})

test('no request is lost, none served twice, and none waits in a window for longer than it is', () => {
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
