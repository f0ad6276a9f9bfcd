import { expect, test } from 'vitest'
import { rng } from '../../base/rng'
import { addToSketch, nearestRank, sketchQuantile } from '../../metrics/latency-quantiles'
import type { Requests } from '../log-entry'
import { aggregates, cellsOf, DAY_MS, LEVELS, type Levels, openLevels, packDay, unpackDay } from './aggregates'
import { makeColumns } from './columns'
import {
  addCounters,
  bucketOf,
  bump,
  type Counters,
  cellName,
  cellOf,
  decodeCells,
  encodeCells,
  FIELD,
  latencySketch,
  stageCell,
} from './counters'
import { fold, openFold } from './fold-log'
import { book, cut, sampleLog } from './sample-log.test-help'

const HOUR = 3_600_000

/** The sum of the counts of all buckets at a level within [from, to). */
function sum(levels: ReturnType<typeof openLevels>, ms: number, from: number, to: number): Map<number, Counters> {
  const all = new Map<number, Counters>()
  for (let bucket = from / ms; bucket < to / ms; bucket++) {
    for (const [cell, counters] of cellsOf(levels, ms, bucket) ?? []) {
      const into = all.get(cell) ?? new Map()
      addCounters(into, counters)
      all.set(cell, into)
    }
  }
  return new Map(
    [...all].sort(([a], [b]) => a - b).map(([cell, c]) => [cell, new Map([...c].sort(([a], [b]) => a - b))]),
  )
}

test('every count equals that of a plain loop over the requests', () => {
  const log = sampleLog(3000, 6 * HOUR)
  const { requests, labels } = log
  const { aggregates: levels } = fold({ aggregates }, [requests, labels], log.through, book)
  const latest = new Map(Array.from(labels.id, (id, i) => [id, i]))
  const of = (version: number, slice: number) => {
    const counters = sum(levels, 60_000, 0, 6 * HOUR).get(cellOf(version, slice))
    const ids = [...requests.at.keys()].filter((i) => requests.version[i] === version && requests.slice[i] === slice)
    return { get: (field: number) => counters?.get(field) ?? 0, ids }
  }
  const { get, ids } = of(0, 1)
  const count = (fits: (id: number) => boolean) => ids.filter(fits).length
  expect(get(FIELD.status)).toBe(count((i) => requests.status[i] === 0))
  expect(get(FIELD.status + 6)).toBe(count((i) => requests.status[i] === 6))
  expect(get(FIELD.cached)).toBe(count((i) => requests.cached[i] === 1))
  expect(get(FIELD.predicted + 2)).toBe(count((i) => requests.predicted[i] === 2))
  expect(get(FIELD.harmed)).toBe(
    count(
      (i) =>
        (requests.predicted[i] as number) >= 0 &&
        !Number.isNaN(requests.truth[i]) &&
        requests.truth[i] !== requests.predicted[i],
    ),
  )
  const labeled = ids.filter((i) => latest.has(i) && (requests.predicted[i] as number) >= 0)
  expect(get(FIELD.labeled)).toBe(labeled.length)
  expect(get(FIELD.right)).toBe(
    labeled.filter((i) => labels.label[latest.get(i) as number] === requests.predicted[i]).length,
  )
  expect(get(FIELD.confusion + 65_536 * 1 + 2)).toBe(
    labeled.filter((i) => requests.predicted[i] === 2 && labels.label[latest.get(i) as number] === 1).length,
  )
  const bins = [...(sum(levels, 60_000, 0, 6 * HOUR).get(cellOf(0, 1)) ?? [])].filter(
    ([f]) => f >= 32 && f < 92 && (f - 32) % 4 === 0,
  )
  expect(bins.reduce((all, [, n]) => all + n, 0)).toBe(get(FIELD.sure))
  const stage = sum(levels, HOUR, 0, 6 * HOUR).get(stageCell(1))
  expect(stage?.get(FIELD.passed)).toBe(requests.times.filter((ms, i) => i % 3 === 1 && !Number.isNaN(ms)).length)
})

test('minutes, hours and days have the same sums', () => {
  const log = sampleLog(4000, 30 * HOUR)
  const { aggregates: levels } = fold({ aggregates }, [log.requests, log.labels], log.through, book)
  const [minutes, hours, days] = LEVELS.map(({ ms }) => sum(levels, ms, 0, 2 * DAY_MS))
  // Per-minute counts are not broken down by stage.
  const slices = [...(hours ?? [])].filter(([cell]) => cellName(cell).kind === 'slice')
  expect([...(minutes ?? [])]).toEqual(slices)
  expect(hours).toEqual(days)
  expect(cellsOf(levels, 60_000, 0)?.size).toBeGreaterThan(0)
})

test('cells survive encoding, and report what they count', () => {
  const cells = new Map([
    [
      cellOf(0xffff, 3),
      new Map([
        [0, 1],
        [FIELD.confusion + 65_537, 2 ** 50],
      ]),
    ],
    [
      cellOf(2, 0),
      new Map([
        [FIELD.latency + 9, 127],
        [FIELD.latency + 8, 128],
      ]),
    ],
    [stageCell(4), new Map([[FIELD.passed, 7]])],
  ])
  expect(decodeCells(encodeCells(cells))).toEqual(cells)
  expect([...cells.keys()].map(cellName)).toEqual([
    { kind: 'slice', slice: 3 },
    { kind: 'slice', version: 2, slice: 0 },
    { kind: 'stage', stage: 4 },
  ])
})

test('quantiles of counted times are those of the times, within 1%', () => {
  const random = rng(9, { kind: 'generate' })
  const times = Float64Array.from({ length: 3000 }, () => 0.002 + 400 * random.uniform() ** 6)
  const counters: Counters = new Map()
  for (const ms of times) bump(counters, FIELD.latency + bucketOf(ms), 1)
  times.sort()
  for (const q of [0, 0.001, 0.5, 0.9, 0.95, 0.99, 0.999, 1]) {
    expect(Math.abs(sketchQuantile(latencySketch(counters), q) / nearestRank(times, q) - 1)).toBeLessThan(0.0101)
  }
  // Every bucket has the same counts as the sketch in metrics/.
  const { from, counts, none, count } = addToSketch(times)
  expect(latencySketch(counters)).toMatchObject({ from, counts, none, count })
  expect([0, -1, Number.NaN, 0.0009].map(bucketOf)).toEqual([0, 0, 0, 0])
})

test('a saved day is restored, and a truncated one is refused', () => {
  const log = sampleLog(2000, 30 * HOUR)
  const { aggregates: levels } = fold({ aggregates }, [log.requests, log.labels], log.through, book)
  const again = openLevels()
  again.day = levels.day
  for (const day of [0, 1]) unpackDay(again, day, packDay(levels, day))
  for (const { ms } of LEVELS) expect(sum(again, ms, 0, 2 * DAY_MS)).toEqual(sum(levels, ms, 0, 2 * DAY_MS))
  expect(() => unpackDay(openLevels(), 0, packDay(levels, 0).slice(0, -3))).toThrow(RangeError)
  expect([...levels.changed]).toEqual([0, 1])
})

const REQUESTS = 200_000

test('requests of a year need constant memory, and days add up to the total', () => {
  const folding = openFold({ aggregates })
  const random = rng(3, { kind: 'generate' })
  const each = REQUESTS / 365
  let first = 0
  const sizes: number[] = []
  for (let day = 0; day < 365; day++) {
    const count = Math.round((day + 1) * each) - first
    const widths = { width: 10, stages: 4 }
    const columns = makeColumns(count, widths)
    for (let i = 0; i < count; i++) {
      columns.at[i] = (day + i / count) * DAY_MS
      columns.slice[i] = random.below(5)
      columns.version[i] = day < 180 ? 0 : random.below(2)
      columns.predicted[i] = random.below(10)
      columns.truth[i] = random.below(10)
      columns.shadowVersion[i] = 0xffff
      for (let k = 0; k < 10; k++) columns.outputs[10 * i + k] = 0.01 * (k + 1)
      columns.outputs[10 * i + (columns.predicted[i] as number)] = 0.3 + 0.7 * random.uniform()
      columns.times.set([0.01, 0.2, 3 * random.uniform(), 0.01], 4 * i)
      columns.total[i] = 1 + 5 * random.uniform()
    }
    const requests: Requests = { kind: 'requests', first, count, width: 10, ...columns }
    folding.push([requests], (day + 1) * DAY_MS, { ...book, classes: Array.from({ length: 10 }, String) })
    first += count
    sizes.push(bytesOf(folding.states.aggregates))
  }
  let seen = 0
  for (const [cell, counters] of sum(folding.states.aggregates, DAY_MS, 0, 365 * DAY_MS)) {
    if (cellName(cell).kind === 'slice') seen += counters.get(FIELD.status) ?? 0
  }
  expect(seen).toBe(REQUESTS)
  expect(sizes.at(-1)).toBeLessThan(4_000_000)
  // After two months, the stored size grows only by the daily buckets.
  expect(((sizes.at(-1) as number) - (sizes[70] as number)) / 295).toBeLessThan(8000)
  const [minute] = folding.states.aggregates.levels
  expect((minute?.sealed.size ?? 0) + (minute?.hot.size ?? 0)).toBeLessThanOrEqual(2 * 1440)
})

test('reading live and at once gives the same bytes', () => {
  const log = sampleLog(500, 5 * DAY_MS)
  const once = fold({ aggregates }, [log.requests, log.labels], log.through, book).aggregates
  const live = openFold({ aggregates })
  for (const { entries, through } of cut(log, [1e7, 2e7, 1.5e8, 3e8])) live.push(entries, through, book)
  for (let day = 0; day < 5; day++) expect(packDay(live.states.aggregates, day)).toEqual(packDay(once, day))
})

/** The total size of the encoded buckets, in bytes. */
function bytesOf(levels: Levels): number {
  let sum = 0
  for (const { sealed } of levels.levels) for (const bytes of sealed.values()) sum += bytes.length
  return sum
}
