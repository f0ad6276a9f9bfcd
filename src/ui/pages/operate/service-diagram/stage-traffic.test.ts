import { expect, test } from 'vitest'
import { STORED_REASON } from '../../../../ops/change'
import { isRedrawn } from '../../../../ops/change-text'
import { openFold } from '../../../../ops/log/fold-log'
import { book, sampleLog } from '../../../../ops/log/sample-log.test-help'
import { NO_VERSION_INDEX, NOT_QUEUED, type Requests, STATUSES, type Status } from '../../../../ops/log-entry'
import { HOUR, MINUTE } from '../../../../ops/scenario/scenario'
import { traceOf } from '../../../../ops/log/request-record'
import { diagramTraffic } from '../use-stage-traffic'

const kinds = ['source', 'model', 'log']
const NONE = Number.NaN

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
  of: (i: number) => { status?: Status; times: readonly number[]; cached?: 1; warm?: number; shadow?: number },
): Requests {
  const { requests } = sampleLog(count, count * 1000)
  const rows = Array.from({ length: count }, (_, i) => of(i))
  return {
    ...requests,
    at: Float64Array.from(rows, (_, i) => i * 1000),
    status: Uint8Array.from(rows, ({ status = 'ok' }) => STATUSES.indexOf(status)),
    cached: Uint8Array.from(rows, ({ cached = 0 }) => cached),
    version: Uint16Array.from(rows, () => NO_VERSION_INDEX),
    warm: Uint8Array.from(rows, ({ warm = 1 }) => warm),
    shadowConfidence: Float32Array.from(rows, ({ shadow = Number.NaN }) => shadow),
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
  expect(champion).toEqual({ perMinute: 42, share: 0.7 })
  expect(challenger).toEqual({ perMinute: 18, share: 0.3 })
  expect(wireTraffic(ringOf(requests, 600_000), wires, { at: 10 * HOUR, span: HOUR })).toEqual(
    wires.map(() => undefined),
  )
})

test('a wire shows what both stages process: a confident prediction skips the model, and is settled at the log', () => {
  const stages = [{ kind: 'router' }, { kind: 'model' }, { kind: 'log' }]
  const requests = everySecond(600, (i) => ({ times: [1, i % 10 < 3 ? 1 : Number.NaN, 1] }))
  const recent = { at: 600_000, span: MINUTE }
  // The order of the wires does not matter.
  const wires = [
    [1, 2],
    [0, 1],
  ] as const
  const traffic = diagramTraffic(ringOf(requests, 600_000), stages, wires, recent)
  expect(traffic.wires.map((one) => [one?.perMinute, one?.share])).toEqual([
    [18, 1],
    [18, 0.3],
  ])
  expect(traffic.stages.map((one) => [one?.perMinute, one?.skipping, one?.settled])).toEqual([
    [60, 0, 0],
    [18, 42, 0],
    [60, 0, 42],
  ])
})

test('a request from the cache skips the models and their ensemble, in the numbers of stages and of wires', () => {
  // The log has a time of the ensemble also for requests from the cache.
  const requests = everySecond(600, (i) =>
    i % 10 === 0 ? { times: [1, 1, 1, 1, 1] } : { cached: 1, times: [1, NONE, NONE, 1, 1] },
  )
  const stages = ['cache', 'model', 'model', 'ensemble', 'log'].map((kind) => ({ kind }))
  const wires = [
    [0, 1],
    [0, 2],
    [1, 3],
    [2, 3],
    [3, 4],
  ] as const
  const traffic = diagramTraffic(ringOf(requests, 600_000), stages, wires, { at: 600_000, span: MINUTE })
  expect(traffic.stages.map((stage) => stage?.perMinute)).toEqual([60, 6, 6, 6, 60])
  expect(traffic.stages.map((stage) => stage?.skipping)).toEqual([0, 54, 54, 54, 0])
  expect(traffic.wires.map((wire) => wire?.perMinute)).toEqual([6, 6, 6, 6, 6])
})

test('after the diagram was redrawn, earlier requests do not count for its new wires', () => {
  const ring = ringOf(
    everySecond(100, () => ({ times: [1, 1, NONE] })),
    100_000,
  )
  const wires = [[0, 1]] as const
  const rates = (redrawnAt: number) => wireTraffic(ring, wires, { at: 100_000, span: MINUTE, redrawnAt })
  expect(rates(0)[0]?.perMinute).toBe(60)
  expect(rates(70_000)[0]?.perMinute).toBe(60)
  expect(rates(100_000)).toEqual([undefined])
  const edit = { type: 'service', why: STORED_REASON.serviceChanged } as const
  const drawn = (details?: string) =>
    isRedrawn({ kind: 'change', at: 0, what: { ...edit, ...(details === undefined ? {} : { details }) } })
  expect([undefined, 'cache was added', 'cache, seconds 5 to 9', 'split was taken out; 3 more'].map(drawn)).toEqual([
    ...[true, true, false, true],
  ])
  const move = { type: 'share', stage: 'split', from: 0, to: 5, by: '', why: STORED_REASON.serviceChanged } as const
  expect(isRedrawn({ kind: 'change', at: 0, what: move })).toBe(false)
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
  const invalid = diagramTraffic(settled, stages, wires, recent)
  expect(invalid.stages.map((one) => one?.skipping)).toEqual([0, 60, undefined])
  // No model gets them.
  expect(invalid.wires.map((one) => [one?.perMinute, one?.share])).toEqual([
    [0, 0],
    [0, 0],
  ])
  const rates = (kind: string, alias: 'shadow' | 'challenger') => {
    const isCopied = kind === 'shadow'
    const half = ringOf(
      everySecond(100, (i) => ({ times: [1, isCopied || i % 2 === 0 ? 1 : NONE, i % 2 ? 1 : NONE], shadow: 0.9 })),
      100_000,
    )
    return diagramTraffic(half, [{ kind }, { kind: 'model' }, { kind: 'model', alias }], wires, recent).wires.map(
      (one) => one?.perMinute,
    )
  }
  expect(rates('shadow', 'shadow')).toEqual([60, 30])
  expect(rates('split', 'challenger')).toEqual([30, 30])
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

const LINE = [
  [0, 1],
  [1, 2],
  [2, 3],
] as const
const withModel = (next: string) =>
  [{ kind: 'source' }, { kind: 'model', alias: 'champion' }, { kind: next }, { kind: 'log' }] as const

test('a model without a replica is down, also if a fallback answers for it, and up once it answers', () => {
  for (const status of ['unready', 'fallback'] as const) {
    const requests = everySecond(120, (i) =>
      i < 90 ? { times: [0, 2, 0, 0] } : { status, warm: 0, times: [0, NONE, status === 'unready' ? NONE : 0, 0] },
    )
    const at = (ms: number) =>
      diagramTraffic(ringOf(requests, 120_000), withModel('fallback'), LINE, { at: ms, span: MINUTE }).stages
    // The model is asked as often as before, and the fallback works.
    expect(at(120_000)[1]).toMatchObject({ perMinute: 60, skipping: 0, endShare: 0.5 })
    expect(at(120_000).map((one) => one?.down)).toEqual([undefined, 'replica', undefined, undefined])
    expect(at(92_000)[1]?.down).toBeUndefined()
  }
})

test('a model is down if its queue is full or it predicts nothing, not if others reject or abstain', () => {
  const down = (status: Status, times: readonly number[], warm = 1) =>
    diagramTraffic(
      ringOf(
        everySecond(60, () => ({ status, times, warm })),
        60_000,
      ),
      withModel('abstain'),
      LINE,
      { at: 60_000, span: MINUTE },
    ).stages[1]?.down
  expect(down('full', [0, NONE, NONE, 0])).toBe('queue')
  expect(down('failed', [0, 2, NONE, 0])).toBe('prediction')
  const half = everySecond(60, (i) => (i % 2 ? { times: [0, 2, 0, 0] } : { status: 'full', times: [0, NONE, NONE, 0] }))
  const recent = { at: 60_000, span: MINUTE }
  const [, model] = diagramTraffic(ringOf(half, 60_000), withModel('abstain'), LINE, recent).stages
  expect(model).toMatchObject({ perMinute: 60, endShare: 0.5, unanswered: 'queue' })
  expect(model?.down).toBeUndefined()
  expect(down('fallback', [0, 2, 0, 0])).toBeUndefined()
  expect(down('abstained', [0, 2, 0, 0])).toBeUndefined()
  for (const status of ['invalid', 'limited'] as const)
    expect(down(status, [0, NONE, NONE, 0], NOT_QUEUED)).toBeUndefined()
})

test('a shadow model that predicts nothing is down; the champion next to it is not', () => {
  const wires = [
    [0, 1],
    [0, 2],
  ] as const
  const down = (shadow: number, isUnset = false) =>
    diagramTraffic(
      ringOf(
        everySecond(60, () => ({ times: [0, 1, 1], shadow })),
        60_000,
      ),
      [{ kind: 'shadow' }, { kind: 'model', alias: 'champion' }, { kind: 'model', alias: 'shadow', isUnset }],
      wires,
      { at: 60_000, span: MINUTE },
    ).stages.map((one) => one?.down)
  expect(down(0.9)).toEqual([undefined, undefined, undefined])
  expect(down(NONE)).toEqual([undefined, undefined, 'prediction'])
  expect(down(NONE, true)).toEqual([undefined, undefined, 'version'])
})

test('a request that no replica took counts for the branch of the split that its trace decides', () => {
  const stages = [
    { kind: 'split', share: 30 },
    { kind: 'model', alias: 'champion' },
    { kind: 'model', alias: 'challenger' },
  ] as const
  const wires = [
    [0, 1],
    [0, 2],
  ] as const
  const seed = 7
  const isChallenger = (id: number) => Number.parseInt(traceOf(seed, id).slice(0, 8), 16) < 0.3 * 2 ** 32
  // Only the challenger has lost its replica.
  const requests = everySecond(600, (i) =>
    isChallenger(i) ? { status: 'fallback', warm: 0, times: [0, NONE, NONE] } : { times: [0, 1, NONE] },
  )
  const traffic = diagramTraffic(ringOf(requests, 600_000), stages, wires, { at: 600_000, span: 600_000, seed })
  expect(traffic.stages.map((one) => [one?.endShare, one?.down])).toEqual([
    [0, undefined],
    [0, undefined],
    [1, 'replica'],
  ])
  expect(traffic.wires[1]?.share).toBeCloseTo(0.3, 1)
})

test('a model has the latencies of its answers in ascending order, and a shadow its times in the stage', () => {
  const requests = everySecond(60, (i) =>
    i % 3 === 0 ? { status: 'failed', times: [1, 2, 3] } : { times: i % 3 === 1 ? [1, NONE, 3 + i] : [1, 2, 3 + i] },
  )
  requests.total.set(Array.from({ length: 60 }, (_, i) => 100 - i))
  const stages = [{ kind: 'source' }, { kind: 'model' }, { kind: 'model', alias: 'shadow' as const }]
  const recent = { at: 60_000, span: MINUTE }
  const [source, champion, shadow] = diagramTraffic(ringOf(requests, 60_000), stages, [], recent).stages
  const answered = Array.from({ length: 60 }, (_, i) => i).filter((i) => i % 3 === 2)
  expect(source?.latencies).toBeUndefined()
  expect([...(champion?.latencies ?? [])]).toEqual(answered.map((i) => 100 - i).toReversed())
  const inStage = Array.from({ length: 60 }, (_, i) => (i % 3 === 0 ? 3 : 3 + i)).sort((a, b) => a - b)
  expect([...(shadow?.latencies ?? [])]).toEqual(inStage)
})
