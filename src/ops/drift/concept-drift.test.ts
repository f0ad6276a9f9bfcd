/**
 * @file Tests concept drift on logs with labels that arrive late: a lasting drop is found although the newest window has
 * no labels, and what is counted.
 */
import { expect, test } from 'vitest'
import { rng } from '../../base/rng'
import { makeColumns } from '../log/columns'
import { appendRequests, makeRequestBuffer, storeLabels } from '../log/request-buffer'
import { LABEL_SOURCES, type LabelSource, SOURCES } from '../log-entry'
import { accuracyNow } from './accuracy-now'
import { openConceptWatch } from './concept-drift'
import { BOOK } from './drift-worlds.test-help'
import { answerReference } from './references'
import type { DriftReference } from './window-drift'

const HOUR = 3_600_000
const DELAY = 6 * HOUR
const PER_HOUR = 100
const VERSION = { model: 'net', version: 1 }
const NAME = 'net@1'

/** Rows of two classes: predictions of the first are wrong in 20% of cases, and of the second in 30%. */
const usual = (() => {
  const rows = Array.from({ length: 400 }, (_, i) => ({ top: i % 2, isWrong: i % 20 < (i % 2 === 0 ? 4 : 6) }))
  return {
    outputs: Float32Array.from(rows.flatMap(({ top }) => [top === 0 ? 0.8 : 0.2, top === 1 ? 0.8 : 0.2])),
    truth: Float32Array.from(rows, ({ top, isWrong }) => (isWrong ? 1 - top : top)),
  }
})()
const reference: DriftReference = {
  inputs: [],
  answers: [answerReference(VERSION, BOOK.classes, usual, usual, 'all')],
}

/** A log of this many hours. Labels arrive after 6 hours; from hour `since` on, 12 points more predictions are wrong. */
function logOf(
  seed: number,
  hours: number,
  { since = hours, until = hours, by = 'world' as LabelSource, source = 'held-out' } = {},
) {
  const random = rng(seed, { kind: 'generate' })
  const n = hours * PER_HOUR
  const columns = makeColumns(n, { width: 2, stages: 2, features: 0 })
  columns.source.fill(SOURCES.indexOf(source as (typeof SOURCES)[number]))
  const labels = { id: [] as number[], label: [] as number[], at: [] as number[] }
  for (let i = 0; i < n; i++) {
    const [at, row] = [(i * HOUR) / PER_HOUR, random.below(400)]
    columns.at[i] = at
    columns.outputs.set(usual.outputs.subarray(2 * row, 2 * row + 2), 2 * i)
    const top = row % 2
    const isWrong = usual.truth[row] !== top || (at >= since * HOUR && at < until * HOUR && random.uniform() < 0.16)
    if (at + DELAY > hours * HOUR) continue
    labels.id.push(i)
    labels.label.push(isWrong ? 1 - top : top)
    labels.at.push(at + DELAY)
  }
  const buffer = makeRequestBuffer({ width: 2, stages: 2, features: 0 }, n)
  appendRequests(buffer, { kind: 'requests', first: 0, count: n, width: 2, ...columns })
  const count = labels.id.length
  storeLabels(buffer, {
    ...{ kind: 'labels', count, id: Float64Array.from(labels.id), label: Float32Array.from(labels.label) },
    ...{ at: Float64Array.from(labels.at), by: new Uint8Array(count).fill(LABEL_SOURCES.indexOf(by)) },
  })
  return { buffer, book: BOOK }
}

test('after 12 hours of drift it is found, and when it began, although no label of the newest window has arrived', () => {
  for (let seed = 1; seed <= 10; seed++) {
    const log = logOf(seed, 36, { since: 24 })
    const newest = accuracyNow(log, reference, 35 * (PER_HOUR / 100), 100)
    expect(newest?.labeled).toBe(0)
    const found = openConceptWatch(reference).read(log).get(NAME)
    expect(found).toMatchObject({ by: 'answer', drifted: true, n: 3001 })
    expect(Math.abs((found?.since.at ?? 0) / HOUR - 24)).toBeLessThan(8)
    // 75% of predictions were correct, and 16% of these are wrong now.
    expect((found?.since.excess ?? 0) / (found?.since.n ?? 1)).toBeGreaterThan(0.06)
  }
})

test('drift that is over is reported with its end, the time of its last request and not of its label', () => {
  for (let seed = 1; seed <= 5; seed++) {
    const found = openConceptWatch(reference)
      .read(logOf(seed, 72, { since: 12, until: 48 }))
      .get(NAME)
    expect(found).toMatchObject({ drifted: true })
    expect(Math.abs((found?.until?.at ?? 0) / HOUR - 48)).toBeLessThan(4)
    expect((found?.since.n ?? 0) + (found?.until?.n ?? 0)).toBeLessThanOrEqual(found?.n ?? 0)
    // 75% of 36 hours with 100 requests each were correct, and 16% of these are wrong in that time.
    expect(Math.abs((found?.since.excess ?? 0) / (0.75 * 0.16 * 3600) - 1)).toBeLessThan(0.25)
  }
  const lasting = openConceptWatch(reference)
    .read(logOf(1, 72, { since: 12 }))
    .get(NAME)
  expect(lasting?.until).toBeUndefined()
})

test('over a day without drift, read every hour, at most 5% of 100 logs report one', () => {
  let alarms = 0
  for (let seed = 1; seed <= 100; seed++) {
    const log = logOf(seed, 24)
    const [watch, { labelAt }] = [openConceptWatch(reference), log.buffer]
    // Labels are stored hour by hour.
    const hidden = log.buffer.labelBy.slice()
    let drifted = false
    for (let hour = 7; hour <= 24; hour++) {
      log.buffer.labelBy = hidden.map((by, slot) => ((labelAt[slot] as number) <= hour * HOUR ? by : 255))
      drifted ||= watch.read(log).get(NAME)?.drifted === true
    }
    if (drifted) alarms++
  }
  expect(alarms).toBeLessThanOrEqual(5)
})

test('the result does not depend on how often it is read', () => {
  const log = logOf(3, 36, { since: 24 })
  const once = openConceptWatch(reference).read(log)
  const [watch, { labelAt, labelBy }] = [openConceptWatch(reference), log.buffer]
  for (const until of [8, 8.5, 20, 36]) {
    log.buffer.labelBy = labelBy.map((by, slot) => ((labelAt[slot] as number) <= until * HOUR ? by : 255))
    watch.read(log)
  }
  expect(watch.read(log)).toEqual(once)
})

test('labels of the label queue and of load tests do not count, nor requests before the last change', () => {
  const labelsIn = (log: ReturnType<typeof logOf>, known = reference) => openConceptWatch(known).read(log).get(NAME)?.n
  expect(labelsIn(logOf(1, 12, { by: 'person' }))).toBeUndefined()
  expect(labelsIn(logOf(1, 12, { source: 'load' }))).toBeUndefined()
  expect(labelsIn(logOf(1, 12))).toBe(601)
  expect(labelsIn(logOf(1, 12), { ...reference, answersSince: 4 * HOUR })).toBe(201)
})

test('for requests from outside the reference is a sample, so that its own error is no drift', () => {
  // The outside world is wrong in 28% of cases, which 400 rows with 25% do not rule out.
  const p = (source: string) =>
    openConceptWatch(reference)
      .read(logOf(5, 48, { since: 20, source }))
      .get(NAME)?.p ?? 0
  expect(p('url')).toBeGreaterThan(100 * p('held-out'))
})

test('numbers: a lasting increase of large errors is drift', () => {
  const errors = Float32Array.from({ length: 200 }, (_, i) => i / 200)
  const rows = { outputs: errors, truth: new Float32Array(200) }
  const known: DriftReference = { inputs: [], answers: [answerReference(VERSION, [], rows, rows, 'all')] }
  const drift = (factor: number) => {
    const log = logOf(1, 36)
    const random = rng(9, { kind: 'generate' })
    const { buffer } = log
    buffer.label.forEach((_, slot) => {
      const off = (errors[random.below(200)] as number) * (slot < 2000 ? 1 : factor)
      buffer.label[slot] = (buffer.columns.outputs[2 * slot] as number) + off
    })
    return openConceptWatch(known)
      .read({ ...log, book: { ...BOOK, classes: [] } })
      .get(NAME)
  }
  expect(drift(1)).toMatchObject({ by: 'error', drifted: false })
  expect(drift(1.5)).toMatchObject({ by: 'error', drifted: true })
})
