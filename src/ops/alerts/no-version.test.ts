/** Incidents of what no version answered, a crash with a fallback behind it; and when an incident was taken on. */
import { expect, test } from 'vitest'
import { NONE, STATUSES } from '../record'
import type { BurnAlert } from './alert'
import { incidentsOf } from './incidents'
import { incidentTitle } from './title'

const ALERT: BurnAlert = {
  ...{ id: 'right fast 10', slo: 'right', rule: 'fast', severity: 'page', kind: 'accuracy' },
  ...{ fromMinute: 10, hotFrom: 10, hotMinute: 90, shifts: [], moves: [] },
  traits: [{ of: 'version', value: NONE, bad: 50, total: 50, otherBad: 2, otherTotal: 60 }],
  numbers: {
    ...{ bad: 9, total: 10, burn: 20, shortBad: 9, shortTotal: 10, shortBurn: 20 },
    interval: { low: 0.5, high: 1 },
  },
}
const of = (alert: BurnAlert, acts: Parameters<typeof incidentsOf>[0]['acts'] = []) =>
  incidentsOf({ alerts: [alert], moves: [], acts, minute: 91 })[0]

test('what no version answered has the runbook of that, and is no version’s fault', () => {
  const incident = of(ALERT)
  expect(incident).toMatchObject({ cause: { of: 'no version' }, runbook: 'failing' })
  expect(incident && incidentTitle(incident, undefined)).toBe('Low accuracy where no version answered')
})

test('answers of a fallback that an objective counts as bad are named as that', () => {
  const [gathered] = ALERT.traits
  const status = { of: 'status', value: STATUSES.indexOf('fallback'), bad: 50, total: 50 } as const
  const incident = of({
    ...ALERT,
    kind: 'without-fallback',
    traits: [gathered as (typeof ALERT.traits)[number], status],
  })
  expect(incident).toMatchObject({ cause: { of: 'no version' }, runbook: 'failing' })
  expect(incident && incidentTitle(incident, undefined)).toBe('Fallback answers')
})

test('an incident knows since when it is taken on', () => {
  const taken = of(ALERT, [
    { act: 'acknowledge', incident: ALERT.id, minute: 88 },
    { act: 'acknowledge', incident: ALERT.id, minute: 90 },
  ])
  expect(taken).toMatchObject({ state: 'acknowledged', fromMinute: 10, takenMinute: 88 })
  expect(of(ALERT)).not.toHaveProperty('takenMinute')
})
