/**
 * @file Tests drift detection in windows: the false alarm rate is as configured, drift is found, and results do not
 * depend on how the log is batched.
 */
import { describe, expect, test } from 'vitest'
import { driftReducer } from '../alerts/drift-alerts'
import { openFold } from '../log/fold-log'
import { makeColumns } from '../log/columns'
import { appendRequests, makeRequestBuffer } from '../log/request-buffer'
import { type RequestSource, SOURCES, STATUSES } from '../log-entry'
import { alarmRate, BOOK, driftIn, FEATURES, logOf, referenceOf, requestsOf, rowsOf } from './drift-worlds.test-help'
import { DECIDERS, type Decider } from './feature-drift'
import { answerReference, inputReferences } from './references'
import {
  completeWindows,
  DEFAULT_PLAN,
  type DriftReference,
  driftOfWindow,
  driftStatus,
  jointDrift,
  mostDrifted,
  type WindowDrift,
} from './window-drift'

const ALPHA = 0.05
const WORLDS = 150
/** The maximum alarm rate if the true rate is alpha + 1%; chance alone exceeds it once in a thousand times. */
const MAX_ALARM_RATE = ALPHA + 0.01 + 3.1 * Math.sqrt((0.06 * 0.94) / WORLDS)

describe.each([50, 100, 1000, 5000])('windows of %i', (n) => {
  test.each(['sample', 'all'] as const)(
    'without drift, alarms are as rare as configured, with a reference of %s',
    (of) => {
      expect(alarmRate(WORLDS, { rows: 400, n, of }, { alpha: ALPHA })).toBeLessThanOrEqual(MAX_ALARM_RATE)
    },
  )
})

test.each(DECIDERS)(
  'a shift of 0.6 standard deviations in 500 requests is found by %s in the right feature',
  (decider) => {
    let found = 0
    for (let seed = 1; seed <= 2; seed++) {
      const { features } = driftIn({ seed, rows: 400, n: 500, moved: 0.6 }, { decider })
      const flipper = features.find(({ name }) => name === 'flipper')
      if (flipper?.drifted && flipper.statistic > flipper.threshold) found++
      expect((flipper?.mean?.now ?? 0) - (flipper?.mean?.before ?? 0)).toBeGreaterThan(0.3)
    }
    expect(found).toBe(2)
  },
)

test('a more frequent category and more missing numbers are found in the right features', () => {
  const drifted = (more: object) =>
    driftIn({ seed: 3, rows: 400, n: 500, ...more }).features.flatMap((one) => (one.drifted ? [one.name] : []))
  expect(drifted({ island: 0.5 })).toEqual(['island'])
  expect(drifted({ gone: 0.1 })).toEqual(['mass'])
  expect(drifted({})).toEqual([])
})

test('answers that differ only by rounding are ties: KS and PSI are those that SciPy computes without rounding', () => {
  // The confidence of the first of two classes in 40 rows, and in 300 requests that repeat these rows.
  const rows = Float32Array.from({ length: 40 }, (_, k) => (505 + ((23 * k) % 490)) / 1000)
  const requests = Float32Array.from({ length: 300 }, (_, i) => rows[(7 * i + (i % 4) * (i % 3)) % 40] as number)
  const outputs = (confidences: Float32Array) => Float32Array.from([...confidences].flatMap((one) => [one, 1 - one]))
  const usual = { outputs: outputs(rows), truth: new Float32Array(40) }
  const reference: DriftReference = {
    inputs: [],
    answers: [answerReference({ model: 'net', version: 1 }, BOOK.classes, usual, usual, 'all')],
  }
  const statisticsOf = (rounding: number) => {
    const columns = makeColumns(300, { width: 2, stages: 2, features: 0 })
    columns.outputs.set(outputs(requests.map((one, i) => one + ((i % 3) - 1) * rounding)))
    const buffer = makeRequestBuffer({ width: 2, stages: 2, features: 0 }, 300)
    appendRequests(buffer, { kind: 'requests', first: 0, count: 300, width: 2, ...columns })
    const features = driftOfWindow({ buffer, book: BOOK }, reference, 0, { ...DEFAULT_PLAN, n: 300 })?.features
    const confidence = features?.find(({ name }) => name === 'confidence')
    return [confidence?.statistic, confidence?.psi]
  }
  // By scipy.stats.ks_2samp and NumPy. Rounding alone would give 0.0350 and 0.0015.
  for (const rounding of [0, 1e-7]) {
    const [ks, psi] = statisticsOf(rounding)
    expect(ks).toBeCloseTo(0.028333333333333332, 12)
    expect(psi).toBeCloseTo(0.00022230458166224088, 12)
  }
})

test('a new build is compared with the version it replaced, and another version without a reference with nothing', () => {
  const random = Float32Array.from({ length: 300 }, (_, i) => 0.6 + (0.39 * ((7 * i) % 300)) / 300)
  const outputs = (shift: number) => Float32Array.from([...random].flatMap((one) => [one - shift, 1 - one + shift]))
  const usual = { outputs: outputs(0), truth: new Float32Array(300) }
  const version = { model: 'net', version: 1 }
  const reference: DriftReference = {
    inputs: [],
    answers: [answerReference(version, BOOK.classes, usual, usual, 'all')],
  }
  const answeredBy = (model: string) => {
    const columns = makeColumns(300, { width: 2, stages: 2, features: 0 })
    columns.outputs.set(outputs(0.1))
    const buffer = makeRequestBuffer({ width: 2, stages: 2, features: 0 }, 300)
    appendRequests(buffer, { kind: 'requests', first: 0, count: 300, width: 2, ...columns })
    const book = { ...BOOK, versions: [{ model, version: 1 }] }
    return driftOfWindow({ buffer, book }, reference, 0, { ...DEFAULT_PLAN, n: 300 })
  }
  const build = answeredBy('net (deploy 1)')
  expect(build).toMatchObject({ version: 'net (deploy 1)@1', buildOf: version })
  expect(build?.features.map(({ name, drifted }) => [name, drifted])).toContainEqual(['confidence', true])
  expect(answeredBy('net')?.buildOf).toBeUndefined()
  expect(answeredBy('other')).toMatchObject({ features: [] })
  expect(answeredBy('other')?.version).toBeUndefined()
})

test('PSI is an effect size, not a test: at 50 requests it is above 0.1 without any drift', () => {
  const sizes = [1, 2, 3, 4, 5, 6].map((seed) => driftIn({ seed, rows: 400, n: 50 }).features)
  expect(sizes.flat().filter(({ psi }) => psi > 0.1).length).toBeGreaterThan(10)
  expect(sizes.flat().filter(({ drifted }) => drifted)).toEqual([])
})

test('the reducer gives the same result for each window as a direct computation, whatever the batches', () => {
  const plan = { ...DEFAULT_PLAN, n: 100 }
  const world = { seed: 7, rows: 300, n: 100 }
  const calm = rowsOf(world, 500, 1)
  const moved = rowsOf({ ...world, moved: 1 }, 500, 2)
  const table = Float32Array.from([...calm, ...moved])
  const reference = referenceOf(world)
  const states = [[1000], [37, 463, 1, 250, 249], [100, 100, 100, 700]].map((sizes) => {
    const folding = openFold({ drift: driftReducer(reference, plan) })
    let first = 0
    for (const size of sizes) {
      const part = table.subarray(first * 6, (first + size) * 6)
      folding.push([requestsOf(part, first)], 1000 * (first + size), BOOK)
      first += size
    }
    return folding.states.drift
  })
  expect(states[1]).toEqual(states[0])
  expect(states[2]).toEqual(states[0])
  const log = logOf(table)
  const last = driftOfWindow(log, reference, 9, plan)
  expect(states[0]?.windows.at(-1)).toEqual(last)
  // Windows 5 and 6 are the first two out of three consecutive windows to drift.
  expect([...(states[0]?.drifted ?? [])]).toEqual([['flipper', 6]])
})

describe.each(['sample', 'all'] as const)('one request of %s', (of) => {
  test.each([50, 500, 5000])('is no drift in a window of %i, whatever its values', (n) => {
    const world = { seed: 3, rows: 500, n }
    const known = (rows: Float32Array<ArrayBuffer>) => rows.map((value) => (Number.isNaN(value) ? 0 : value))
    const before = known(rowsOf(world, 500, 0))
    const inputs = inputReferences(FEATURES, before, of)
    // The complete population, in which each row occurs equally often.
    const again = Float32Array.from({ length: n * 6 }, (_, at) => before[at % before.length] as number)
    const calm = of === 'all' ? again : known(rowsOf(world, n, 1))
    const driftsWith = (first: readonly number[], decider: Decider) => {
      const table = calm.slice()
      table.set(first)
      const found = driftOfWindow(logOf(table), { inputs, answers: [] }, 0, { ...DEFAULT_PLAN, n, decider })
      return found?.features.flatMap(({ name, drifted }) => (drifted ? [name] : []))
    }
    // Simulating the threshold takes seconds for the largest window, so the other statistics are skipped for that
    // window.
    for (const decider of DECIDERS.filter((one) => n <= 500 || one === 'usual')) {
      // An image without any ink, for which no center can be computed.
      expect(driftsWith([Number.NaN, Number.NaN, Number.NaN, Number.NaN], decider), decider).toEqual([])
      expect(driftsWith([1e9, -1e9, 1e9, -1e9, 3, 2], decider), decider).toEqual([])
    }
  })
})

describe('the source of the requests of a window', () => {
  const world = { seed: 3, rows: 500, n: 500 }
  const all = rowsOf(world, 500, 0)
  const inputs = inputReferences(FEATURES, all, 'all')
  const plan = { ...DEFAULT_PLAN, n: 500 }
  /** The drift in a window whose first `count` requests come from this source. */
  const driftOf = (table: Float32Array<ArrayBuffer>, source: RequestSource, count: number) => {
    const log = logOf(table)
    log.buffer.columns.source.fill(SOURCES.indexOf(source), 0, count)
    return driftOfWindow(log, { inputs, answers: [] }, 0, plan)
  }
  const drifts = (found: WindowDrift | undefined) =>
    found?.features.flatMap(({ name, drifted }) => (drifted ? [name] : []))

  test('load tests are ignored, and a window of mostly such requests does not exist', () => {
    const table = all.slice()
    for (let row = 0; row < 200; row++) table.set(all.subarray(0, 6), row * 6)
    expect(drifts(driftOf(table, 'url', 200))).toContain('mass')
    const found = driftOf(table, 'load', 200)
    expect(drifts(found)).toEqual([])
    expect(found?.features[4]?.n).toBe(300)
    expect(driftOf(table, 'load', 250)).toBeDefined()
    expect(driftOf(table, 'load', 251)).toBeUndefined()
  })

  test('requests without a valid input are ignored, as no model reads them', () => {
    const table = all.slice()
    table.fill(Number.NaN, 0, 40 * 6)
    const log = logOf(table)
    log.buffer.columns.source.fill(SOURCES.indexOf('url'), 0, 40)
    const found = () => driftOfWindow(log, { inputs, answers: [] }, 0, plan)
    expect(drifts(found())).toContain('mass')
    log.buffer.columns.status.fill(STATUSES.indexOf('invalid'), 0, 40)
    expect(drifts(found())).toEqual([])
    expect(found()?.features[1]?.missing.now).toBe(0)
  })

  test('for external requests the reference rows are a sample; a few of them change nothing', () => {
    // This difference could be due to chance if the reference is a sample of 500 rows, but probably not if it is the
    // complete population.
    const moved = rowsOf({ ...world, moved: 0.2 }, 500, 1)
    const p = (source: RequestSource, count: number) => driftOf(moved, source, count)?.features[1]?.p ?? 0
    expect(p('url', 500)).toBeGreaterThan(3 * p('held-out', 500))
    expect(p('url', 1)).toBe(p('held-out', 500))
    expect(p('url', 100)).toBe(p('held-out', 500))
  })
})

test('once is not persistent', () => {
  const windows = [0, 1, 0, 0, 1, 1, 0].map(
    (drifted, window) => ({ window, features: [{ name: 'mass', drifted: drifted === 1 }] }) as unknown as WindowDrift,
  )
  const statusAt = (end: number) => driftStatus(windows.slice(0, end), 'mass', DEFAULT_PLAN)
  expect([1, 2, 3, 5, 6, 7].map(statusAt)).toEqual(['no', 'once', 'no', 'once', 'persistent', 'persistent'])
})

test('windows are those that are stored in full', () => {
  expect(completeWindows({ ...makeRequestBuffer({ width: 0, stages: 0 }, 1000), next: 2250 }, 500)).toEqual({
    first: 3,
    end: 4,
  })
  expect(completeWindows({ ...makeRequestBuffer({ width: 0, stages: 0 }, 1000), next: 499 }, 500)).toEqual({
    first: 0,
    end: 0,
  })
})

test('a changed correlation is found by joint drift, and by no single feature', () => {
  const world = { seed: 5, rows: 400, n: 250 }
  const table = rowsOf(world, 400, 0)
  const calm = rowsOf(world, 250, 1)
  // The flipper lengths are permuted: the column's values stay the same, but it loses its correlation with the other
  // columns.
  const torn = calm.slice()
  for (let row = 0; row < 250; row++) {
    for (const k of [1, 2]) torn[row * 6 + k] = calm[((row + 97 * k) % 250) * 6 + k] as number
    torn[row * 6 + 3] = -(calm[row * 6 + 3] as number)
  }
  const test = (rows: Float32Array<ArrayBuffer>) =>
    jointDrift(logOf(rows).buffer, FEATURES, table, { window: 0, n: 250, alpha: 0.01 })
  expect(test(calm)).toMatchObject({ drifted: false, features: 4 })
  const together = test(torn)
  expect(together).toMatchObject({ drifted: true, by: 'permutation' })
  const alone = driftOfWindow(logOf(torn), referenceOf(world), 0, { ...DEFAULT_PLAN, n: 250 })
  expect(alone?.features.filter(({ drifted }) => drifted)).toEqual([])
})

test('the most drifted requests lie in its direction, most extreme first, each input once', () => {
  const world = { seed: 9, rows: 400, n: 200, moved: 1 }
  const log = logOf(rowsOf(world, 200, 1))
  const verdict = driftOfWindow(log, referenceOf(world), 0, { ...DEFAULT_PLAN, n: 200 })?.features[1]
  if (!verdict?.mean) throw new Error('flipper is a number')
  const found = mostDrifted(log, 0, 200, verdict, [], 20)
  expect(found).toHaveLength(20)
  for (const { value } of found) expect(value).toBeGreaterThan(verdict.mean.before)
  expect(found.map(({ value }) => value)).toEqual(found.map(({ value }) => value).sort((a, b) => b - a))
})
