import { expect, test } from 'vitest'
import type { Alert } from './alerts/alert'
import { drillTallyReducer } from './drill-tally'
import { fold } from './log/fold-log'
import { book, sampleLog } from './log/sample-log.test-help'
import { draftPostmortem, endOf, notificationsOf } from './postmortem'

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

test('a draft has the end of an incident and the requests that a fallback answered', () => {
  const { requests, labels } = sampleLog(2000, 3_600_000)
  const rules = {
    ...{ lateMs: 150, slowMinutes: 60 },
    price: { wrong: 1, failed: 1, late: 1, unsure: 0, label: 0, replicaHour: 0 },
  }
  const { tally } = fold({ tally: drillTallyReducer(rules, []) }, [requests, labels], 3_600_000, book)
  expect(tally.fallbacks).toBeGreaterThan(0)
  const alerts = [burn('answers are right', 5)]
  const ended = [...endOf({ alerts }), ...endOf({ alerts, calmMinute: 40, toMinute: 55 })]
  const facts = { service: 'kiosk', book, changes: [], detected: [], ended, tally, through: 3_600_000 }
  const draft = draftPostmortem(facts)
  expect(draft).toContain(`| Answered by a fallback | ${tally.fallbacks} |`)
  expect(draft).toMatch(/- .*40.*: incident ended: answers are right\n/)
})
