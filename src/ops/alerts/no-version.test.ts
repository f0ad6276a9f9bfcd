/** Tests incidents in which no version answered, caused by a crash or a fallback, and the time of acknowledgment. */
import { expect, test } from 'vitest'
import { STATUSES } from '../log-entry'
import type { BurnAlert } from './alert'
import { ALERT } from './past.test-help'
import { incidentsOf, incidentTitle } from './incidents'

const of = (alert: BurnAlert, acts: Parameters<typeof incidentsOf>[0]['acts'] = []) =>
  incidentsOf({ alerts: [alert], moves: [], acts, minute: 91 })[0]

test('requests that no version answered have the matching runbook, and no version is the cause', () => {
  const incident = of(ALERT)
  expect(incident).toMatchObject({ cause: { of: 'no version' }, runbook: 'failing' })
  expect(incident && incidentTitle(incident, undefined)).toBe('Low accuracy where no version answered')
})

test('fallback responses that an objective counts as bad are named as such', () => {
  const [gathered] = ALERT.traits
  const status = { of: 'status', value: STATUSES.indexOf('fallback'), bad: 50, total: 50 } as const
  const incident = of({
    ...ALERT,
    kind: 'without-fallback',
    traits: [gathered as (typeof ALERT.traits)[number], status],
  })
  expect(incident).toMatchObject({ cause: { of: 'no version' }, runbook: 'failing' })
  expect(incident && incidentTitle(incident, undefined)).toBe('Fallback responses')
})

test('if most of them found no replica of the same alias, the title says so', () => {
  const [gathered] = ALERT.traits
  const status = { of: 'status', value: STATUSES.indexOf('fallback'), bad: 50, total: 50 } as const
  const replica = { of: 'replica', value: 1, bad: 50, total: 50 } as const
  const incident = of({
    ...ALERT,
    kind: 'without-fallback',
    traits: [gathered as (typeof ALERT.traits)[number], status, replica],
  })
  expect(incident && incidentTitle(incident, undefined)).toBe('Fallback responses: the challenger had no replica')
})

test('requests over a rate limit are named as such: no version was to answer them', () => {
  const [gathered] = ALERT.traits
  const status = { of: 'status', value: STATUSES.indexOf('limited'), bad: 50, total: 50 } as const
  const traits = [gathered as (typeof ALERT.traits)[number], status]
  for (const kind of ['availability', 'valid-and-fast', 'without-fallback'] as const) {
    const incident = of({ ...ALERT, kind, traits })
    expect(incident && incidentTitle(incident, undefined)).toBe('Requests rate limited')
  }
})

test('an incident has the time when it was acknowledged', () => {
  const taken = of(ALERT, [
    { act: 'acknowledge', incident: ALERT.id, minute: 88 },
    { act: 'acknowledge', incident: ALERT.id, minute: 90 },
  ])
  expect(taken).toMatchObject({ state: 'acknowledged', fromMinute: 10, takenMinute: 88 })
  expect(of(ALERT)).not.toHaveProperty('takenMinute')
})
