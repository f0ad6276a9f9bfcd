import { expect, test } from 'vitest'
import type { Alert } from './alerts/alert'
import { toldOf } from './postmortem'

const burn = (slo: string, fromMinute: number) => ({ kind: 'accuracy', slo, fromMinute }) as unknown as Alert
const drift = (name: string, fromMinute: number) =>
  ({ kind: 'drift', feature: { name }, fromMinute }) as unknown as Alert

test('what was told is what was known then: a ticket that became a page is told twice, each time with what fired by then', () => {
  const alerts = [burn('answers are right', 213), burn('answers in time', 230), drift('ink', 300)]
  expect(toldOf({ toldMinute: 213, pageMinute: 234, alerts })).toEqual([
    { minute: 213, what: 'ticket for answers are right' },
    { minute: 234, what: 'page for answers are right, answers in time' },
  ])
})

test('a page from the beginning is told once, a ticket stays one, and what was silenced was told to nobody', () => {
  const alerts = [burn('answers are right', 5), burn('answers are right', 6), drift('ink', 5)]
  const what = 'for answers are right, drift of ink'
  expect(toldOf({ toldMinute: 5, pageMinute: 5, alerts })).toEqual([{ minute: 5, what: `page ${what}` }])
  expect(toldOf({ toldMinute: 7, alerts })).toEqual([{ minute: 7, what: `ticket ${what}` }])
  expect(toldOf({ alerts })).toEqual([])
})
