import { expect, test } from 'vitest'
import type { Incident } from '../../../../ops/alerts/incidents'
import { alarmOf } from './alarm'

const ALL = { from: 0, to: 1e9 }
const one = (id: string, severity: 'page' | 'ticket', more: Partial<Incident> = {}): Incident => ({
  ...{ id, state: 'open', severity, fromMinute: 600, toldMinute: 600, cause: { of: 'answers' } },
  alerts: [{ kind: 'accuracy' } as Incident['alerts'][number]],
  ...{ traits: [], shifts: [], moves: [], notes: [], runbook: 'wrong-answers', ...more },
})

test('what is open is told, a page before a ticket, and how many more there are', () => {
  expect(alarmOf([], undefined, ALL)).toBeUndefined()
  const [ticket, page] = [one('a', 'ticket'), one('b', 'page', { fromMinute: 700 })]
  expect(alarmOf([ticket, page, one('c', 'ticket')], undefined, ALL)).toMatchObject({
    ...{ incident: 'b', severity: 'page', isCalm: false, isOver: false, open: 3 },
    words: expect.stringMatching(/^A page has been open since Mon 1 Jan, 11:40: .*, and 2 more incidents are open\.$/),
  })
  expect(alarmOf([ticket], undefined, ALL)).toMatchObject({ severity: 'ticket', open: 1 })
  // It began as a ticket.
  expect(alarmOf([{ ...page, pageMinute: 713 }], undefined)?.words).toMatch(
    /^A page has been open since Mon 1 Jan, 11:53: /,
  )
  // One that rests comes after one that burns.
  const calm = one('d', 'page', { calmMinute: 800 })
  expect(alarmOf([page, calm], undefined, ALL)).toMatchObject({ incident: 'b' })
  expect(alarmOf([calm], undefined, ALL)).toMatchObject({ isCalm: true })
  expect(alarmOf([calm], undefined, ALL)?.words).toContain('calm since Mon 1 Jan, 13:20')
  expect(alarmOf([one('e', 'page', { state: 'acknowledged', takenMinute: 700 })], undefined, ALL)?.words).toMatch(
    /^A page since Mon 1 Jan, 10:00 is taken on: /,
  )
})

test('a page that is over is named in the stretch that it was in, and nobody is alarmed of what nobody was told', () => {
  const over = one('a', 'page', { state: 'resolved', toMinute: 660 })
  expect(alarmOf([over], undefined, ALL)).toMatchObject({ isOver: true, open: 0 })
  expect(alarmOf([over], undefined, ALL)?.words).toMatch(/^A page since Mon 1 Jan, 10:00 was over after 1 hour: /)
  expect(alarmOf([over], undefined)).toBeUndefined()
  expect(alarmOf([over], undefined, { from: 661 * 60_000, to: 1e9 })).toBeUndefined()
  expect(alarmOf([one('b', 'ticket', { state: 'resolved', toMinute: 660 })], undefined, ALL)).toBeUndefined()
  const { toldMinute: _, ...silent } = one('c', 'page')
  expect(alarmOf([silent], undefined, ALL)).toBeUndefined()
})
