import { expect, test } from 'vitest'
import { openFold } from '../../../../ops/log/fold-log'
import { book, sampleLog } from '../../../../ops/log/sample-log.test-help'
import { NO_VERSION_INDEX, type Requests, STATUSES, type Status } from '../../../../ops/log-entry'
import { HOUR, MINUTE } from '../../../../ops/scenario/scenario'
import { diagramTraffic } from './use-stage-traffic'

const kinds = ['source', 'model', 'log']

type Given = Parameters<typeof diagramTraffic>
const stageTraffic = (buffer: Given[0], of: readonly (string | undefined)[], recent: Given[3]) =>
  diagramTraffic(
    buffer,
    of.map((kind) => (kind === undefined ? {} : { kind })),
    [],
    recent,
  ).stages
const wireTraffic = (buffer: Given[0], wires: Given[2], recent: Given[3]) =>
  diagramTraffic(buffer, [{ kind: 'split' }, { kind: 'model' }, { kind: 'model' }, { kind: 'log' }], wires, recent)
    .wires

function ringOf(requests: Requests, through: number) {
  const folding = openFold({})
  folding.push([requests], through, book)
  return folding.buffer
}

/** Logs one request per second, each with the given values. */
function everySecond(
  count: number,
  of: (i: number) => { status?: Status; times: readonly number[]; cached?: 1 },
): Requests {
  const { requests } = sampleLog(count, count * 1000)
  const rows = Array.from({ length: count }, (_, i) => of(i))
  return {
    ...requests,
    at: Float64Array.from(rows, (_, i) => i * 1000),
    status: Uint8Array.from(rows, ({ status = 'ok' }) => STATUSES.indexOf(status)),
    cached: Uint8Array.from(rows, ({ cached = 0 }) => cached),
    version: Uint16Array.from(rows, () => NO_VERSION_INDEX),
    times: Float32Array.from(rows.flatMap(({ times }) => times)),
  }
}

test('requests of the last minute, their duration, and how many ended at a stage', () => {
  const requests = everySecond(600, (i) =>
    i % 4 === 0 ? { status: 'failed', times: [0.5, i === 596 ? 100 : 2, 0.25] } : { times: [0.5, 2, 0.25] },
  )
  const [source, model, log] = stageTraffic(ringOf(requests, 600_000), kinds, { at: 600_000, span: MINUTE })
  expect([source?.perMinute, model?.perMinute, log?.perMinute]).toEqual([60, 60, 60])
  expect([source?.endShare, model?.endShare]).toEqual([0, 0.25])
  expect([source?.p95, model?.p95]).toEqual([0.5, 2])
})

test('a stage without requests has no numbers; a cache hit ends at the cache', () => {
  const requests = everySecond(100, () => ({ cached: 1, times: [1, 1, Number.NaN] }))
  const [cache, passedOn, none] = stageTraffic(ringOf(requests, 100_000), ['cache', undefined, 'log'], {
    at: 100_000,
    span: MINUTE,
  })
  expect([cache?.endShare, passedOn?.endShare, none]).toEqual([1, 0, undefined])
  expect(stageTraffic(ringOf(requests, 100_000), kinds, { at: 10 * HOUR, span: HOUR })).toEqual([
    undefined,
    undefined,
    undefined,
  ])
})

test('a split sends each request along one wire; the share is relative to the split', () => {
  const requests = everySecond(600, (i) => ({ times: i % 10 < 3 ? [1, Number.NaN, 1] : [1, 1, Number.NaN] }))
  const wires = [
    [0, 1],
    [0, 2],
  ] as const
  const [champion, challenger] = wireTraffic(ringOf(requests, 600_000), wires, { at: 600_000, span: MINUTE })
  expect(champion).toEqual({ perMinute: 42, share: 0.7, isMore: false })
  expect(challenger).toEqual({ perMinute: 18, share: 0.3, isMore: false })
  expect(wireTraffic(ringOf(requests, 600_000), wires, { at: 10 * HOUR, span: HOUR })).toEqual(
    wires.map(() => undefined),
  )
})

test('what enters a stage leaves it: a confident prediction skips the model after the router', () => {
  const stages = [{ kind: 'router' }, { kind: 'model' }, { kind: 'log' }]
  const requests = everySecond(600, (i) => ({ times: [1, i % 10 < 3 ? 1 : Number.NaN, 1] }))
  const recent = { at: 600_000, span: MINUTE }
  // The order of the wires does not matter.
  const wires = [
    [1, 2],
    [0, 1],
  ] as const
  const traffic = diagramTraffic(ringOf(requests, 600_000), stages, wires, recent)
  expect(traffic.wires.map((one) => [one?.perMinute, one?.isMore])).toEqual([
    [60, true],
    [60, false],
  ])
  expect(traffic.stages.map((one) => [one?.perMinute, one?.skipping])).toEqual([
    [60, 0],
    [18, 42],
    [60, 0],
  ])
})

test('a request with a result takes one branch of a split; only copies go to a shadow model', () => {
  const recent = { at: 100_000, span: MINUTE }
  const wires = [
    [0, 1],
    [0, 2],
  ] as const
  const settled = ringOf(
    everySecond(100, () => ({ status: 'invalid', times: [1, Number.NaN, Number.NaN] })),
    100_000,
  )
  const stages = [{ kind: 'split' }, { kind: 'model' }, { kind: 'model' }]
  expect(diagramTraffic(settled, stages, wires, recent).wires.map((one) => one?.perMinute)).toEqual([60, 0])
  const half = ringOf(
    everySecond(100, (i) => ({ times: [1, Number.NaN, i % 2 ? 1 : Number.NaN] })),
    100_000,
  )
  const rates = (kind: string, isShadow: boolean) =>
    diagramTraffic(half, [{ kind }, { kind: 'model' }, { kind: 'model', isShadow }], wires, recent).wires.map(
      (one) => one?.perMinute,
    )
  expect(rates('shadow', true)).toEqual([60, 30])
  expect(rates('split', false)).toEqual([30, 30])
})

test('if only some requests are read, the rate is that of their time span', () => {
  const [source] = stageTraffic(
    ringOf(
      everySecond(7200, () => ({ times: [1, 1, 1] })),
      7_200_000,
    ),
    kinds,
    {
      at: 7_200_000,
      span: HOUR,
    },
  )
  expect(source?.perMinute).toBeCloseTo(60, 0)
})

test('a stage that no request has reached has no numbers, and neither have its wires', () => {
  const buffer = ringOf(
    everySecond(100, () => ({ times: [1, 1, 1] })),
    100_000,
  )
  const recent = { at: 100_000, span: MINUTE }
  expect(stageTraffic(buffer, [...kinds, 'rateLimit'], recent).map((one) => one?.perMinute)).toEqual([
    60,
    60,
    60,
    undefined,
  ])
  expect(wireTraffic(buffer, [[3, 1]], recent)).toEqual([undefined])
})
