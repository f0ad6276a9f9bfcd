import { expect, test } from 'vitest'
import type { DriftAlert } from '../../../../ops/alerts/alert'
import type { Incident } from '../../../../ops/alerts/incidents'
import { driftEvidence, driftRows, driftSize, moveWords, seenWords, stateWords, verdictWords } from './evidence-text'

const HOUR_OF: Incident = {
  ...{ id: 'a', state: 'acknowledged', severity: 'page', fromMinute: 600, toldMinute: 600, cause: { of: 'answers' } },
  ...{ alerts: [], traits: [], shifts: [], moves: [], notes: [], runbook: 'wrong-answers' },
}

test('what is taken on counts from when it was, and not from when it began', () => {
  expect(stateWords({ ...HOUR_OF, takenMinute: 681 }, 681)).toBe('taken on just now')
  expect(stateWords({ ...HOUR_OF, takenMinute: 681 }, 741)).toBe('taken on for 1 hour')
  expect(stateWords({ ...HOUR_OF, state: 'open' }, 681)).toBe('open for 1 hour 21 minutes')
})

test('what is taken on says by whom and when, and that nobody is paged for it any more', () => {
  expect(seenWords({ ...HOUR_OF, takenMinute: 681 })).toBe(
    'A person took it on at Mon 1 Jan, 11:21: nobody is paged for it any more, also where more rules fire.',
  )
  expect(seenWords({ ...HOUR_OF, severity: 'ticket', takenMinute: 681 })).toContain('nobody is told of it any more')
  expect(seenWords({ ...HOUR_OF, state: 'open' })).toBeUndefined()
  expect(seenWords({ ...HOUR_OF, state: 'resolved', takenMinute: 681 })).toBe(
    'A person took it on at Mon 1 Jan, 11:21.',
  )
})

test('a mean of no values is missing', () => {
  const feature = {
    ...{ name: 'centre x', of: 'input', column: 0, decides: 'kolmogorov-smirnov', statistic: 0.5, p: 0, adjusted: 0 },
    ...{ psi: 1, bins: { now: [], before: [] }, missing: { now: 1, before: 0, p: 0 } },
    mean: { now: Number.NaN, before: 0.519 },
  }
  // Cast: of a verdict what is read.
  expect(driftSize({ feature } as unknown as DriftAlert)).toBe(
    'mean missing, reference 0.519; missing in 100 %, reference 0 %',
  )
})

test('a drift names the test that found it: of the values by its statistic, or of how many are missing', () => {
  const of = (p: number, missing: number, decides = 'kolmogorov-smirnov') =>
    // Cast: of a verdict what is read.
    driftEvidence({
      n: 500,
      feature: { decides, statistic: 0.21, p, adjusted: p, missing: { p: missing } },
    } as DriftAlert)
  expect(of(0.002, 1)).toBe('Kolmogorov-Smirnov 0.21: p = 0.002 after correction, in 500 requests')
  expect(of(0.002, 0.4, 'chi-squared')).toBe('χ² 0.21: p = 0.002 after correction, in 500 requests')
  expect(of(0.002, 0.001)).toBe('χ² of how many are missing: p = 0.002 after correction, in 500 requests')
})

test('why an incident is false is said by what it is of', () => {
  expect(verdictWords(HOUR_OF, 'true', ['Bad deploy', 'Crash'])).toBe(
    'The score knows what was at work: bad deploy, crash.',
  )
  const burn = { kind: 'accuracy' } as Incident['alerts'][number]
  const drift = { kind: 'drift' } as Incident['alerts'][number]
  expect(verdictWords({ alerts: [burn, drift] }, 'false', [])).toContain('An objective that is missed as usual')
  const words = verdictWords({ alerts: [drift] }, 'false', [])
  expect(words).not.toContain('objective')
  expect(words).toContain('no fault of it was at work')
})

test('a feature that drifted again and again is one row, with where it was furthest and all times', () => {
  const of = (name: string, psi: number, fromMinute: number, toMinute: number) =>
    // Cast: of an alert what is read.
    ({ id: `${name} ${fromMinute}`, feature: { name, psi }, fromMinute, toMinute }) as unknown as DriftAlert
  const rows = driftRows([of('confidence', 0.3, 480, 500), of('ink', 0.1, 490, 495), of('confidence', 0.5, 600, 840)])
  expect(rows.map(({ furthest, lasted }) => [furthest.feature.name, furthest.feature.psi, lasted])).toEqual([
    ['confidence', 0.5, '2 times: Mon 1 Jan, 08:00 to Mon 1 Jan, 08:20; Mon 1 Jan, 10:00 to Mon 1 Jan, 14:00'],
    ['ink', 0.1, 'Mon 1 Jan, 08:10 to Mon 1 Jan, 08:15'],
  ])
})

test('a deploy of the score is told as one', () => {
  const what = { type: 'note', note: 'n', lane: 'faults', title: 'Bad deploy', on: true } as const
  expect(moveWords({ at: 180 * 60_000, what })).toBe('Mon 1 Jan, 03:00: a build was deployed, by the score')
})
