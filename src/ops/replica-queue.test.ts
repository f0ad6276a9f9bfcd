import { expect, test } from 'vitest'
import { log } from '../base/exact-math'
import { type Rng, rng } from '../base/rng'
import { erlangC } from './erlang-c.test-help'
import { makeReplicaQueue, type ReplicaQueue, type ReplicaQueueOptions, type Served } from './replica-queue'
import { arrivals } from './request-arrivals'

const exponential = (random: Rng, mean: number) => -mean * log(1 - random.uniform())
const draws = (seed: number) => rng(seed, { kind: 'generate' })

/** Runs `requests` requests with exponential service times through a queue and measures their waiting times. */
function measured(load: number, servers: number, requests: number) {
  const line = makeReplicaQueue({ replicas: servers, queue: Number.POSITIVE_INFINITY })
  const services = draws(3)
  const perMinute = load * servers * 600
  const minutes = Math.ceil(requests / perMinute)
  let [count, waits, wait, long] = [0, 0, 0, 0]
  for (const at of arrivals(() => perMinute, 0, minutes, { seed: 11 })) {
    const served = line.arrive(at, exponential(services, 100)) as Served
    count++
    wait += served.waitedMs
    if (served.waitedMs > 0) waits++
    if (served.waitedMs > 100) long++
  }
  return { waits: waits / count, meanWaitMs: wait / count, long: long / count }
}

// Under heavy traffic, the waiting times of successive requests are correlated; with many servers, few requests wait at
// all. In both cases, more requests are needed before the mean settles.
test.each([
  [0.3, 1, 300_000],
  [0.6, 1, 400_000],
  [0.8, 1, 1_500_000],
  [0.6, 2, 400_000],
  [0.8, 2, 1_500_000],
  [0.6, 8, 800_000],
  [0.7, 8, 1_200_000],
])(
  'at a load of %d on %i it waits as Erlang C says, within 2 in 100',
  (load, servers, requests) => {
    const [is, expected] = [measured(load, servers, requests), erlangC(load * servers * 10, 10, servers)]
    expect(Math.abs(is.waits / expected.waits - 1)).toBeLessThan(0.02)
    expect(Math.abs(is.meanWaitMs / expected.meanWaitMs - 1)).toBeLessThan(0.02)
    expect(Math.abs(is.long - expected.longerThan(100))).toBeLessThan(0.005)
  },
  60_000,
)

test('Erlang C: values from tables, and one server behaves as M/M/1', () => {
  // Erlang B(10, 10) = 0.2146; C = B / (1 - rho (1 - B)) for a load of 8 on 10 servers: 0.4092 (Cooper, Introduction to
  // Queueing Theory).
  expect(erlangC(8, 1, 10).waits).toBeCloseTo(0.4092, 4)
  expect(erlangC(0.9, 1, 1).waits).toBeCloseTo(0.9, 14)
  expect(erlangC(0.9, 1, 1).meanWaitMs).toBeCloseTo(9000, 9)
  expect(erlangC(2, 1, 2).meanWaitMs).toBe(Number.POSITIVE_INFINITY)
  expect(erlangC(9_900, 1, 10_000).waits).toBeGreaterThan(0)
})

test('a request beyond the limit is refused while one is served, and does not lengthen the queue', () => {
  const line = makeReplicaQueue({ replicas: 1, queue: 1 })
  expect(line.arrive(0, 100)).toMatchObject({ startMs: 0, endMs: 100, waitedMs: 0, cold: false })
  expect(line.arrive(10, 100)).toMatchObject({ startMs: 100, endMs: 200, waitedMs: 90 })
  expect(line.arrive(20, 100)).toEqual({ refused: 'full', warm: 1 })
  expect(line.arrive(100, 100)).toMatchObject({ startMs: 200, endMs: 300 })
  expect(line.status(100)).toEqual({ busy: 1, idle: 0, waking: 0, cold: 0, waiting: 1 })
})

test('without a warm replica it is 503 beyond the limit, and after a cold start requests succeed', () => {
  const line = makeReplicaQueue({ replicas: 2, queue: 1, coldStartMs: 1000, idleMs: 5000 })
  expect(line.arrive(0, 100)).toMatchObject({ startMs: 1000, endMs: 1100, cold: true, replica: 0 })
  expect(line.arrive(10, 100)).toEqual({ refused: 'unready', warm: 0 })
  expect(line.status(20)).toEqual({ busy: 0, idle: 0, waking: 2, cold: 0, waiting: 1 })
  expect(line.arrive(1200, 100)).toMatchObject({ startMs: 1200, cold: false })
  expect(line.status(1400)).toMatchObject({ idle: 2, cold: 0 })
  // Replica 1 became free at 1010 and replica 0 at 1100; one of the two served another request at 1200.
  expect(line.status(6150)).toMatchObject({ idle: 1, cold: 1 })
  expect(line.status(6300)).toMatchObject({ idle: 0, cold: 2 })
  expect(line.arrive(7000, 100)).toMatchObject({ startMs: 8000, cold: true })
})

test('a queue that refuses all waiting requests still starts a replica for them', () => {
  const line = makeReplicaQueue({ replicas: 1, queue: 0, coldStartMs: 1000 })
  expect(line.arrive(0, 10)).toEqual({ refused: 'unready', warm: 0 })
  expect(line.arrive(999, 10)).toEqual({ refused: 'unready', warm: 0 })
  expect(line.arrive(1000, 10)).toMatchObject({ startMs: 1000, waitedMs: 0, warm: 1 })
})

test('the replica that became free last is taken, so that others become idle', () => {
  const line = makeReplicaQueue({ replicas: 3, queue: 9 })
  for (const at of [0, 1, 2]) line.arrive(at, 10)
  const taken = [20, 40, 60, 80].map((at) => (line.arrive(at, 10) as Served).replica)
  expect(new Set(taken).size).toBe(1)
})

test('only a slow replica takes longer', () => {
  const line = makeReplicaQueue({ replicas: 2, queue: 9 })
  line.slow(0, 8)
  const ends = [line.arrive(0, 10), line.arrive(0, 10)].map((served) => [
    (served as Served).replica,
    (served as Served).endMs,
  ])
  expect(Object.fromEntries(ends)).toEqual({ 0: 80, 1: 10 })
})

test('crashed replicas take no more requests; without replicas, requests are refused', () => {
  const line = makeReplicaQueue({ replicas: 2, queue: 9 })
  line.arrive(0, 50)
  line.arrive(0, 50)
  line.resize(1, 10)
  expect(line.arrive(60, 50)).toMatchObject({ replica: 0, startMs: 60 })
  expect(line.arrive(61, 50)).toMatchObject({ replica: 0, startMs: 110 })
  line.resize(0, 70)
  expect(line.arrive(71, 50)).toEqual({ refused: 'unready', warm: 0 })
  line.resize(3, 80)
  expect(new Set([0, 1, 2].map((i) => (line.arrive(80 + i, 50) as Served).replica))).toEqual(new Set([0, 1, 2]))
})

test('it equals a queue that checks every replica each time', () => {
  for (let seed = 0; seed < 200; seed++) {
    const random = draws(seed)
    const options = {
      replicas: 1 + random.below(5),
      queue: random.below(6),
      coldStartMs: random.below(3) * 40,
      idleMs: 30 + random.below(200),
    }
    const [line, plain] = [makeReplicaQueue(options), plainLine(options)]
    let at = 0
    const served = Array.from({ length: 200 }, () => {
      at += exponential(random, 25)
      const service = exponential(random, 60)
      return [line.arrive(at, service), plain.arrive(at, service)] as const
    })
    expect(
      served.map(([one]) => one),
      `seed ${seed}`,
    ).toEqual(served.map(([, other]) => other))
  }
})

/** A reference implementation of the queue with the same rules, using a list that is searched linearly. */
function plainLine({
  replicas,
  queue,
  coldStartMs = 0,
  idleMs = 0,
}: ReplicaQueueOptions): Pick<ReplicaQueue, 'arrive'> {
  const all = Array.from({ length: replicas }, (_, replica) => ({ replica, free: -1, awake: -1, warm: false }))
  let starts: number[] = []
  return {
    arrive(at, service) {
      starts = starts.filter((start) => start > at)
      // Replicas that have been idle longest come first, so that the replica that was scaled down most recently is
      // started first.
      for (const one of all.filter(({ warm, free }) => warm && free + idleMs <= at)) one.warm = false
      const warm = all.filter((one) => one.warm && one.awake <= at).length
      const idle = all.filter(({ warm, free }) => warm && free <= at).sort((a, b) => b.free - a.free)[0]
      let one = idle
      if (!one) {
        const cold = sleeping(all)
        if (cold) Object.assign(cold, { free: at + coldStartMs, awake: at + coldStartMs, warm: true })
        one = all.filter(({ warm }) => warm).sort((a, b) => a.free - b.free || a.replica - b.replica)[0]
      }
      if (!one) return { refused: 'unready', warm }
      const start = Math.max(at, one.free)
      if (start > at && starts.length >= queue)
        return { refused: all.some(({ warm, awake }) => warm && awake <= at) ? 'full' : 'unready', warm }
      if (start > at) starts.push(start)
      one.free = start + service
      return {
        startMs: start,
        endMs: one.free,
        waitedMs: start - at,
        replica: one.replica,
        cold: start > at && start === one.awake,
        warm,
      }
    },
  }
}

function sleeping<T extends { readonly warm: boolean; readonly free: number; readonly replica: number }>(all: T[]) {
  return all.filter(({ warm }) => !warm).sort((a, b) => b.free - a.free || a.replica - b.replica)[0]
}
