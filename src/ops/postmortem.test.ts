import { expect, test } from 'vitest'
import type { Alert } from './alerts/alert'
import { notificationsOf } from './postmortem'

const burn = (slo: string, fromMinute: number) => ({ kind: 'accuracy', slo, fromMinute }) as unknown as Alert
const drift = (name: string, fromMinute: number) =>
  ({ kind: 'drift', feature: { name }, fromMinute }) as unknown as Alert

test('a notification contains what was known then: a ticket that became a page notifies twice, each time with the rules that had fired', () => {
  const alerts = [burn('answers are right', 213), burn('answers in time', 230), drift('ink', 300)]
  expect(notificationsOf({ notifiedMinute: 213, pageMinute: 234, alerts })).toEqual([
    { minute: 213, kind: 'ticket', causes: ['answers are right'] },
    { minute: 234, kind: 'page', causes: ['answers are right', 'answers in time'] },
  ])
})

test('an incident that starts as a page notifies once, a ticket stays one, and a silenced incident sends no notification', () => {
  const alerts = [burn('answers are right', 5), burn('answers are right', 6), drift('ink', 5)]
  const causes = ['answers are right', 'drift in ink']
  expect(notificationsOf({ notifiedMinute: 5, pageMinute: 5, alerts })).toEqual([{ minute: 5, kind: 'page', causes }])
  expect(notificationsOf({ notifiedMinute: 7, alerts })).toEqual([{ minute: 7, kind: 'ticket', causes }])
  expect(notificationsOf({ alerts })).toEqual([])
})
