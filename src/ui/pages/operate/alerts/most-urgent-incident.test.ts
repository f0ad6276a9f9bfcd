import { expect, test } from 'vitest'
import type { ServiceChange } from '../../../../ops/alerts/alert'
import { burnsOf, type Incident, likeliestChanges } from '../../../../ops/alerts/incidents'
import { STORED_ACTOR, STORED_REASON, storedDeployRollback } from '../../../../ops/change'
import type { Change, LogDictionary } from '../../../../ops/log-entry'
import { traitLines } from './evidence-text'
import { fixOf, momentsOf, summaryText } from './incident-column'
import type { RunbookContext } from './runbook'
import { alarmOf, firingIncidents, pagesFirst } from './use-alerts'

const ALL = { from: 0, to: 1e9 }
const one = (id: string, severity: 'page' | 'ticket', more: Partial<Incident> = {}): Incident => ({
  ...{ id, state: 'open', severity, fromMinute: 600, notifiedMinute: 600, cause: { of: 'answers' } },
  alerts: [{ kind: 'accuracy', traits: [] } as unknown as Incident['alerts'][number]],
  ...{ traits: [], shifts: [], moves: [], notes: [], runbook: 'wrong-answers', ...more },
})

test('open incidents are reported, a page before a ticket, and how many more there are', () => {
  expect(alarmOf([], undefined, ALL)).toBeUndefined()
  const [ticket, page] = [one('a', 'ticket'), one('b', 'page', { fromMinute: 700 })]
  expect(alarmOf([ticket, page, one('c', 'ticket')], undefined, ALL)).toMatchObject({
    ...{ incident: 'b', severity: 'page', isCalm: false, isOver: false, open: 3 },
    words: expect.stringMatching(
      /^Incident \(page\) open since Mon, Jan 1, 11:40: Low accuracy\. 2 more incidents are open\.$/,
    ),
  })
  expect(alarmOf([ticket], undefined, ALL)).toMatchObject({ severity: 'ticket', open: 1 })
  // The incident was opened as a ticket and later escalated to a page; it counts as a page only from that moment.
  expect(alarmOf([{ ...page, pageMinute: 713 }], undefined)?.words).toMatch(
    /^Incident \(page\) open since Mon, Jan 1, 11:53: /,
  )
  // An incident that is still burning error budget is reported before an incident that is not.
  const calm = one('d', 'page', { calmMinute: 800 })
  expect(alarmOf([page, calm], undefined, ALL)).toMatchObject({ incident: 'b' })
  expect(alarmOf([calm], undefined, ALL)).toMatchObject({ isCalm: true })
  expect(alarmOf([calm], undefined, ALL)?.words).toContain('recovered on Mon, Jan 1, 13:20')
  expect(alarmOf([one('e', 'page', { state: 'acknowledged', takenMinute: 700 })], undefined, ALL)?.words).toMatch(
    /^Incident \(page\) since Mon, Jan 1, 10:00, acknowledged: /,
  )
})

test('a resolved page is reported in its period, and an incident without a notification raises no alarm', () => {
  const over = one('a', 'page', { state: 'resolved', resolvedBy: 'itself', resolvedMinute: 660, toMinute: 660 })
  expect(alarmOf([over], undefined, ALL)).toMatchObject({ isOver: true, open: 0 })
  expect(alarmOf([over], undefined, ALL)?.words).toMatch(
    /^Incident \(page\) from Mon, Jan 1, 10:00, resolved automatically on Mon, Jan 1, 11:00: /,
  )
  expect(alarmOf([over, { ...over, id: 'b' }, { ...over, id: 'c' }], undefined, ALL)?.words).toMatch(
    /^Incident \(page\) from .*: Low accuracy\. The last of 3 pages in this time range\.$/,
  )
  // The user resolved it before its last rule stopped firing.
  expect(alarmOf([{ ...over, resolvedBy: 'user', resolvedMinute: 630 }], undefined, ALL)?.words).toMatch(
    /^Incident \(page\) from Mon, Jan 1, 10:00, resolved by you on Mon, Jan 1, 10:30 \(rules fired until Mon, Jan 1, 11:00\): /,
  )
  expect(alarmOf([over], undefined)).toBeUndefined()
  expect(alarmOf([over], undefined, { from: 661 * 60_000, to: 1e9 })).toBeUndefined()
  expect(alarmOf([one('b', 'ticket', { state: 'resolved', toMinute: 660 })], undefined, ALL)).toBeUndefined()
  const { notifiedMinute: _, ...silent } = one('c', 'page')
  expect(alarmOf([silent], undefined, ALL)).toBeUndefined()
})

test('incidents that go on without being listed as open: silenced ones, and those that the user resolved', () => {
  const { notifiedMinute: _, ...silent } = one('a', 'page')
  const closed = one('b', 'page', { state: 'resolved', resolvedBy: 'user', resolvedMinute: 630 })
  expect(firingIncidents([one('c', 'page'), silent, closed], undefined)).toEqual([
    { hidden: 'silenced', title: 'Low accuracy' },
    { hidden: 'resolved', title: 'Low accuracy' },
  ])
  // Rules with long windows fire for hours after the error budget has stopped burning.
  const over = [silent, closed].flatMap((each) => [
    { ...each, calmMinute: 700 },
    { ...each, toMinute: 700 },
  ])
  expect(firingIncidents(over, undefined)).toEqual([])
})

test('in the list, an open page is above newer tickets; resolved incidents keep their order', () => {
  const newestFirst = [
    one('d', 'ticket'),
    one('c', 'page', { state: 'acknowledged' }),
    one('b', 'ticket'),
    one('a', 'page'),
  ]
  expect(pagesFirst(newestFirst).map(({ id }) => id)).toEqual(['c', 'a', 'd', 'b'])
  const resolved = [one('b', 'ticket', { state: 'resolved' }), one('a', 'page', { state: 'resolved' })]
  expect(pagesFirst(resolved).map(({ id }) => id)).toEqual(['b', 'a'])
})

test('the moments of an incident are in order: the change before it, its alerts, and what happened then', () => {
  const burn = (id: string, fromMinute: number) =>
    ({ kind: 'accuracy', rule: id, fromMinute, traits: [] }) as unknown as Incident['alerts'][number]
  const rules = [
    { id: 'slow', factor: 3, severity: 'ticket', longMinutes: 360, shortMinutes: 30, forMinutes: 0 },
    { id: 'fast', factor: 14.4, severity: 'page', longMinutes: 60, shortMinutes: 5, forMinutes: 0 },
  ] as const
  const share = {
    at: 590 * 60_000,
    what: { type: 'share', stage: 'split', from: 0, to: 10, by: 'you', why: '' },
  } as const
  const incident = one('a', 'page', {
    ...{ alerts: [burn('slow', 600), burn('fast', 610)], moves: [share], pageMinute: 610 },
    ...{ calmMinute: 660, takenMinute: 615, state: 'acknowledged' },
  })
  const log = { book: undefined, changes: [] }
  const moments = momentsOf(incident, rules, log)
  expect(moments.map(({ at }) => at / 60_000)).toEqual([590, 600, 610, 615, 660])
  expect(moments.slice(1).map(({ what }) => what)).toEqual([
    'Ticket: burn rate above 3×',
    'Page: burn rate above 14.4×',
    'Acknowledged',
    'Recovered: the error budget no longer burns',
  ])
  // During a drill, the name of the event would reveal the cause.
  const note = { at: 0, what: { type: 'note', phase: 'begin', note: 'n', title: 'Bad deploy' } } as never
  expect(momentsOf({ ...incident, moves: [note] }, rules, log)[0]?.what).toBe('The scenario deployed a build')
})

test('the fix is the step that takes traffic away from the bad version, if the step has an effect now', () => {
  const step = (command: string, args: object) => ({ kind: 'run', text: command, command, args }) as const
  const blocks = [
    {
      kind: 'step',
      parts: [
        step('registry.rollback', { model: 'm', alias: 'champion' }),
        step('canary.share', { percent: 0 }),
        step('incident.resolve', {}),
      ],
    },
  ] as const
  const now: RunbookContext = {
    ...{ incident: { state: 'open' }, serving: true, canary: false, share: 10, below: undefined, deployed: [] },
    ...{ isRolledBack: false, isRetraining: false },
    rollbackVersion: () => 1,
    rolledBackAt: () => undefined,
    hasVersion: () => true,
  }
  const fix = (
    runbook: Incident['runbook'],
    alias: string | undefined,
    more: Partial<RunbookContext> = {},
    cause: Incident['cause'] = { of: 'answers' },
  ) => fixOf({ runbook, cause }, blocks, { alias }, { ...now, ...more })?.command
  expect(fix('bad-version', 'champion')).toBe('registry.rollback')
  expect(fix('bad-version', 'challenger')).toBe('canary.share')
  expect(fix('bad-version', 'challenger', { share: 0 })).toBeUndefined()
  // A deploy that shows only in the predictions names no version: the stage that runs it decides.
  const deploy = { of: 'move', move: { at: 0, what: { type: 'note' } } } as Incident['cause']
  const on = (alias: 'champion' | 'challenger') =>
    fix('bad-version', undefined, { deployed: [{ model: 'm', alias }] }, deploy)
  expect([on('champion'), on('challenger')]).toEqual(['registry.rollback', 'canary.share'])
  // Input drift is no reason to roll back.
  expect(fix('drift', 'champion')).toBeUndefined()
})

test('a deploy is named before an earlier alias move if its build is bad; rollbacks are moments', () => {
  const by = { by: STORED_ACTOR.user, why: STORED_REASON.none }
  const at = (minute: number) => minute * 60_000
  const alias = (minute: number, from: number, to: number) =>
    ({ at: at(minute), what: { type: 'alias', model: 'm', alias: 'champion', from, to, ...by } }) as const
  const deploy = { at: at(590), what: { type: 'note', on: true, title: 'Bad deploy' } } as unknown as ServiceChange
  const moved = alias(580, 2, 1)
  const book = {
    versions: [
      { model: 'm (deploy 1)', version: 1 },
      { model: 'm', version: 1 },
    ],
  } as unknown as LogDictionary
  const back = { at: at(630), what: { type: 'service', why: storedDeployRollback(by) } } as const
  const changes = [moved, deploy, alias(610, 2, 1), back, alias(640, 1, 2), alias(700, 2, 1)] as Change[]
  const incident = one('a', 'page', {
    ...{ pageMinute: 600, resolvedMinute: 660, moves: [deploy, moved], suspects: [moved] },
    cause: { of: 'version', value: 0 },
  })
  expect(momentsOf(incident, [], { book, changes }).map(({ at, what }) => `${at / 60_000} ${what}`)).toEqual([
    '590 The scenario deployed a build',
    '600 Page',
    '610 champion alias of m set to version 1 by you',
    '630 Deploy rolled back by you',
    '660 Resolved',
  ])
  const ofVersion = { ...incident, cause: { of: 'version', value: 1 } } as const
  expect(likeliestChanges(incident, book)).toEqual([deploy, moved])
  expect(likeliestChanges(ofVersion, book)).toEqual([moved, deploy])
})

test('the card gives the numbers of a trait that Incidents gives, with the alert and its time', () => {
  const trait = (total: number) =>
    ({ of: 'version', value: 0, bad: total, total, otherBad: 1, otherTotal: 100 }) as const
  const burn = (fromMinute: number, burn: number, total: number) =>
    ({
      ...{ kind: 'accuracy', fromMinute, traits: [trait(total)] },
      numbers: { burn, bad: 5, total: 10, shortBurn: burn, shortBad: 1, shortTotal: 2 },
    }) as unknown as Incident['alerts'][number]
  const alerts = [burn(600, 1, 752), burn(610, 9, 624)]
  const incident = one('a', 'page', { alerts, traits: burnsOf(alerts)[0]?.traits ?? [] })
  const [line = ''] = traitLines(incident, undefined)
  expect(line).toContain('752')
  expect(summaryText(incident, undefined).toLowerCase()).toContain(line.toLowerCase())
})
