/** @file Alarm: what of all incidents an owner is to know first: what is open, a page before a ticket, else a page that is over. */
import { count } from '../../../../messages/format'
import type { Incident } from '../../../../ops/alerts/incidents'
import { incidentTitle } from '../../../../ops/alerts/title'
import type { Book } from '../../../../ops/record'
import { MINUTE } from '../../../../ops/scenario/scenario'
import { minutesWords, whenWords } from './figures'

export interface Alarm {
  readonly severity: 'page' | 'ticket'
  /** Its budget burns no more, and its rules still fire. */
  readonly isCalm: boolean
  /** None is open: this page was, in the stretch that is looked at. */
  readonly isOver: boolean
  /** Incidents that are open or taken on. */
  readonly open: number
  readonly incident: string
  readonly words: string
}

/** Undefined where nobody is told of anything, nor was paged in these virtual milliseconds; without them only what is open is asked for. */
export function alarmOf(
  incidents: readonly Incident[],
  book: Book | undefined,
  window?: { readonly from: number; readonly to: number },
): Alarm | undefined {
  const told = incidents.filter(({ toldMinute }) => toldMinute !== undefined)
  const open = told.filter(({ state }) => state !== 'resolved')
  const [first] = open.toSorted((a, b) => urgency(b) - urgency(a))
  const over = told.findLast(
    ({ state, severity, fromMinute, toMinute = fromMinute }) =>
      state === 'resolved' && severity === 'page' && isWithin(window, fromMinute * MINUTE, toMinute * MINUTE),
  )
  const one = first ?? over
  if (!one) return undefined
  const title = incidentTitle(one, book)
  const others = open.length - 1
  const more = others > 0 ? `, and ${count(others)} more ${others === 1 ? 'incident is' : 'incidents are'} open` : ''
  return {
    ...{ severity: one.severity, isCalm: one.calmMinute !== undefined, isOver: !first, open: open.length },
    incident: one.id,
    words: `${openWords(one)}: ${title.slice(0, 1).toLowerCase()}${title.slice(1)}${more}.`,
  }
}

function isWithin(window: { readonly from: number; readonly to: number } | undefined, from: number, to: number) {
  return window !== undefined && to > window.from && from < window.to
}

/** Pages first, then what burns, then what nobody has taken on; of equals the oldest. */
function urgency({ severity, calmMinute, state }: Incident): number {
  return (severity === 'page' ? 4 : 0) + (calmMinute === undefined ? 2 : 0) + (state === 'open' ? 1 : 0)
}

function openWords({ severity, state, fromMinute, pageMinute = fromMinute, toMinute, calmMinute }: Incident): string {
  const [since, calm] = [whenWords(pageMinute), calmMinute === undefined ? '' : `, calm since ${whenWords(calmMinute)}`]
  if (state === 'open') return `A ${severity} has been open since ${since}${calm}`
  if (state === 'acknowledged') return `A ${severity} since ${since} is taken on${calm}`
  if (toMinute === undefined) return `A ${severity} of ${since} was closed`
  return `A ${severity} since ${since} was over after ${minutesWords(toMinute - pageMinute)}`
}
