import { expect, test } from 'vitest'
import { liveText } from '../../../../messages/en/operate/live'
import { aggregates } from '../../../../ops/log/aggregates'
import { openFold } from '../../../../ops/log/fold-log'
import { openStepReader, sumOf } from '../../../../ops/log/log-metrics'
import { costTotals } from '../../../../ops/log/log-series.test-help'
import { book, sampleLog } from '../../../../ops/log/sample-log.test-help'
import { HOUR } from '../../../../ops/scenario/scenario'
import { costOfRange, DEFAULT_PRICES } from './business-view'

test('the cost of abstentions is not called unanswered, which availability does not count them as', () => {
  expect(liveText.cost.details({ wrong: 0, unanswered: 8.6, compute: 0 })).toMatch(/ unanswered or abstained$/)
})

test('for whole hours it is the cost in the log; for half of the requests it has half of the machine time', () => {
  const log = sampleLog(2000, 4 * HOUR)
  const folding = openFold({ aggregates })
  folding.push([log.requests, log.labels], log.through, book)
  const levels = folding.states.aggregates
  const read = (from: number, to: number, step: number) =>
    sumOf(openStepReader().read(levels, { from, to, step }, 1, () => false).steps)
  const hourly = read(0, 4 * HOUR, HOUR)
  const whole = costOfRange(read(0, 4 * HOUR, 600_000), hourly, [1], DEFAULT_PRICES)
  expect(whole).toEqual(costTotals(levels, { from: 0, to: 4 * HOUR }, [1], DEFAULT_PRICES))
  const half = costOfRange(read(0, 2 * HOUR, 600_000), hourly, [1], DEFAULT_PRICES)
  expect(half.busyMs / whole.busyMs).toBeGreaterThan(0.4)
  expect(half.busyMs / whole.busyMs).toBeLessThan(0.6)
})
