import { expect, test } from 'vitest'
import { inputKey } from '../log/distinct-inputs'
import { fold } from '../log/fold-log'
import { book, sampleLog } from '../log/sample-log.test-help'
import { NO_VERSION_INDEX } from '../log-entry'
import { readShadow, shadow } from './shadow'

test('equals a count by hand: requests, disagreements, and which of the two alone was correct', () => {
  const log = sampleLog(3000, 6 * 3_600_000)
  const { labels } = log
  // Some requests get no prediction from the shadow, which is a wrong one.
  const shadowPredicted = log.requests.shadowPredicted.map((own, i) => (i % 9 === 0 ? -1 : own))
  const requests = { ...log.requests, shadowPredicted }
  const found = readShadow(fold({ shadow }, [requests, labels, ...log.changes], log.through, book).shadow)
  // During a canary, requests answered by the challenger are not compared with the champion, and requests that the
  // champion did not predict are compared with nothing.
  const isPredicted = (i: number) => (requests.predicted[i] as number) >= 0
  const byChampion = Array.from({ length: requests.count }, (_, i) => i).filter(
    (i) => requests.shadowVersion[i] !== NO_VERSION_INDEX && requests.alias[i] === 0,
  )
  const shadowed = byChampion.filter(isPredicted)
  expect(shadowed.length).toBeLessThan(byChampion.length)
  expect(shadowed.length).toBeLessThan(requests.shadowVersion.filter((version) => version !== NO_VERSION_INDEX).length)
  const apart = shadowed.filter((i) => requests.shadowPredicted[i] !== requests.predicted[i])
  const failed = shadowed.filter((i) => (requests.shadowPredicted[i] as number) < 0)
  expect(failed.length).toBeGreaterThan(10)
  expect([found.asked, found.apart, found.failed]).toEqual([shadowed.length, apart.length, failed.length])
  expect(found.inputs.length).toBe(Math.min(200, new Set(apart.map((i) => inputKey(requests, i) ?? -1 - i)).size))

  const first = new Map<number, number>()
  for (let i = 0; i < labels.count; i++)
    if (!first.has(labels.id[i] as number)) first.set(labels.id[i] as number, labels.label[i] as number)
  const labeled = shadowed.filter((i) => first.has(i))
  expect(found.labels).toBe(labeled.length)
  for (const slice of found.slices) {
    const its = labeled.filter((i) => requests.slice[i] === slice.slice)
    const right = (i: number) => [requests.predicted[i] === first.get(i), requests.shadowPredicted[i] === first.get(i)]
    expect(slice.lost).toBe(its.filter((i) => right(i)[0] && !right(i)[1]).length)
    expect(slice.won).toBe(its.filter((i) => !right(i)[0] && right(i)[1]).length)
  }
})

test('a repeated input is no further evidence: the interval rests on the different ones', () => {
  const log = sampleLog(6000, 6 * 3_600_000, 4)
  const row = log.requests.row.map((_, i) => i % 4)
  const same = { strength: log.requests.strength.map(() => 0), operator: log.requests.operator.map(() => 0) }
  const source = log.requests.source.map(() => 0)
  const { shadow: state } = fold({ shadow }, [{ ...log.requests, ...same, row, source }, log.labels], log.through, book)
  const { verdict, distinct, difference, labels, slices } = readShadow(state)
  expect([verdict, distinct, labels > 100]).toEqual(['cannot tell yet', 4, true])
  expect(difference.high - difference.low).toBeGreaterThan(1)
  // Nor is it in a slice.
  for (const { p } of slices) expect(p).toBeGreaterThan(0.05)
})

test('with a shadow that answers at random, the verdict is that the champion is better', () => {
  const log = sampleLog(6000, 6 * 3_600_000, 4)
  const { shadow: state } = fold({ shadow }, [log.requests, log.labels], log.through, book)
  expect(readShadow(state).verdict).toBe('worse')
})

test('a shadow that fails for a tenth of the requests and else agrees is worse', () => {
  const log = sampleLog(6000, 6 * 3_600_000, 4)
  const shadowPredicted = log.requests.predicted.map((own, i) => (i % 10 === 0 ? -1 : own))
  const { shadow: state } = fold({ shadow }, [{ ...log.requests, shadowPredicted }, log.labels], log.through, book)
  const { verdict, apart, failed, asked } = readShadow(state)
  expect([verdict, apart]).toEqual(['worse', failed])
  expect(failed / asked).toBeCloseTo(0.1, 1)
})
