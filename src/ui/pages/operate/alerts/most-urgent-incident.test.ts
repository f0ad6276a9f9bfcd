import { expect, test } from 'vitest'
import type { Incident } from '../../../../ops/alerts/incidents'
import { alarmOf, pagesFirst } from './use-alerts'

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
