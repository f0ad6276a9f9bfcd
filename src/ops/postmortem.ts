/**
 * @file draftPostmortem: drafts a postmortem from the log, as Markdown with prompts for its authors: the timeline, the
 * impact and how the problem was detected. The format is blameless (Beyer et al. 2016, Site Reliability Engineering,
 * chapter 15).
 */

import { featureLabel } from '../data/monitoring/monitored-features'
import { postmortemText as text } from '../messages/en/operate/drills'
import { termsText } from '../messages/en/operate/terms'
import type { Alert } from './alerts/alert'
import type { Incident } from './alerts/incidents'
import { actorOf } from './change'
import { reasonText, serviceChangeText } from './change-text'
import type { DrillTally } from './drill-tally'
import { DRILL_HARMS } from './drill-tally'
import type { Change, LogDictionary } from './log-entry'
import { versionTitle } from '../messages/en/operate/terms'
import { loggedEventTitle } from './scenario/events'

/**
 * A detection: either an incident that sent a notification, with the alerts that had fired by then, or a user action.
 */
export type Detection = { readonly minute: number } & (
  | { readonly kind: 'page' | 'ticket'; readonly causes: readonly string[] }
  | { readonly kind: 'seen' | 'acknowledged' }
)

/**
 * The notifications sent for an incident, with what was known at the time: the first notification, and the one sent
 * when the incident became a page.
 */
export function notificationsOf(
  incident: Pick<Incident, 'notifiedMinute' | 'pageMinute' | 'alerts'>,
): readonly Detection[] {
  const { notifiedMinute, pageMinute, alerts } = incident
  if (notifiedMinute === undefined) return []
  const notified = (minute: number): Detection => {
    const kind = pageMinute !== undefined && pageMinute <= minute ? 'page' : 'ticket'
    const known = alerts.filter(({ fromMinute }) => fromMinute <= minute)
    return { minute, kind, causes: [...new Set(known.map(causeOf))] }
  }
  return pageMinute !== undefined && pageMinute > notifiedMinute
    ? [notified(notifiedMinute), notified(pageMinute)]
    : [notified(notifiedMinute)]
}

/** The end of an incident, with the alerts that it had. */
export interface IncidentEnd {
  readonly minute: number
  readonly causes: readonly string[]
}

/** The end of an incident: the minute in which its last rule stopped firing, or its error budget stopped burning. */
export function endOf({
  toMinute,
  calmMinute = toMinute,
  alerts,
}: Pick<Incident, 'toMinute' | 'calmMinute' | 'alerts'>): readonly IncidentEnd[] {
  return calmMinute === undefined ? [] : [{ minute: calmMinute, causes: [...new Set(alerts.map(causeOf))] }]
}

function causeOf(alert: Alert): string {
  return alert.kind === 'drift' ? text.drift({ feature: featureLabel(alert.feature.name) }) : alert.slo
}

export interface PostmortemInput {
  readonly service: string
  readonly book: LogDictionary
  readonly changes: readonly Change[]
  readonly detected: readonly Detection[]
  readonly ended: readonly IncidentEnd[]
  readonly tally: DrillTally
  /** The simulated time reached so far, in milliseconds. */
  readonly through: number
}

/** The maximum number of timeline entries; any further entries are only counted. */
const MAX_ENTRIES = 60
const MAX_SLICES = 5

/** Drafts a postmortem. */
export function draftPostmortem(facts: PostmortemInput): string {
  const { service, tally, through, book } = facts
  const { requests } = tally
  const harmed = DRILL_HARMS.reduce((sum, harm) => sum + tally.counts[harm], 0)
  return [
    `# ${text.title({ service })}`,
    '',
    text.summary({ requests, through, harmed }),
    '',
    `## ${text.timeline}`,
    '',
    ...timelineOf(facts),
    '',
    `## ${text.impact}`,
    '',
    `| ${text.impactHead} | ${text.requestsHead} | ${text.shareHead} |`,
    '| --- | ---: | ---: |',
    ...DRILL_HARMS.map((harm) => text.row({ harm: text.harms[harm], requests: tally.counts[harm], all: requests })),
    text.row({ harm: text.fallbacks, requests: tally.fallbacks, all: requests }),
    '',
    ...worst(text.byVersion, tally.byVersion, (at) =>
      book.versions[at] ? versionTitle(book.versions[at]) : text.noVersion,
    ),
    ...worst(text.bySlice, tally.bySlice, (at) => book.slices[at] ?? text.noSlice),
    `## ${text.detection}`,
    '',
    ...(facts.detected.length === 0
      ? [text.notDetected]
      : facts.detected.map((one) => `- ${text.entry({ at: one.minute * 60_000, event: detectedText(one) })}`)),
    '',
    `## ${text.causes}`,
    '',
    `_${text.causesPrompt}_`,
    '',
    `## ${text.wentWell}`,
    '',
    `_${text.wentWellPrompt}_`,
    '',
    `## ${text.actions}`,
    '',
    `- [ ] _${text.actionsPrompt}_`,
    '',
  ].join('\n')
}

function timelineOf({ changes, detected, ended }: PostmortemInput): readonly string[] {
  // Events that were active from the start describe the usual conditions, so they are not listed.
  const usual = new Set(changes.flatMap(({ at, what }) => (at === 0 && what.type === 'note' ? [what.note] : [])))
  const lines = [
    ...changes.flatMap(({ at, what }) =>
      what.type === 'note' && usual.has(what.note) ? [] : [{ at, event: changeText(what) }],
    ),
    ...detected.map((one) => ({ at: one.minute * 60_000, event: detectedText(one) })),
    ...ended.map(({ minute, causes }) => ({ at: minute * 60_000, event: text.ended({ causes }) })),
  ].sort((a, b) => a.at - b.at)
  if (lines.length === 0) return [text.noChanges]
  const shown = lines.slice(0, MAX_ENTRIES).map((line) => `- ${text.entry(line)}`)
  const more = lines.length - shown.length
  return more > 0 ? [...shown, `- ${text.more({ more })}`] : shown
}

function detectedText(one: Detection): string {
  return one.kind === 'page' || one.kind === 'ticket' ? text[one.kind](one) : text[one.kind]
}

function changeText(what: Change['what']): string {
  switch (what.type) {
    case 'alias': {
      const { alias, model, from, to } = what
      const change = { alias: termsText.alias[alias], model, ...causedBy(what) }
      if (to === undefined) return text.aliasRemoved(change)
      return from === undefined ? text.aliasSet({ ...change, to }) : text.aliasMoved({ ...change, from, to })
    }
    case 'share':
      return text.share({ from: what.from, to: what.to, ...causedBy(what) })
    case 'canary':
      return text.canary[what.did]({ percent: what.percent, ...causedBy(what) })
    case 'note': {
      const event = loggedEventTitle(what.title)
      return what.on ? text.eventBegan({ event }) : text.eventEnded({ event })
    }
    case 'service':
      return serviceChangeText(what)
    default:
      return what satisfies never
  }
}

function causedBy({ by, why }: { readonly by: string; readonly why: string }) {
  const actor = actorOf(by)
  return { by: actor === undefined ? text.byName({ name: by }) : text.by[actor], why: reasonText(why) }
}

function worst(title: string, cells: DrillTally['bySlice'], nameOf: (at: number) => string): readonly string[] {
  const rows = [...cells]
    .map(([at, { requests, counts }]) => ({
      name: nameOf(at),
      requests,
      harmed: DRILL_HARMS.reduce((sum, harm) => sum + counts[harm], 0),
    }))
    .filter(({ harmed }) => harmed > 0)
    .sort((a, b) => b.harmed / b.requests - a.harmed / a.requests)
    .slice(0, MAX_SLICES)
  if (rows.length < 2) return []
  return [`### ${title}`, '', ...rows.map((row) => `- ${text.worst(row)}`), '']
}
