import { describe, expect, test } from 'vitest'
import { aggregates } from '../../../../ops/log/aggregates'
import { openFold } from '../../../../ops/log/fold-log'
import { openStepReader, sumOf } from '../../../../ops/log/log-metrics'
import { FIELD } from '../../../../ops/log/counters'
import { slotOf } from '../../../../ops/log/request-buffer'
import { book, sampleLog } from '../../../../ops/log/sample-log.test-help'
import { type LogDictionary, STATUSES } from '../../../../ops/log-entry'
import { HOUR } from '../../../../ops/scenario/scenario'
import { compareWorst, mistakesOf } from './debug-view'
import { featureShifts, firstKind, matchingRequests, PAGE, REQUEST_KINDS, requestKinds } from './matching-requests'

const log = sampleLog(4000, HOUR)
const folding = openFold({ aggregates })
folding.push([log.requests, log.labels], log.through, book)
const { buffer } = folding
const all = { from: 0, to: HOUR }

describe('listed requests', () => {
  test('match the query, newest first, one page at a time', () => {
    const first = matchingRequests(buffer, { kind: 'failed', slice: 1 }, all)
    expect(first).toHaveLength(PAGE)
    for (const id of first) {
      expect(STATUSES[buffer.columns.status[slotOf(buffer, id)] as number]).toMatch(/failed|unready/)
      expect(buffer.columns.slice[slotOf(buffer, id)]).toBe(1)
    }
    expect(first).toEqual(first.toSorted((a, b) => b - a))
    const second = matchingRequests(buffer, { kind: 'failed', slice: 1, before: first.at(-1) as number }, all)
    expect(second[0]).toBeLessThan(first.at(-1) as number)
    for (const { value } of REQUEST_KINDS)
      expect(matchingRequests(buffer, { kind: value }, { from: 0, to: 0 })).toEqual([])
    expect(requestKinds({ ...book, classes: [] }).map(({ value }) => value)).not.toContain('wrong')
  })

  test('of one mistake are as many as its count', () => {
    const [worst] = mistakesOf(
      sumOf(openStepReader().read(folding.states.aggregates, { ...all, step: 60_000 }, 1, () => false).steps).all,
    )
    if (!worst) throw new Error('no mistakes')
    const ids: number[] = []
    for (let before: number | undefined; ; before = ids.at(-1)) {
      const some = matchingRequests(
        buffer,
        { kind: 'wrong', mistake: worst, ...(before === undefined ? {} : { before }) },
        all,
      )
      ids.push(...some)
      if (some.length < PAGE) break
    }
    expect(new Set(ids).size).toBe(worst.count)
    expect(ids.every((id) => buffer.label[slotOf(buffer, id)] === worst.actual)).toBe(true)
  })
})

describe('common traits of failures', () => {
  const features: LogDictionary['features'] = [
    { column: 'age', measure: 'value' },
    { column: 'shop', measure: 'value', values: ['a', 'b'] },
    { column: 'noise', measure: 'value' },
  ]
  const columns = new Float32Array(3 * 4000)
  for (let i = 0; i < 4000; i++) {
    const bad = log.requests.status[i] !== 0
    // Failed requests have an age that is two standard deviations higher, and always belong to category b.
    columns.set([(i % 2) * 2 - 1 + (bad ? 2 : 0), bad ? 1 : i % 2, (i * 7919) % 100], 3 * i)
  }
  const own = openFold({})
  own.push([{ ...log.requests, features: columns }], log.through, { ...book, features })

  test('are listed with the largest difference first, for categories by value', () => {
    const { shifts, failures, others } = featureShifts(own.buffer, { features, classes: book.classes }, all)
    expect(failures + others).toBe(4000)
    expect(shifts.map(({ name }) => name)).toEqual(['age', 'shop', 'noise'])
    expect(shifts[0]?.size).toBeCloseTo(2, 0)
    expect(shifts[1]).toMatchObject({ bad: expect.closeTo(1, 9), value: 'b' })
    expect(Math.abs(shifts[2]?.size ?? 1)).toBeLessThan(0.2)
  })

  test('are not listed for too few failures', () => {
    expect(featureShifts(own.buffer, { features, classes: book.classes }, { from: 0, to: 1000 }).shifts).toEqual([])
  })

  test('of numbers are those with the largest errors', () => {
    const one = openFold({})
    const age: LogDictionary['features'] = [{ column: 'age', measure: 'value' }]
    const count = 400
    // Every twentieth prediction has a large error, and its row has a high age.
    const far = (i: number) => i % 20 === 0
    const requests = {
      ...log.requests,
      ...{ count, width: 1, at: log.requests.at.slice(0, count), status: new Uint8Array(count) },
      predicted: new Int16Array(count).fill(-1),
      outputs: new Float32Array(count).fill(5),
      features: Float32Array.from({ length: count }, (_, i) => (far(i) ? 80 : 20 + (i % 9))),
      times: new Float32Array(3 * count),
    }
    const labels = {
      ...{ kind: 'labels' as const, count, at: new Float64Array(count).fill(HOUR), by: new Uint8Array(count) },
      id: Float64Array.from({ length: count }, (_, i) => i),
      label: Float32Array.from({ length: count }, (_, i) => (far(i) ? 50 : 5 + (i % 3) / 10)),
    }
    one.push([requests, labels], log.through, { ...book, classes: [], features: age })
    const { shifts, failures } = featureShifts(one.buffer, { features: age, classes: [] }, all)
    expect(failures).toBe(20)
    expect(shifts[0]).toMatchObject({ name: 'age', bad: 80 })
  })
})

test('the worst slice comes first, by accuracy or availability, whichever is lower', () => {
  const row = (success: number, accuracy: number, error = 0, labeled = 9) => ({
    success,
    quality: { labeled, accuracy, error },
  })
  const [good, inaccurate, unanswered, empty] = [
    row(1, 0.97),
    row(0.99, 0.9),
    row(0.6, 0.98),
    row(Number.NaN, Number.NaN, Number.NaN, 0),
  ]
  const sorted = (rows: readonly (typeof good)[], classes: number) =>
    rows.toSorted((a, b) => compareWorst(a, b, classes))
  expect(sorted([empty, good, inaccurate, unanswered], 3)).toEqual([unanswered, inaccurate, good, empty])
  const numbers = [row(1, 0, 2), row(0.999, 0, 3), row(0.8, 0, 1), row(1, 0, 0, 0)]
  expect(sorted(numbers, 0).map(({ quality }) => quality.error)).toEqual([1, 3, 2, 0])
})

test('requests without an answer are listed first, then rejected ones, then wrong ones, then all', () => {
  const status = (name: (typeof STATUSES)[number]) => FIELD.status + STATUSES.indexOf(name)
  const labels = [
    [FIELD.labeled, 5],
    [FIELD.right, 4],
  ] as const
  expect(firstKind(new Map([[status('unready'), 1], [status('full'), 3], ...labels]))).toBe('failed')
  expect(firstKind(new Map([[status('full'), 3], ...labels]))).toBe('refused')
  expect(firstKind(new Map(labels))).toBe('wrong')
  expect(
    firstKind(
      new Map([
        [FIELD.labeled, 5],
        [FIELD.right, 5],
      ]),
    ),
  ).toBe('all')
})
