import { describe, expect, test } from 'vitest'
import { aggregates } from '../../../../ops/log/aggregates'
import { FIELD } from '../../../../ops/log/counters'
import { openFold } from '../../../../ops/log/fold-log'
import { openStepReader } from '../../../../ops/log/log-metrics'
import {
  latencySeries,
  qualitySeries,
  replicasSeries,
  trafficSeries,
  waitingSeries,
} from '../../../../ops/log/log-series.test-help'
import { book, sampleLog } from '../../../../ops/log/sample-log.test-help'
import { STATUSES } from '../../../../ops/log-entry'
import { HOUR } from '../../../../ops/scenario/scenario'
import { classToken } from '../../../charts/color-tokens'
import {
  latencySeriesOf,
  qualitySeriesOf,
  replicaSeriesOf,
  rolloutSeriesOf,
  statusSeriesOf,
  trafficSeriesOf,
  waitingSeriesOf,
} from './on-call-view'
import { timeData } from './time-plot'

const log = sampleLog(2000, 6 * HOUR)
const folding = openFold({ aggregates })
folding.push([log.requests, log.labels], log.through, book)
const levels = folding.states.aggregates
const window = { from: 0, to: 6 * HOUR, step: 600_000 }
const reading = { ...openStepReader().read(levels, window, 1, () => false), buffer: folding.buffer, at: 6 * HOUR }

describe('series of the charts', () => {
  test('equal the results of the reducers for the same window', () => {
    const traffic = trafficSeries(levels, window)
    expect(trafficSeriesOf(reading)[0]?.y).toEqual(traffic.perSecond.map((n) => expect.closeTo(60 * n, 9)))
    expect(latencySeriesOf(reading)[1]?.y).toEqual(latencySeries(levels, window).latency.map(({ p95 }) => p95))
    const waiting = waitingSeries(levels, window)
    expect(waitingSeriesOf(reading).waited[0]?.y).toEqual(waiting.waitedMs)
    expect(waitingSeriesOf(reading).inQueue[0]?.y).toEqual(waiting.inLine)
    const quality = qualitySeries(levels, window, 3).quality
    expect(qualitySeriesOf(reading, 3)[0]?.y).toEqual(
      quality.map(({ labeled, accuracy }) => (labeled < 5 ? Number.NaN : accuracy)),
    )
  })

  test('a minute that has just begun is no drop of traffic', () => {
    const steps = reading.steps.slice(0, 3).map((one, i) => ({ ...one, at: i * 60_000 }))
    const rates = (at: number, of = steps) => trafficSeriesOf({ steps: of, step: 60_000, at })[0]?.y.map(Number.isNaN)
    expect(rates(3 * 60_000)).toEqual([false, false, false])
    expect(rates(2 * 60_000 + 20_000)).toEqual([false, false, true])
    expect(rates(20_000, steps.slice(0, 1))).toEqual([false])
  })

  test('shares of a rollout add up to 1; statuses that never occurred are not drawn', () => {
    const rollout = rolloutSeriesOf(reading, book)
    expect(rollout.map(({ name }) => name)).toEqual(['digits v1', 'digits v2'])
    expect((rollout[0]?.y[3] as number) + (rollout[1]?.y[3] as number)).toBeCloseTo(1, 12)
    // Requests that found no replica were answered by no version.
    const crashed = openFold({ aggregates })
    const status = log.requests.status.map(() => STATUSES.indexOf('unready'))
    crashed.push([{ ...log.requests, status }], log.through, book)
    const unanswered = openStepReader().read(crashed.states.aggregates, window, 1, () => false)
    expect(rolloutSeriesOf(unanswered, book)).toEqual([])
    const none = {
      steps: [
        { at: 0, all: new Map([[0, 5]]), versions: new Map(), slices: new Map(), pairs: new Map(), stages: new Map() },
      ],
    }
    expect(statusSeriesOf(none)).toEqual([])
    expect(statusSeriesOf(reading).every(({ stacked }) => stacked)).toBe(true)
  })

  test('no outcome has the color of one of the first versions', () => {
    const all = new Map(STATUSES.map((_, i) => [FIELD.status + i, 1]))
    const by = () => new Map()
    const steps = [{ at: 0, all, versions: by(), slices: by(), pairs: by(), stages: by() }]
    const tokens = statusSeriesOf({ steps }).map(({ token }) => token)
    expect(new Set(tokens).size).toBe(STATUSES.length - 1)
    expect(tokens.filter((token) => [0, 1, 2].map(classToken).includes(token))).toEqual([])
  })

  test('warm replicas and cold starts equal those of the reducer', () => {
    const { warm, cold } = replicaSeriesOf(reading, book)
    expect(warm.map(({ name }) => name)).toEqual(['digits v1', 'digits v2'])
    const second = replicasSeries(levels, window, { version: 1 }).replicas
    // In this test, only answered requests reached a model.
    expect(warm[1]?.y).toEqual(second.map((one) => one.warm))
    expect(cold[0]?.y).toEqual(replicasSeries(levels, window).replicas.map((one) => one.cold))
  })

  test('the rate of an unfinished step uses the time that has passed', () => {
    const half = { ...reading, at: 5 * HOUR + 300_000 }
    const full = trafficSeriesOf(reading)[0]?.y[30] as number
    expect(trafficSeriesOf(half)[0]?.y[30]).toBeCloseTo(2 * full, 9)
    expect(trafficSeriesOf(half)[0]?.y[31]).toBeNaN()
  })

  test('a value is drawn at the center of its step, and named and saved by the start of its step', () => {
    const marks = [HOUR, 9 * HOUR].map((at) => ({ at, text: 'alias', token: 'accent', isSoft: true }))
    const {
      x,
      series,
      marks: drawn,
    } = timeData('Requests', {
      ...{ reading: { window, step: 600_000 }, at: [0, 600_000], marks, format: String },
      series: [{ name: 'received', token: 'data-1', y: [5, 7] }],
    })
    expect([x.domain, series[0]?.kind, series[0]?.x]).toEqual([[0, 6 * HOUR], 'line', [300_000, 900_000]])
    expect([x.format(900_000), x.cell?.(900_000)]).toEqual(['Mon, Jan 1, 00:10', '2024-01-01T00:10:00.000Z'])
    expect(drawn).toEqual([{ axis: 'x', at: HOUR, text: 'alias', token: 'accent', look: 'soft' }])
  })
})
