import { describe, expect, test } from 'vitest'
import { calibrationOf } from '../../metrics/calibration-error'
import { wilson } from '../../metrics/intervals'
import { nearestRank } from '../../metrics/latency-quantiles'
import { confidenceAt, makeColumns } from '../log/columns'
import { distinctInputs } from '../log/distinct-inputs'
import { fold, openFold } from '../log/fold-log'
import { book, sampleLog } from '../log/sample-log.test-help'
import { budgetOf } from '../alerts/objectives'
import { objectivesOf } from '../alerts/past.test-help'
import { type Entry, HTTP_STATUS, LABEL_SOURCES, type Labels, NOT_QUEUED, STATUSES } from '../log-entry'
import { aggregates, DAY_MS } from './aggregates'
import { calibrationNow, estimatedAccuracy } from './calibration.test-help'
import { cellOf, FIELD } from './counters'
import {
  confusionOf,
  harmOf,
  openStepReader,
  qualityOf,
  replicasOf,
  requestsOf,
  sumOf,
  totalCounters,
} from './log-metrics'
import {
  answersOf,
  budgetMinutes,
  costSeries,
  costTotals,
  countersByStep,
  latencySeries,
  latencyTotals,
  qualityByCell,
  qualitySeries,
  replicasSeries,
  successSeries,
  trafficSeries,
  trafficTotals,
  waitingSeries,
} from './log-series.test-help'
import { OUTCOME, outcomesAt } from './outcome-counts'
import { entriesSince, sampledLabels } from './stored-entries'

const HOUR = 3_600_000
const RIGHT = { id: 'right', kind: 'accuracy', targetPercent: 90, overDays: 7 } as const
const log = sampleLog(6000, DAY_MS)
const { requests, labels } = log
const { aggregates: levels } = fold({ aggregates }, [requests, labels], log.through, book)
const all = [...requests.at.keys()]
const day = { from: 0, to: DAY_MS }
const status = (i: number) => STATUSES[requests.status[i] as number] ?? 'ok'
const answered = (i: number) => HTTP_STATUS[status(i)] === 200
const latest = new Map(Array.from(labels.id, (id, row) => [id, row]))
const labeled = all.filter((i) => latest.has(i) && (requests.predicted[i] as number) >= 0)
const right = (i: number) => labels.label[latest.get(i) as number] === requests.predicted[i]

/** The indices of the requests in each hour. */
const hours = Array.from({ length: 24 }, (_, hour) =>
  all.filter((i) => Math.floor((requests.at[i] as number) / HOUR) === hour),
)

test('the interval of an accuracy rests on different inputs: repeated ones are no further evidence', () => {
  const counters = totalCounters(levels, day)
  const zeros = requests.source.map(() => 0)
  const repeats = (rows: number) => {
    const row = requests.row.map((_, i) => (rows === 0 ? -1 : i % rows))
    const folding = openFold({})
    folding.push([{ ...requests, row, source: zeros, operator: zeros.slice(), strength: zeros }, labels], DAY_MS, book)
    return distinctInputs(folding.buffer)
  }
  const labeledAll = qualityOf(counters, book.classes.length).labeled
  const few = qualityOf(counters, book.classes.length, repeats(20))
  expect([few.inputs, few.labeled]).toEqual([20, labeledAll])
  expect(few.interval).toEqual(wilson(few.accuracy, 20))
  // External inputs do not repeat. A few labels of many rows rest on nearly as many inputs.
  expect(repeats(0)(labeledAll)).toBe(labeledAll)
  expect(repeats(500)(10)).toBe(10)
  expect(repeats(500)(500)).toBeLessThan(400)
})

const sumOver = (n: number, of: (i: number) => number) =>
  Array.from({ length: n }, (_, i) => of(i)).reduce((sum, one) => sum + one, 0)

test('labels by hand estimate nothing, except as corrections of labels that do', () => {
  const by = labels.by.map((_, row) => (row * 7919) % 3)
  const mixed: Labels = { ...labels, by }
  const folding = openFold({ aggregates, objectives: objectivesOf([RIGHT]) })
  folding.push([requests, mixed], log.through, book)
  const { buffer, states } = folding
  const quality = qualityOf(totalCounters(states.aggregates, day), book.classes.length)
  const rowsOf = new Map<number, number[]>()
  for (const [row, id] of labels.id.entries()) rowsOf.set(id, [...(rowsOf.get(id) ?? []), row])
  const isByHand = (row: number) => LABEL_SOURCES[by[row] as number] === 'person'
  const sampled = [...rowsOf].filter(([, rows]) => !rows.every(isByHand))
  const predicted = (i: number) => requests.predicted[i] as number
  const known = sampled.filter(([i]) => predicted(i) >= 0)
  const isRight = ([i, rows]: (typeof known)[number]) => labels.label[rows.at(-1) as number] === predicted(i)
  expect(quality.labeled).toBe(known.length)
  expect(quality.accuracy).toBe(known.filter(isRight).length / known.length)
  expect(totalCounters(states.aggregates, day).get(FIELD.byHand)).toBe(rowsOf.size - sampled.length)
  // An objective counts the first label of these when it arrives.
  const first = known.map(([i, rows]) => labels.label[rows.find((row) => !isByHand(row)) as number] === predicted(i))
  const wanted = { total: first.length, bad: first.filter((one) => !one).length }
  expect(states.objectives.objectives.map((one) => budgetOf(states.objectives, one))).toMatchObject([wanted])
  const outcomes = (column: number) => sumOver(1441, (minute) => outcomesAt(states.aggregates.outcomes, column, minute))
  expect(outcomes(OUTCOME.labels)).toBe(wanted.total)
  expect(outcomes(OUTCOME.wrong)).toBe(wanted.bad)
  expect([...sampledLabels(buffer).id].sort((a, b) => a - b)).toEqual(sampled.map(([i]) => i).sort((a, b) => a - b))
  // The log keeps who gave each label: a correction is by hand too.
  const sources = entriesSince(buffer, [], 0).flatMap((entry) =>
    entry.kind === 'labels' ? Array.from(entry.id, (id, i) => [id, entry.by[i]] as const) : [],
  )
  expect(new Map(sources)).toEqual(new Map([...rowsOf].map(([id, rows]) => [id, by[rows.at(-1) as number]])))
})

test('requests that a version abstained on are no inputs of its accuracy', () => {
  const columns = makeColumns(40, { width: 3, stages: 3 })
  const abstained = STATUSES.indexOf('abstained')
  for (let i = 0; i < 40; i++) {
    columns.row[i] = i % 20
    columns.status[i] = i % 20 < 5 ? abstained : 0
    columns.predicted[i] = i % 20 < 5 ? -1 : 1
  }
  const entries: readonly Entry[] = [
    { kind: 'requests', first: 0, count: 40, width: 3, ...columns },
    {
      kind: 'labels',
      ...{ count: 40, id: Float64Array.from({ length: 40 }, (_, i) => i) },
      ...{ label: new Float32Array(40), at: new Float64Array(40), by: new Uint8Array(40) },
    },
  ]
  const folding = openFold({ aggregates })
  folding.push(entries, 60_000, book)
  const counters = totalCounters(folding.states.aggregates, day)
  expect(qualityOf(counters, 3, distinctInputs(folding.buffer))).toMatchObject({ labeled: 30, inputs: 15 })
})

describe('reducers give the results of a plain loop over the requests', () => {
  test('traffic', () => {
    const { requests: counts, perSecond, at } = trafficSeries(levels, { ...day, step: HOUR })
    expect(at).toEqual(hours.map((_, i) => i * HOUR))
    expect(counts).toEqual(hours.map((ids) => ids.length))
    expect(perSecond[3]).toBeCloseTo((hours[3]?.length ?? 0) / 3600, 12)
    const cached = all.filter((i) => requests.cached[i] === 1).length
    expect(trafficTotals(levels, day)).toEqual({ requests: 6000, perSecond: 6000 / 86_400, cached: cached / 6000 })
    const fine = trafficSeries(levels, { from: 5 * HOUR, to: 6 * HOUR, step: 600_000 }, { slice: 1 })
    expect(fine.requests.reduce((a, b) => a + b)).toBe(hours[5]?.filter((i) => requests.slice[i] === 1).length)
    expect(fine.at).toHaveLength(6)
  })

  test('each slice with each version', () => {
    const { steps } = openStepReader().read(levels, { ...day, step: HOUR }, 1, () => false)
    const { pairs } = sumOf(steps)
    for (const version of [0, 1])
      for (const slice of [0, 1]) {
        const own = (i: number) => requests.version[i] === version && requests.slice[i] === slice
        const counters = pairs.get(cellOf(version, slice)) ?? new Map()
        expect(requestsOf(counters)).toBe(all.filter(own).length)
        expect(qualityOf(counters, 3).accuracy).toBe(
          labeled.filter((i) => own(i) && right(i)).length / labeled.filter(own).length,
        )
      }
  })

  test('success, and the minutes for error budgets', () => {
    const { counts, success } = successSeries(levels, { ...day, step: HOUR })
    hours.forEach((ids, hour) => {
      expect(counts[hour]?.failed).toBe(ids.filter((i) => status(i) === 'failed').length)
      const matching = ids.filter((i) => status(i) !== 'invalid')
      expect(success[hour]).toBe(matching.filter(answered).length / matching.length)
    })
    const { total: of, bad } = budgetMinutes(levels, { first: 0, count: 1440 })
    expect(of.reduce((a, b) => a + b)).toBe(all.filter((i) => status(i) !== 'invalid').length)
    expect(bad.reduce((a, b) => a + b)).toBe(all.filter((i) => status(i) !== 'invalid' && !answered(i)).length)
    const late = budgetMinutes(levels, { first: 0, count: 1440, withinMs: 6 }).bad.reduce((a, b) => a + b)
    const slow = (limit: number) =>
      all.filter((i) => status(i) !== 'invalid' && (!answered(i) || (requests.total[i] as number) > limit)).length
    expect(late).toBeLessThanOrEqual(slow(6))
    expect(late).toBeGreaterThanOrEqual(slow(6 * 1.0203))
    expect(late).toBeGreaterThan(bad.reduce((a, b) => a + b))
  })

  test('latency within 1%, of requests and of stages', () => {
    const { latency } = latencySeries(levels, { ...day, step: HOUR })
    hours.forEach((ids, hour) => {
      const times = Float64Array.from(ids.filter(answered), (i) => requests.total[i] as number).sort()
      expect(latency[hour]?.count).toBe(times.length)
      expect(Math.abs((latency[hour]?.p95 ?? 0) / nearestRank(times, 0.95) - 1)).toBeLessThan(0.0101)
    })
    const model = Float64Array.from(all, (i) => requests.times[3 * i + 1] as number).filter((ms) => !Number.isNaN(ms))
    const stage = latencyTotals(levels, day, { kind: 'stage', stage: 1 })
    expect(stage.count).toBe(model.length)
    expect(stage.mean).toBeCloseTo(model.reduce((a, b) => a + b) / model.length, 3)
    expect(Math.abs(stage.p99 / nearestRank(model.sort(), 0.99) - 1)).toBeLessThan(0.0101)
  })

  test('quality by the latest label, worst slice first', () => {
    const counters = totalCounters(levels, day)
    const quality = qualityOf(counters, 3)
    const share = labeled.filter(right).length / labeled.length
    expect(quality).toMatchObject({
      labeled: labeled.length,
      accuracy: share,
      interval: wilson(share, labeled.length),
    })
    const confusion = confusionOf(counters, 3)
    expect(confusion.flat().reduce((a, b) => a + b)).toBe(labeled.length)
    expect(confusion.reduce((sum, row, k) => sum + (row[k] ?? 0), 0)).toBe(labeled.filter(right).length)
    expect(answersOf(counters, 3)[2]).toBe(all.filter((i) => requests.predicted[i] === 2).length)
    const cells = qualityByCell(levels, day, 3).filter(({ labeled }) => labeled > 0)
    expect(cells).toHaveLength(4)
    expect(cells.map(({ accuracy }) => accuracy)).toEqual(cells.map(({ accuracy }) => accuracy).sort())
    const first = qualitySeries(levels, { ...day, step: HOUR }, 3).quality[0]
    expect(first?.labeled).toBe(hours[0]?.filter((i) => labeled.includes(i)).length)
    const known = all.filter((i) => (requests.predicted[i] as number) >= 0 && !Number.isNaN(requests.truth[i]))
    expect(harmOf(totalCounters(levels, day))).toEqual({
      known: known.length,
      wrong: known.filter((i) => requests.truth[i] !== requests.predicted[i]).length,
    })
  })

  test('calibration error is that of metrics on the same predictions', () => {
    const rows = labeled.filter((i) => status(i) === 'ok')
    const confidence = rows.map((i) => confidenceAt(requests.outputs, 3, i))
    const now = calibrationNow(totalCounters(levels, day), 4)
    expect(now.labeled).toBe(rows.length)
    expect(now.ece).toBeCloseTo(calibrationOf({ confidence, right: rows.map(right) }).ece, 5)
    expect(now.band.median).toBeGreaterThan(0)
    expect(now.band.threshold).toBeGreaterThan(now.band.median)
    // This model is equally accurate at low and at high confidence, so it is poorly calibrated.
    expect(now.ece).toBeGreaterThan(now.band.threshold)
  })

  test('estimated accuracy is that of the labels without drift', () => {
    const [before, later] = [
      totalCounters(levels, { from: 0, to: 12 * HOUR }),
      totalCounters(levels, { from: 12 * HOUR, to: DAY_MS }),
    ]
    const truth = all.filter(
      (i) => (requests.at[i] as number) >= 12 * HOUR && status(i) === 'ok' && !Number.isNaN(requests.truth[i]),
    )
    const share = truth.filter((i) => requests.truth[i] === requests.predicted[i]).length / truth.length
    expect(Math.abs(estimatedAccuracy(later, before) - share)).toBeLessThan(0.06)
  })

  test('warm replicas and cold starts', () => {
    const one = replicasSeries(levels, { ...day, step: HOUR }, { version: 1 })
    hours.forEach((ids, hour) => {
      const matching = ids.filter((i) => requests.version[i] === 1)
      const asked = matching.filter((i) => requests.warm[i] !== NOT_QUEUED)
      expect(one.replicas[hour]).toEqual({
        cold: matching.filter((i) => requests.cold[i] === 1).length,
        warm: asked.reduce((sum, i) => sum + (requests.warm[i] as number), 0) / asked.length,
      })
    })
    const cold = all.filter((i) => requests.cold[i] === 1).length
    expect(replicasOf(totalCounters(levels, day)).cold).toBe(cold)
    expect(cold).toBeGreaterThan(100)
  })

  test('cost and waiting', () => {
    const prices = { busyHour: 2, wrongAnswer: 0.1, noAnswer: 0.05 }
    const cost = costTotals(levels, day, [1], prices)
    const busy = all.reduce((sum, i) => sum + (requests.times[3 * i + 1] || 0), 0)
    expect(cost.busyMs).toBeCloseTo(busy, 0)
    // Requests without a response and abstentions, by status: limited, unready, failed, and abstained.
    expect(cost.unanswered).toBe(all.filter((i) => [2, 3, 4, 5].includes(requests.status[i] as number)).length)
    expect(cost.wrong).toBe(harmOf(totalCounters(levels, day)).wrong)
    expect(cost.money).toBeCloseTo((2 * cost.busyMs) / HOUR + 0.1 * cost.wrong + 0.05 * cost.unanswered, 10)
    const series = costSeries(levels, { ...day, step: 60_000 }, [1], prices)
    expect(series.step).toBe(HOUR)
    expect(series.cost.reduce((sum, { busyMs }) => sum + busyMs, 0)).toBeCloseTo(cost.busyMs, 6)
    const { waitedMs, inLine } = waitingSeries(levels, { ...day, step: HOUR })
    const waits = (of: readonly number[] = []) => of.reduce((sum, i) => sum + (requests.waited[i] as number), 0)
    // The mean leaves out requests that were rejected: invalid, limited, and unready.
    const accepted = hours[2]?.filter((i) => ![1, 2, 3].includes(requests.status[i] as number)) ?? []
    expect(accepted.length).toBeLessThan(hours[2]?.length ?? 0)
    expect(waitedMs[2]).toBeCloseTo(waits(accepted) / accepted.length, 4)
    expect(inLine[2]).toBeCloseTo(waits(hours[2]) / HOUR, 8)
  })
})

test('requests that wait past the end of their minute or hour count in the queue for as long as they wait', () => {
  const [count, arrival, waitMs] = [40, HOUR - 150_000, 240_000]
  const columns = makeColumns(count, { width: 3, stages: 3 })
  for (let i = 0; i < count; i++) columns.at[i] = arrival + 100 * i
  columns.waited.fill(waitMs)
  const { aggregates: levels } = fold(
    { aggregates },
    [{ kind: 'requests', first: 0, count, width: 3, ...columns }],
    arrival + 60_000,
    book,
  )
  const first = arrival - 30_000
  const { inLine } = waitingSeries(levels, { from: first, to: first + 6 * 60_000, step: 60_000 })
  // Each of the 40 requests is in the queue for the last half of its minute (0.1 s less than the request before it),
  // for three whole minutes, and for the rest of the fifth.
  const late = (100 * (count * (count - 1))) / 2 / 60_000
  expect(inLine).toEqual([20 - late, 40, 40, 40, 20 + late, 0].map((n) => expect.closeTo(n, 9)))
  // The hour of their arrival has two and a half minutes of waiting, the next one has the rest.
  const hourly = waitingSeries(levels, { from: 0, to: 2 * HOUR, step: HOUR }).inLine
  const inHours = [count * 150_000 - late * 60_000, count * 90_000 + late * 60_000]
  expect(hourly).toEqual(inHours.map((ms) => expect.closeTo(ms / HOUR, 9)))
})

test('a window beyond the minutes stored uses hours, then days', () => {
  const long = sampleLog(500, 70 * DAY_MS)
  const { aggregates: old } = fold({ aggregates }, [long.requests], long.through, book)
  const minute = { to: 70 * DAY_MS, step: 60_000 }
  expect(countersByStep(old, { from: 69 * DAY_MS, ...minute }).step).toBe(60_000)
  expect(countersByStep(old, { from: 20 * DAY_MS, ...minute }).step).toBe(HOUR)
  expect(countersByStep(old, { from: 0, ...minute }).step).toBe(DAY_MS)
  expect(trafficTotals(old, { from: 0, to: 70 * DAY_MS }).requests).toBe(500)
})
