import { expect, test } from 'vitest'
import { expectDefined } from '../base/assert'
import { rng } from '../base/rng'
import { NO_ALIAS, type StageClass } from '../catalog/lowered-stage'
import { stages } from '../catalog/service-stages'
import type { Decision } from '../data/output-decision'
import type { ServiceSpec } from '../ops/service-spec'
import { makeRequestRun, openExecutor, startRun } from './execute-pipeline'
import { ABSTAINED, FAILED, FALLBACK, INVALID, LIMITED, OK, type ServiceInfo, UNREADY } from './request-context'
import { drawn, MODEL_CONFIG } from './testing/fixture'

const LOG = (from: readonly string[]) => ['log', 'Log', { inputs: 100 }, from] as const
const SOURCE = ['source', 'Source', { from: 'held-out' }, []] as const
const model = (alias: string, from: readonly string[], id = alias) =>
  [id, 'Model', { ...MODEL_CONFIG, alias }, from] as const
const SURE = Float32Array.of(0.9, 0.1)
const UNSURE = Float32Array.of(0.45, 0.55)
const VERSIONS = { champion: 0, challenger: 1, shadow: 2 } as const

/**
 * Runs one request through a service diagram; `outputs` contains the output of each version (champion, challenger,
 * shadow).
 */
function walked(
  spec: ServiceSpec,
  answers: readonly (Float32Array<ArrayBuffer> | undefined)[],
  {
    missing = [] as readonly string[],
    decision = undefined as Decision | undefined,
    /** The threshold of the group of the input, for each version. */
    thresholds = undefined as readonly number[] | undefined,
    verdict = 0,
    flagged = [] as readonly boolean[],
    draw = 0,
    shadowDraw = 0,
    times = 1,
    at = 0,
  } = {},
) {
  const info: ServiceInfo = {
    spec,
    kind: 'classes',
    resolve: (_model, alias) => (missing.includes(alias) ? -1 : VERSIONS[alias]),
    decisionOf: () => decision,
    joined: (members) => 10 + members.length,
    verdictIndex: () => 9,
    typicalPrediction: () => Float32Array.of(1, 0),
  }
  const executor = openExecutor(info)
  const input = { verdict, predictions: [...answers], flagged: [...flagged], ...(thresholds && { thresholds }) }
  const run = makeRequestRun(spec.stages.length, {} as never)
  const request: string[] = []
  for (let id = 0; id < times; id++) {
    startRun(run, {
      ...{
        id,
        at: at * id,
        tick: at * id,
        source: 0,
        slice: 0,
        row: 0,
        operator: 0,
        strength: 0,
        groundTruth: Number.NaN,
      },
      ...{ draw, shadowDraw, key: 1, input },
    })
    for (
      let place = executor.advance(run, { estimatedMs: [] });
      place >= 0;
      place = executor.advance(run, { estimatedMs: [] })
    )
      request.push(spec.stages[place]?.id as string)
  }
  return { flight: run, end: executor.end(run), asked: request }
}

test('a split sends each request to one of its models, and to the champion if there is no challenger', () => {
  const spec = drawn([
    SOURCE,
    ['split', 'Split', { champion: 75, challenger: 25 }, ['source']],
    model('champion', ['split']),
    model('challenger', ['split']),
    LOG(['champion', 'challenger']),
  ])
  expect(walked(spec, [SURE, UNSURE], { draw: 0.2 * 2 ** 32 }).asked).toEqual(['challenger'])
  expect(walked(spec, [SURE, UNSURE], { draw: 0.3 * 2 ** 32 }).asked).toEqual(['champion'])
  const alone = walked(spec, [SURE, UNSURE], { draw: 0, missing: ['challenger'] })
  expect(alone.asked).toEqual(['champion'])
  expect(alone.end).toMatchObject({ status: OK, version: 0, predicted: 0 })
})

test('a shadow predicts its share of the requests; its predictions are logged and never returned', () => {
  const spec = drawn([
    SOURCE,
    ['shadow', 'Shadow', { share: 50 }, ['source']],
    model('shadow', ['shadow'], 'copy'),
    model('champion', ['shadow']),
    LOG(['copy', 'champion']),
  ])
  const shadowed = walked(spec, [SURE, undefined, UNSURE], { shadowDraw: 0.4 * 2 ** 32 })
  expect(shadowed.asked).toEqual(['copy', 'champion'])
  expect(shadowed.end).toMatchObject({ status: OK, version: 0, predicted: 0, outputs: SURE })
  expect(shadowed.flight).toMatchObject({ shadowVersion: 2, shadowPredicted: 1 })
  expect(shadowed.flight.shadowConfidence).toBeCloseTo(0.55, 6)
  const other = walked(spec, [SURE, undefined, UNSURE], { shadowDraw: 0.6 * 2 ** 32 })
  expect(other.asked).toEqual(['champion'])
  expect(other.flight.shadowVersion).toBe(0xffff)
})

test('a router rejects an uncertain prediction, so that the next model predicts', () => {
  const spec = drawn([
    SOURCE,
    model('champion', ['source']),
    ['router', 'Router', { below: 0.8 }, ['champion']],
    model('challenger', ['router']),
    LOG(['challenger']),
  ])
  expect(walked(spec, [SURE, UNSURE])).toMatchObject({ asked: ['champion'], end: { version: 0 } })
  expect(walked(spec, [UNSURE, SURE])).toMatchObject({ asked: ['champion', 'challenger'], end: { version: 1 } })
})

test.each([
  ['mean', [0.675, 0.325], 0],
  ['vote', [0.5, 0.5], 0],
])('an ensemble by %s', (how, expected, predicted) => {
  const spec = drawn([
    SOURCE,
    model('champion', ['source']),
    model('challenger', ['source']),
    ['both', 'Ensemble', { how }, ['champion', 'challenger']],
    LOG(['both']),
  ])
  const { end, asked: request } = walked(spec, [SURE, UNSURE])
  expect(request).toEqual(['champion', 'challenger'])
  expect([...(end.outputs ?? [])].map((one) => Math.round(one * 1000) / 1000)).toEqual(expected)
  // The prediction belongs to both models, so neither gets its accuracy.
  expect(end).toMatchObject({ predicted, version: 12, alias: NO_ALIAS })
  // If one model fails, the other one still provides the prediction.
  expect(walked(spec, [SURE, Float32Array.of(Number.NaN, 1)]).end).toMatchObject({
    ...{ status: OK, predicted: 0, version: 0, alias: 0 },
  })
})

test('calibration keeps the order and lowers the confidence; abstaining uses the calibrated confidence', () => {
  const spec = (temperature: number, below: number) =>
    drawn([
      SOURCE,
      model('champion', ['source']),
      ['calibrate', 'Calibrate', { temperature }, ['champion']],
      ['abstain', 'Abstain', { below }, ['calibrate']],
      LOG(['abstain']),
    ])
  const { end } = walked(spec(2, 0), [SURE])
  // √0.9 / (√0.9 + √0.1) = 3 / 4.
  expect(end.outputs?.[0]).toBeCloseTo(0.75, 6)
  expect(walked(spec(2, 0.8), [SURE]).end).toMatchObject({ status: ABSTAINED, predicted: -1 })
  expect(walked(spec(1, 0.8), [SURE]).end).toMatchObject({ status: OK, predicted: 0 })
})

test('a version that decides by group uses the threshold of the group, also to abstain', () => {
  const groups = { column: 'g', strategy: 'own', values: ['a', 'b'], thresholds: [0.2, 0.6] }
  const decision = { positive: 1, threshold: 0.5, groups }
  const spec = drawn([
    SOURCE,
    model('champion', ['source']),
    ['out', 'Abstain', { below: 0.6 }, ['champion']],
    LOG(['out']),
  ])
  const end = (yes: number, ...thresholds: number[]) =>
    walked(spec, [Float32Array.of(1 - yes, yes)], { decision, thresholds }).end
  expect(end(0.4, 0.2)).toMatchObject({ status: OK, predicted: 1, decision: { threshold: 0.2 } })
  expect(end(0.4, 0.6)).toMatchObject({ status: OK, predicted: 0 })
  // Without a known group, 0.4 is near the shared threshold.
  expect(end(0.4, 0.5).status).toBe(OK)
  expect(end(0.45, 0.5).status).toBe(ABSTAINED)
  // Near the threshold of its own group, but far from the shared one.
  expect(end(0.22, 0.2).status).toBe(ABSTAINED)
})

test('a class that a saved threshold decides is at 50% at its threshold, so abstaining does not undo the decision', () => {
  const spec = (below: number) =>
    drawn([SOURCE, model('champion', ['source']), ['abstain', 'Abstain', { below }, ['champion']], LOG(['abstain'])])
  const end = (yes: number, below = 0.5, threshold = 0.2) =>
    walked(spec(below), [Float32Array.of(1 - yes, yes)], { decision: { positive: 1, threshold } }).end
  expect(end(0.25)).toMatchObject({ status: OK, predicted: 1 })
  expect(end(0.15)).toMatchObject({ status: OK, predicted: 0 })
  expect(end(0.7, 0.5, 0.8)).toMatchObject({ status: OK, predicted: 0 })
  // 0.25 is weighted 0.25 × 0.8 / (0.25 × 0.8 + 0.75 × 0.2) = 0.571.
  expect(end(0.25, 0.57)).toMatchObject({ status: OK, predicted: 1 })
  expect(end(0.25, 0.58)).toMatchObject({ status: ABSTAINED })
  // With costs of 4 to 1, which make 0.2 the cheapest threshold, those are the shares of the expected costs.
  expect((0.25 * 4) / (0.25 * 4 + 0.75)).toBeCloseTo(0.571, 3)
})

test('a fallback replaces failures, abstentions if configured, and never the rejection of an invalid input', () => {
  const spec = (more: string, below = 0) =>
    drawn([
      SOURCE,
      ['validate', 'Validate', {}, ['source']],
      model('champion', ['validate']),
      ['abstain', 'Abstain', { below }, ['champion']],
      ['fallback', 'Fallback', { answer: 'usual', for: more }, ['abstain']],
      LOG(['fallback']),
    ])
  expect(walked(spec('failures'), [Float32Array.of(Number.NaN, 1)]).end).toMatchObject({
    status: FALLBACK,
    predicted: 0,
  })
  expect(walked(spec('failures'), [SURE], { missing: ['champion'] }).end).toMatchObject({ status: FALLBACK })
  expect(walked(spec('failures', 0.99), [SURE]).end).toMatchObject({ status: ABSTAINED })
  expect(walked(spec('failures and abstentions', 0.99), [SURE]).end).toMatchObject({ status: FALLBACK })
  expect(walked(spec('failures'), [SURE], { verdict: 1 })).toMatchObject({ asked: [], end: { status: INVALID } })
})

test('an input that a guard flags gets no prediction, the usual one, or its own, and its verdict each time', () => {
  const spec = (flagged: string, more: readonly Parameters<typeof drawn>[0][number][] = []) =>
    drawn([
      SOURCE,
      ['cache', 'Cache', { entries: 10, minutes: 1 }, ['source']],
      model('champion', ['cache']),
      ['guard', 'Guard', { flagged }, ['champion']],
      ...more,
      LOG([more[0]?.[0] ?? 'guard']),
    ])
  const unusual = { flagged: [true] }
  const end = (flagged: string) => walked(spec(flagged), [UNSURE], unusual).end
  expect(end('abstain')).toMatchObject({ status: ABSTAINED, predicted: -1, verdict: 9, version: 0, outputs: UNSURE })
  expect(end('fallback')).toMatchObject({ status: FALLBACK, verdict: 9, outputs: Float32Array.of(1, 0) })
  expect(end('count')).toMatchObject({ status: OK, predicted: 1, verdict: 9 })
  expect(walked(spec('abstain'), [UNSURE], { flagged: [false] }).end).toMatchObject({ status: OK, verdict: 0 })
  // A withheld prediction is withheld again, and a fallback can replace it.
  expect(walked(spec('abstain'), [UNSURE], { ...unusual, times: 2 }).end).toMatchObject({
    ...{ status: ABSTAINED, isCached: true, verdict: 9 },
  })
  const helped = spec('abstain', [
    ['fallback', 'Fallback', { answer: 'usual', for: 'failures and abstentions' }, ['guard']],
  ])
  expect(walked(helped, [UNSURE], unusual).end).toMatchObject({ status: FALLBACK, verdict: 9 })
})

test('a router asks the next model for its own verdict, and an ensemble has those of its members', () => {
  const routed = drawn([
    SOURCE,
    model('champion', ['source']),
    ['router', 'Router', { below: 0.8 }, ['champion']],
    model('challenger', ['router']),
    ['guard', 'Guard', { flagged: 'count' }, ['challenger']],
    LOG(['guard']),
  ])
  expect(walked(routed, [UNSURE, SURE], { flagged: [true, false] }).end).toMatchObject({ version: 1, verdict: 0 })
  expect(walked(routed, [SURE, SURE], { flagged: [true, false] }).end).toMatchObject({ version: 0, verdict: 9 })
  const joined = drawn([
    SOURCE,
    model('champion', ['source']),
    model('challenger', ['source']),
    ['ensemble', 'Ensemble', { how: 'mean' }, ['champion', 'challenger']],
    ['guard', 'Guard', { flagged: 'count' }, ['ensemble']],
    LOG(['guard']),
  ])
  expect(walked(joined, [SURE, UNSURE], { flagged: [false, true] }).end.verdict).toBe(9)
  expect(walked(joined, [SURE, UNSURE], { flagged: [false, false] }).end.verdict).toBe(0)
})

test('without a fallback, an alias without a version is not ready, and NaN is a failure', () => {
  const spec = drawn([SOURCE, model('champion', ['source']), LOG(['champion'])])
  expect(walked(spec, [SURE], { missing: ['champion'] }).end).toMatchObject({ status: UNREADY, outputs: undefined })
  expect(walked(spec, [Float32Array.of(Number.NaN, 1)]).end).toMatchObject({ status: FAILED, outputs: undefined })
})

test('a rate limit accepts a burst and then a fixed number per second', () => {
  const spec = drawn([
    SOURCE,
    ['limit', 'RateLimit', { perSecond: 2, burst: 3 }, ['source']],
    model('champion', ['limit']),
    LOG(['champion']),
  ])
  const passed = (times: number, at: number) => walked(spec, [SURE], { times, at }).asked.length
  expect(passed(10, 0)).toBe(3)
  // Nine intervals of 250 ms refill 4.5 tokens.
  expect(passed(10, 250)).toBe(7)
  expect(passed(10, 500)).toBe(10)
  expect(walked(spec, [SURE], { times: 4, at: 0 }).end.status).toBe(LIMITED)
})

test('a cache answers with the stored prediction and its version until the entry expires', () => {
  const spec = drawn([
    SOURCE,
    ['cache', 'Cache', { entries: 10, minutes: 1 }, ['source']],
    model('champion', ['cache']),
    LOG(['champion']),
  ])
  expect(walked(spec, [SURE], { times: 5, at: 10_000 }).asked).toHaveLength(1)
  expect(walked(spec, [SURE], { times: 5, at: 10_000 }).end).toMatchObject({ isCached: true, version: 0, predicted: 0 })
  expect(walked(spec, [SURE], { times: 5, at: 61_000 }).asked).toHaveLength(5)
})

test('an unconfident prediction is cached, too, and withheld again', () => {
  const spec = drawn([
    SOURCE,
    ['cache', 'Cache', { entries: 10, minutes: 1 }, ['source']],
    model('champion', ['cache']),
    ['abstain', 'Abstain', { below: 0.8 }, ['champion']],
    LOG(['abstain']),
  ])
  const { asked, end } = walked(spec, [UNSURE], { times: 3 })
  expect(asked).toHaveLength(1)
  expect(end).toMatchObject({ status: ABSTAINED, isCached: true, version: 0, predicted: -1, outputs: UNSURE })
  // A failed prediction is not cached.
  expect(walked(spec, [Float32Array.of(Number.NaN, 1)], { times: 3 }).asked).toHaveLength(3)
})

test('a cached request has the result of an equal request without a cache, in random diagrams', () => {
  const random = rng(7, { kind: 'generate' })
  const share = () => Math.round(100 * random.uniform()) / 100
  const seen = new Set<number>()
  for (let trial = 0; trial < 400; trial++) {
    const stages: Parameters<typeof drawn>[0][number][] = [
      SOURCE,
      ['cache', 'Cache', { entries: 9, minutes: 60 }, ['source']],
    ]
    const add = (name: StageClass, config: object, from: readonly string[]) => {
      stages.push([`${name} ${stages.length}`, name, config, from])
      return stages.at(-1)?.[0] as string
    }
    const sometimes = (name: StageClass, config: object, from: string) =>
      random.uniform() < 0.5 ? add(name, config, [from]) : from
    const decide = (from: string) =>
      sometimes(
        'Abstain',
        { below: share() },
        sometimes('Calibrate', { temperature: 0.5 + 3 * share() }, sometimes('Abstain', { below: share() / 2 }, from)),
      )
    const asked = (alias: string, from: string) => add('Model', { ...MODEL_CONFIG, alias }, [from])
    const shape = trial % 4
    const start = shape === 1 ? add('Split', { champion: 50, challenger: 50 }, ['cache']) : 'cache'
    const first = decide(asked('champion', start))
    let last = first
    if (shape === 1 || shape === 2) {
      const branches = [first, decide(asked('challenger', start))]
      last = shape === 1 ? add('Abstain', { below: 0 }, branches) : add('Ensemble', { how: 'mean' }, branches)
    }
    if (shape === 3) last = asked('challenger', add('Router', { below: share() }, [first]))
    last = sometimes('Fallback', { answer: 'usual', for: 'failures and abstentions' }, decide(last))
    const [p, q] = [share(), share()]
    const answers = [Float32Array.of(p, 1 - p), Float32Array.of(q, 1 - q)]
    const options = {
      ...(random.uniform() < 0.7 && { decision: { positive: 1, threshold: 0.05 + 0.9 * share() } }),
      draw: random.uniform() * 2 ** 32,
    }
    const cached = drawn([...stages, LOG([last])])
    const fresh = drawn(
      [...stages, LOG([last])].map((one) =>
        one[1] === 'Cache' ? ['cache', 'Cache', { entries: 0, minutes: 60 }, ['source']] : one,
      ),
    )
    const result = (spec: ServiceSpec, times: number) => {
      const { end } = walked(spec, answers, { ...options, times, at: 1000 })
      seen.add(end.isCached ? 100 + end.status : end.status)
      const { status, rawOutputs, outputs, predicted, version, alias } = end
      return { status, rawOutputs, outputs, predicted, version, alias }
    }
    for (const times of [1, 2, 3]) expect(result(cached, times), JSON.stringify(stages)).toEqual(result(fresh, times))
  }
  expect([...seen].sort((a, b) => a - b)).toEqual([OK, ABSTAINED, FALLBACK, 100 + OK, 100 + ABSTAINED])
})

test('a cached request of a model with a threshold is decided by the threshold', () => {
  const spec = drawn([
    SOURCE,
    ['cache', 'Cache', { entries: 10, minutes: 60 }, ['source']],
    model('champion', ['cache']),
    ['abstain', 'Abstain', { below: 0.5 }, ['champion']],
    LOG(['abstain']),
  ])
  const result = (times: number) =>
    walked(spec, [Float32Array.of(0.824, 0.176)], { times, decision: { positive: 1, threshold: 0.1436 } }).end
  expect(result(1)).toMatchObject({ status: OK, predicted: 1, isCached: false })
  expect(result(2)).toMatchObject({ status: OK, predicted: 1, isCached: true })
})

test('a stage that does not apply to a request is not on its path', () => {
  const spec = drawn([
    SOURCE,
    ['validate', 'Validate', {}, ['source']],
    ['limit', 'RateLimit', { perSecond: 1, burst: 2 }, ['validate']],
    ['cache', 'Cache', { entries: 10, minutes: 60 }, ['limit']],
    model('champion', ['cache']),
    ['router', 'Router', { below: 0.8 }, ['champion']],
    model('challenger', ['router']),
    ['calibrate', 'Calibrate', { temperature: 2 }, ['challenger']],
    ['fallback', 'Fallback', { answer: 'usual', for: 'failures' }, ['calibrate']],
    LOG(['fallback']),
  ])
  const path = (options: Parameters<typeof walked>[2], answers = [SURE, SURE]) => {
    const { flight: run, end } = walked(spec, answers, options)
    return [end.status, ...spec.stages.filter((_, place) => !Number.isNaN(run.stageTimes[place])).map(({ id }) => id)]
  }
  // The router skips its next model if the prediction is confident. A cache hit skips all that decided its result.
  const first = [OK, 'source', 'validate', 'limit', 'cache', 'champion', 'router', 'calibrate', 'fallback', 'log']
  expect(path({})).toEqual(first)
  expect(path({ times: 2 })).toEqual([OK, 'source', 'validate', 'limit', 'cache', 'fallback', 'log'])
  expect(path({ verdict: 1 })).toEqual([INVALID, 'source', 'validate', 'fallback', 'log'])
  // A request above the rate limit gets no fallback, which would bypass the limit.
  expect(path({ times: 3 })).toEqual([LIMITED, 'source', 'validate', 'limit', 'fallback', 'log'])
})

test.each(stages.kinds.filter((kind) => !['source', 'model', 'log'].includes(kind)))(
  '%s: a request passes the stage',
  (kind) => {
    const def = expectDefined(stages.find(kind), kind)
    const defaults = Object.fromEntries(Object.entries(def.params).map(([name, spec]) => [name, spec.default]))
    const { class_name, config } = def.lower(defaults) as { class_name: StageClass; config: object }
    const stage = [kind, class_name, config] as const
    const before = drawn([SOURCE, [...stage, ['source']], model('champion', [kind]), LOG(['champion'])])
    const after = drawn([SOURCE, model('champion', ['source']), [...stage, ['champion']], LOG([kind])])
    const isBefore = def.shape([{ carries: 'requests', share: 1 }], defaults).ok
    const { end } = walked(isBefore ? before : after, [SURE])
    expect(end).toMatchObject({ status: OK, predicted: 0 })
  },
)
