import { expect, test } from 'vitest'
import type { BurnAlert, DriftAlert } from '../../../../ops/alerts/alert'
import type { Incident } from '../../../../ops/alerts/incidents'
import {
  driftEvidence,
  driftRows,
  driftSize,
  periodText,
  seenText,
  serviceChangeLine,
  stateText,
  traitLines,
  verdictText,
} from './evidence-text'

const HOUR_OF: Incident = {
  ...{
    id: 'a',
    state: 'acknowledged',
    severity: 'page',
    fromMinute: 600,
    notifiedMinute: 600,
    cause: { of: 'answers' },
  },
  ...{ alerts: [], traits: [], shifts: [], moves: [], notes: [], runbook: 'wrong-answers' },
}

test('an acknowledged incident counts from when it was acknowledged, not from when it began', () => {
  expect(stateText({ ...HOUR_OF, takenMinute: 681 }, 681)).toBe('acknowledged just now')
  expect(stateText({ ...HOUR_OF, takenMinute: 681 }, 741)).toBe('acknowledged 1 hour ago')
  expect(stateText({ ...HOUR_OF, state: 'open' }, 681)).toBe('open for 1 hour 21 minutes')
})

test('a resolution says when and by whom, and apart from it, how long the rules fire', () => {
  const byUser = { ...HOUR_OF, state: 'resolved', resolvedBy: 'user', resolvedMinute: 681, calmMinute: 620 } as const
  expect(stateText(byUser, 700)).toBe('resolved by you on Mon, Jan 1, 11:21 (rules still firing)')
  expect(stateText({ ...byUser, toMinute: 960 }, 999)).toBe(
    'resolved by you on Mon, Jan 1, 11:21 (rules fired until Mon, Jan 1, 16:00)',
  )
  const byItself = { ...byUser, resolvedBy: 'itself', resolvedMinute: 960, toMinute: 960 } as const
  expect(stateText(byItself, 999)).toBe('resolved automatically on Mon, Jan 1, 16:00')
})

test('after the recovery, a rule that still fires says why, and the incident does not say that it stopped', () => {
  const calm = { ...HOUR_OF, state: 'open', calmMinute: 620 } as const
  expect(stateText(calm, 660)).toBe('open for 1 hour, recovered on Mon, Jan 1, 10:20')
  expect(periodText({ fromMinute: 600 }, calm.calmMinute)).toBe(
    'Mon, Jan 1, 10:00, still firing: its window began before the recovery',
  )
  expect(periodText({ fromMinute: 600 })).toBe('Mon, Jan 1, 10:00, still firing')
})

test('an acknowledged incident says by whom and when, and that it does not page again', () => {
  expect(seenText({ ...HOUR_OF, takenMinute: 681 })).toBe(
    'You acknowledged it on Mon, Jan 1, 11:21. It will not page you again, even if more rules fire.',
  )
  expect(seenText({ ...HOUR_OF, severity: 'ticket', takenMinute: 681 })).toContain('only if it becomes a page')
  expect(seenText({ ...HOUR_OF, state: 'open', takenMinute: 681 })).toContain('It has become a page since')
  expect(seenText({ ...HOUR_OF, state: 'open' })).toBeUndefined()
  expect(seenText({ ...HOUR_OF, state: 'resolved', takenMinute: 681 })).toBe(
    'You acknowledged it on Mon, Jan 1, 11:21.',
  )
})

test('what bad requests have in common names its alert, because each objective has bad requests of its own', () => {
  const status = (value: number, bad: number) => ({ of: 'status', value, bad, total: 1000 }) as const
  const alert = (kind: 'latency' | 'availability', fromMinute: number, trait: ReturnType<typeof status>) =>
    // The cast is safe because the function reads only these fields of an alert.
    ({ kind, fromMinute, traits: [trait] }) as unknown as BurnAlert
  const [full, failed] = [status(7, 662), status(4, 1000)]
  const alerts = [alert('latency', 600, full), { ...alert('availability', 615, failed), traitsMinute: 630 }]
  expect(traitLines({ ...HOUR_OF, alerts, traits: [full, failed] }, undefined)).toEqual([
    '66.2% of bad requests ended with status "Queue full" (Latency, Mon, Jan 1, 10:00)',
    '100.0% of bad requests ended with status "Failed" (Availability, Mon, Jan 1, 10:30)',
  ])
  expect(traitLines({ ...HOUR_OF, alerts: alerts.slice(0, 1), traits: [full] }, undefined)).toEqual([
    '66.2% of bad requests ended with status "Queue full"',
  ])
  // That late requests ended as usual says nothing.
  expect(traitLines({ ...HOUR_OF, alerts, traits: [status(0, 900)] }, undefined)).toEqual([])
})

test('a feature without values has no mean', () => {
  const feature = {
    ...{ name: 'centre x', of: 'input', column: 0, decides: 'kolmogorov-smirnov', statistic: 0.5, p: 0, adjusted: 0 },
    ...{ psi: 1, bins: { now: [], before: [] }, missing: { now: 1, before: 0, p: 0 } },
    mean: { now: Number.NaN, before: 0.519 },
  }
  // The cast is safe because the function reads only these fields of an alert.
  expect(driftSize({ feature } as unknown as DriftAlert)).toBe(
    'no values, reference mean 0.519; missing in 100.0%, reference 0.0%',
  )
})

test('a drift names the test that found it: of the values, or of missing values', () => {
  const of = (p: number, missing: number, decides = 'kolmogorov-smirnov') =>
    // The cast is safe because the function reads only these fields of an alert.
    driftEvidence({
      n: 500,
      feature: { decides, statistic: 0.21, p, adjusted: p, missing: { p: missing } },
    } as DriftAlert)
  expect(of(0.002, 1)).toBe('Kolmogorov–Smirnov 0.21: corrected p = 0.002, based on 500 requests')
  expect(of(0.002, 0.4, 'chi-squared')).toBe('χ² 0.21: corrected p = 0.002, based on 500 requests')
  expect(of(0.002, 0.001)).toBe('χ² test of missing values: corrected p = 0.002, based on 500 requests')
})

test('why an incident is false depends on its alerts', () => {
  expect(verdictText(HOUR_OF, 'true', ['Bad deploy', 'Crash'])).toBe('Simulated cause: Bad deploy and Crash.')
  const burn = { kind: 'accuracy' } as Incident['alerts'][number]
  const drift = { kind: 'drift' } as Incident['alerts'][number]
  expect(verdictText({ alerts: [burn, drift] }, 'false', [])).toContain(
    'If this objective is often missed without a fault',
  )
  const text = verdictText({ alerts: [drift] }, 'false', [])
  expect(text).not.toContain('objective')
  expect(text).toContain('no simulated fault was active')
})

test('a feature that drifted several times is one row, with its largest drift and all periods', () => {
  const of = (name: string, psi: number, fromMinute: number, toMinute: number) =>
    // The cast is safe because the function reads only these fields of an alert.
    ({ id: `${name} ${fromMinute}`, feature: { name, psi }, fromMinute, toMinute }) as unknown as DriftAlert
  const rows = driftRows([of('confidence', 0.3, 480, 500), of('ink', 0.1, 490, 495), of('confidence', 0.5, 600, 840)])
  expect(rows.map(({ furthest, periods }) => [furthest.feature.name, furthest.feature.psi, periods])).toEqual([
    ['confidence', 0.5, '2 times: Mon, Jan 1, 08:00 to Mon, Jan 1, 08:20; Mon, Jan 1, 10:00 to Mon, Jan 1, 14:00'],
    ['ink', 0.1, 'Mon, Jan 1, 08:10 to Mon, Jan 1, 08:15'],
  ])
})

test('a deploy of the scenario is reported as one', () => {
  const what = { type: 'note', note: 'n', lane: 'faults', title: 'Bad deploy', on: true } as const
  expect(serviceChangeLine({ at: 180 * 60_000, what })).toBe('Mon, Jan 1, 03:00: the scenario deployed a build')
})
