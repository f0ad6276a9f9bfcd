import { afterEach, expect, test } from 'vitest'
import { ALIASES } from '../../catalog/lowered-stage'
import { hashOf } from '../../ops/log/hash'
import type { Entry, Labels, Requests } from '../../ops/log-entry'
import { NOT_QUEUED, STATUSES } from '../../ops/log-entry'
import { HOUR, type Scenario, type ScenarioEvent } from '../../ops/scenario/scenario'
import type { ServiceStart } from '../../protocol/serving-messages'
import '../../training/testing/node-wasm'
import { openLogWriter } from '../log-writer'
import { openService, type Service } from '../open-service'
import { sizesOf, spec, start, TIMING } from '../testing/fixture'
import { makeLabelQueue, openPlayer } from './player'

const services: Service[] = []
afterEach(() => {
  for (const one of services.splice(0)) one.close()
})

function scenarioOf(events: readonly Omit<ScenarioEvent, 'id'>[], hours = 2): Scenario {
  return {
    seed: 5,
    durationMs: hours * HOUR,
    events: events.map((event, i) => ({ ...event, id: `n${i}` }) as ScenarioEvent),
  }
}
const all = (hours = 2) => ({ startMs: 0, lengthMs: hours * HOUR })
const RATE = { kind: 'rate', ...all(), perMinute: 30 }

interface Played {
  readonly entries: readonly Entry[]
  readonly requests: readonly Requests[]
  readonly hash: string
  readonly service: Service
  readonly asked: number
}

/** Plays an entire scenario in steps of `stepMs` virtual milliseconds. */
async function play(
  input: Scenario,
  more: Partial<ServiceStart> & {
    readonly stepMs?: number
    readonly memoBytes?: number
    readonly between?: (service: Service, at: number) => void
  } = {},
): Promise<Played> {
  const { stepMs = input.durationMs, memoBytes, between, ...rest } = more
  const begin = start({ timing: TIMING, ...rest })
  const service = await openService(begin)
  services.push(service)
  const logWriter = openLogWriter(sizesOf(service))
  if (!begin.rows) throw new Error('no rows')
  const player = openPlayer({
    service,
    logWriter,
    rows: begin.rows,
    scenario: input,
    ...(memoBytes !== undefined && { cacheBytes: memoBytes }),
  })
  const entries: Entry[] = []
  for (let until = stepMs; ; until += stepMs) {
    while (!(await player.step(until, 1e9))) {}
    entries.push(...logWriter.take())
    if (between) {
      between(service, until)
      player.refresh()
    }
    if (until >= input.durationMs) break
  }
  const request = player.stats.asked
  player.close()
  expect(logWriter.openRequests).toBe(0)
  const requests = entries.filter((entry): entry is Requests => entry.kind === 'requests')
  return { entries, requests, hash: hashOf(entries, input.durationMs + HOUR, service.book()), service, asked: request }
}

const column = (
  requests: readonly Requests[],
  name:
    | 'status'
    | 'version'
    | 'verdict'
    | 'waited'
    | 'total'
    | 'at'
    | 'alias'
    | 'cached'
    | 'operator'
    | 'strength'
    | 'slice'
    | 'predicted'
    | 'truth'
    | 'cold'
    | 'warm',
) => requests.flatMap((one) => [...one[name]])
const statuses = (requests: readonly Requests[]) => {
  const counts: Record<string, number> = {}
  for (const status of column(requests, 'status')) {
    const name = STATUSES[status] as string
    counts[name] = (counts[name] ?? 0) + 1
  }
  return counts
}

test('a scenario gives the same log for any step size and any cache of predictions', async () => {
  const busy = scenarioOf([
    RATE,
    { kind: 'drift', operator: 'noise', startMs: HOUR / 2, lengthMs: HOUR, curve: 'ramp' },
    { kind: 'missing', column: 'x', share: 0.2, startMs: HOUR, lengthMs: HOUR / 4 },
    { kind: 'slow', times: 50, startMs: HOUR / 3, lengthMs: HOUR / 4 },
    { kind: 'deploy', model: 'permuted classes', startMs: HOUR / 2, lengthMs: HOUR / 2 },
    { kind: 'delay', minutes: 20, ...all() },
    { kind: 'label-noise', share: 0.1, ...all() },
  ])
  const options = { spec: spec({ cache: 20, batch: 4, waitMs: 3000 }) }
  const once = await play(busy, options)
  expect((await play(busy, { ...options, stepMs: 7777 })).hash).toBe(once.hash)
  const without = await play(busy, { ...options, memoBytes: 0 })
  expect(without.hash).toBe(once.hash)
  expect(without.asked).toBeGreaterThan(2 * once.asked)
  expect((await play({ ...busy, seed: 6 }, options)).hash).not.toBe(once.hash)
})

test('the number of requests follows the scenario, and each label comes after its request', async () => {
  const { requests, entries } = await play(scenarioOf([RATE, { kind: 'delay', minutes: 5, ...all() }]))
  const at = column(requests, 'at')
  expect(at.length).toBeGreaterThan(30 * 120 - 200)
  expect(at.length).toBeLessThan(30 * 120 + 200)
  expect(at).toEqual([...at].sort((a, b) => a - b))
  let onLogged = 0
  let late = 0
  for (const labels of entries.filter((entry): entry is Labels => entry.kind === 'labels'))
    for (let i = 0; i < labels.count; i++) {
      onLogged++
      late += (labels.at[i] as number) - (at[labels.id[i] as number] as number)
    }
  expect(onLogged).toBeGreaterThan(0.9 * at.length)
  expect(late / onLogged / 60_000).toBeGreaterThan(4)
  expect(late / onLogged / 60_000).toBeLessThan(6)
})

test('the traffic share is met, and a request keeps its version as the share grows', async () => {
  const shares = await Promise.all(
    [0, 10, 40, 100].map(async (challenger) => {
      const { requests } = await play(scenarioOf([RATE]), { spec: spec({ challenger }) })
      // A request that was rejected on arrival has no version.
      const ok = column(requests, 'status').map((status) => status === 0)
      return column(requests, 'version').map((version, i) => (ok[i] ? version : -1))
    }),
  )
  const [none, few, more, every] = shares as [number[], number[], number[], number[]]
  const part = (list: number[]) =>
    list.filter((version) => version === 1).length / list.filter((version) => version >= 0).length
  expect([part(none), part(every)]).toEqual([0, 1])
  expect(part(few)).toBeCloseTo(0.1, 1)
  expect(part(more)).toBeCloseTo(0.4, 1)
  for (const [i, version] of few.entries()) if (version === 1) expect(more[i]).toBe(1)
})

test('without replicas, requests are not ready, and the fallback answers', async () => {
  const { requests } = await play(scenarioOf([RATE, { kind: 'crash', replicas: 2, startMs: HOUR, lengthMs: HOUR / 2 }]))
  const { ok = 0, fallback = 0 } = statuses(requests)
  expect(fallback / (ok + fallback)).toBeGreaterThan(0.2)
  expect(fallback / (ok + fallback)).toBeLessThan(0.3)
})

test.each([
  [0, 'champion'],
  [100, 'challenger'],
] as const)('with a share of %i, a request without a replica is logged for the %s', async (challenger, alias) => {
  const crash = { kind: 'crash', replicas: 2, startMs: HOUR, lengthMs: HOUR / 2 }
  const { requests } = await play(scenarioOf([RATE, crash]), { spec: spec({ challenger }) })
  const status = column(requests, 'status')
  const aliases = column(requests, 'alias').filter((_, i) => status[i] === STATUSES.indexOf('fallback'))
  expect(aliases.length).toBeGreaterThan(100)
  expect(new Set(aliases)).toEqual(new Set([ALIASES.indexOf(alias)]))
})

test('waiting for a starting replica is logged, and so is the number of warm replicas', async () => {
  const one = { one: [0.5], more: 0.1, cold: 400 }
  const timing = { ...TIMING, models: { 'net@1': one, 'net@2': one } }
  const fault = { kind: 'crash', startMs: HOUR, lengthMs: HOUR / 4, replicas: 1 }
  const { requests } = await play(scenarioOf([RATE, fault]), { spec: spec({ challenger: 0, replicas: 1 }), timing })
  const [at, waited, warm] = [column(requests, 'at'), column(requests, 'waited'), column(requests, 'warm')]
  const cold = column(requests, 'cold').flatMap((is, i) => (is === 1 ? [i] : []))
  expect(cold).toHaveLength(2)
  expect(cold[0]).toBe(0)
  expect(waited[0]).toBeCloseTo(400, 6)
  expect(at[cold[1] as number]).toBeGreaterThan(1.25 * HOUR)
  expect(cold.map((i) => warm[i])).toEqual([0, 0])
  expect(warm[1000]).toBe(1)
})

test('an idle replica is stopped, and the next request starts one again', async () => {
  const one = { one: [0.5], more: 0.1, cold: 400 }
  const timing = { ...TIMING, models: { 'net@1': one, 'net@2': one } }
  const sparse = scenarioOf([{ kind: 'rate', ...all(), perMinute: 1 }])
  const begin = { spec: spec({ challenger: 0, replicas: 1, idle: 2 }), timing }
  const { requests } = await play(sparse, begin)
  // Requests that were rejected earlier never reached a replica.
  const request = column(requests, 'warm').map((warm) => warm !== NOT_QUEUED)
  const of = (name: 'at' | 'cold' | 'waited') => column(requests, name).filter((_, i) => request[i])
  const [at, cold, waited] = [of('at'), of('cold'), of('waited')]
  // A replica stays warm for two minutes after a response, which is sent 0.5 ms (warm) or 400.5 ms (cold) after the
  // request arrives.
  const expected = at.map((now, i) => {
    const before = at[i - 1]
    return before === undefined || now - before >= 120_000 + 1000 ? 1 : now - before <= 120_000 ? 0 : cold[i]
  })
  expect(cold).toEqual(expected)
  expect(cold.filter((is) => is === 1).length).toBeGreaterThan(5)
  expect(cold.filter((is) => is === 0).length).toBeGreaterThan(50)
  for (const [i, is] of cold.entries()) if (is === 1) expect(waited[i]).toBeCloseTo(400, 2)
  expect((await play(sparse, { ...begin, stepMs: 7777 })).hash).toBe((await play(sparse, begin)).hash)
})

test('only requests that wait for a starting replica see its cold start', async () => {
  const one = { one: [0.5], more: 0.1, cold: 400 }
  const timing = { ...TIMING, models: { 'net@1': one, 'net@2': one } }
  const sparse = scenarioOf([
    { kind: 'rate', ...all(), perMinute: 1 },
    { kind: 'start', startMs: HOUR, lengthMs: HOUR, seconds: 20 },
  ])
  const begin = { spec: spec({ challenger: 0, replicas: 1, idle: 2 }), timing }
  const { requests } = await play(sparse, begin)
  const [at, waited] = [column(requests, 'at'), column(requests, 'waited')]
  const started = column(requests, 'cold').flatMap((is, i) => (is === 1 ? [i] : []))
  for (const i of started) expect(waited[i]).toBeCloseTo((at[i] as number) < HOUR ? 400 : 20_400, 1)
  expect(started.filter((i) => (at[i] as number) > HOUR).length).toBeGreaterThan(2)
  // If the idle timeout is turned off at 1:30, no later request waits for a cold start.
  const entries = await play(sparse, {
    ...begin,
    stepMs: HOUR / 2,
    between: (service, when) => {
      if (when === 1.5 * HOUR) service.setSpec(spec({ challenger: 0, replicas: 1, idle: 0 }))
    },
  })
  const late = entries.requests.flatMap((some) => [...some.at].filter((_, i) => some.cold[i] === 1))
  // The only exception is a request to a replica that was stopped before the change.
  expect(late.filter((when) => when > 1.5 * HOUR).length).toBeLessThanOrEqual(1)
  expect(late.filter((when) => when <= 1.5 * HOUR)).toEqual(
    started.flatMap((i) => ((at[i] as number) <= 1.5 * HOUR ? [at[i]] : [])),
  )
})

test('a slow replica makes its requests wait', async () => {
  const fast = await play(scenarioOf([RATE]))
  const slow = await play(scenarioOf([RATE, { kind: 'slow', replica: 0, times: 1000, ...all() }]))
  const mean = (values: number[]) => values.reduce((a, b) => a + b, 0) / values.length
  expect(mean(column(slow.requests, 'total'))).toBeGreaterThan(20 * mean(column(fast.requests, 'total')))
})

test.each([
  [{ kind: 'missing', column: 'x', share: 1 }, 'request-missing'],
  [{ kind: 'schema', change: 'renamed', column: 'y', share: 1 }, 'request-column'],
  [{ kind: 'schema', change: 'as text', column: 'y', share: 1 }, 'request-type'],
])('%j shows in every request', async (fault, code) => {
  const { requests, service } = await play(scenarioOf([RATE, { ...fault, ...all() }]))
  expect(statuses(requests)).toEqual({ invalid: column(requests, 'status').length })
  expect(new Set(column(requests, 'verdict').map((verdict) => service.book().verdicts[verdict]))).toEqual(
    new Set([code]),
  )
})

test('drift changes predictions by its strength, and is logged', async () => {
  const { requests, service } = await play(
    scenarioOf([RATE, { kind: 'drift', operator: 'noise', amount: 20, curve: 'ramp', ...all() }]),
    { spec: spec({ challenger: 0 }) },
  )
  expect(service.book().operators).toEqual(['', 'noise ×20'])
  const strengths = column(requests, 'strength')
  expect(Math.max(...strengths)).toBe(32)
  expect(strengths).toEqual([...strengths].sort((a, b) => a - b))
  expect(new Set(column(requests, 'verdict')).size).toBeGreaterThan(1)
})

test('a bad deploy replaces the challenger during its event, as a version of its own', async () => {
  const { requests, service } = await play(
    scenarioOf([RATE, { kind: 'deploy', model: 'NaN in a corner', startMs: HOUR, lengthMs: HOUR / 2 }]),
  )
  expect(service.book().versions.map(({ model, version }) => `${model}@${version}`)).toEqual([
    'net@1',
    'net@2',
    'net (deploy 4)@1',
  ])
  const at = column(requests, 'at')
  column(requests, 'version').forEach((version, i) => {
    if (version === 2) expect((at[i] as number) >= HOUR && (at[i] as number) < 1.5 * HOUR).toBe(true)
  })
  expect(statuses(requests).fallback).toBeGreaterThan(2)
})

test('without challenger traffic, a bad deploy replaces the champion until the user moves the alias', async () => {
  const bad = scenarioOf([RATE, { kind: 'deploy', model: 'permuted classes', startMs: HOUR, lengthMs: HOUR / 2 }])
  const alone = { spec: spec({ challenger: 0 }) }
  const byBad = ({ requests }: Played) => {
    const at = column(requests, 'at')
    return column(requests, 'version').flatMap((version, i) => (version === 2 ? [at[i] as number] : []))
  }
  const whole = byBad(await play(bad, alone))
  expect(whole.length).toBeGreaterThan(600)
  expect(Math.min(...whole)).toBeGreaterThanOrEqual(HOUR)
  expect(Math.max(...whole)).toBeLessThan(1.5 * HOUR)
  let restored = false
  const badTimes = byBad(
    await play(bad, {
      ...alone,
      stepMs: 60_000,
      between(service, at) {
        if (restored || at < 1.2 * HOUR) return
        restored = true
        service.setAliases(start().aliases)
      },
    }),
  )
  expect(badTimes.length).toBeGreaterThan(200)
  expect(Math.max(...badTimes)).toBeLessThan(1.2 * HOUR + 120_000)
})

test('a build of the challenger never replaces the champion, with or without challenger traffic', async () => {
  const bad = { kind: 'deploy', model: 'permuted classes', target: 'challenger', startMs: HOUR, lengthMs: HOUR / 2 }
  const byBad = async (challenger: number) => {
    const { requests } = await play(scenarioOf([RATE, bad]), { spec: spec({ challenger }) })
    return column(requests, 'version').filter((version) => version === 2).length
  }
  expect(await byBad(0)).toBe(0)
  expect(await byBad(50)).toBeGreaterThan(300)
})

test('labels that are due come before what happens at the time to which the player settles', async () => {
  const begin = start({ timing: TIMING })
  const service = await openService(begin)
  services.push(service)
  const logWriter = openLogWriter(sizesOf(service))
  const labels = makeLabelQueue()
  const options = { service, logWriter, scenario: scenarioOf([{ ...RATE, perMinute: 1 }]), state: { labels } }
  const player = openPlayer({ ...options, rows: begin.rows as NonNullable<typeof begin.rows> })
  while (!(await player.step(HOUR, 1e9))) {}
  logWriter.take()
  labels.add(HOUR + 0.001, 0, 1)
  player.settle()
  logWriter.addLabels([{ request: 0, label: 0 }], 'person')
  const by = logWriter.take().flatMap((entry) => (entry.kind === 'labels' ? [...entry.by] : []))
  expect(by).toEqual([0, 1])
  player.close()
})

test('a mix event makes a slice more frequent', async () => {
  const typical = await play(scenarioOf([RATE]))
  const more = await play(scenarioOf([RATE, { kind: 'share', slice: 'right', share: 0.9, ...all() }]))
  const part = ({ requests }: Played) => {
    const slices = column(requests, 'slice')
    return slices.filter((slice) => slice === 1).length / slices.length
  }
  expect(part(typical)).toBeLessThan(0.45)
  expect(part(more)).toBeGreaterThan(0.9)
})

test('a cache answers recent inputs again', async () => {
  const { requests } = await play(scenarioOf([RATE]), { spec: spec({ cache: 400 }) })
  expect(column(requests, 'cached').filter((one) => one === 1).length).toBeGreaterThan(1000)
})
