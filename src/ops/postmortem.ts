/**
 * @file draftPostmortem: drafts a postmortem from the log, as Markdown with prompts for its authors: the timeline, the
 * impact and how the problem was detected. The format is blameless (Beyer et al. 2016, Site Reliability Engineering,
 * chapter 15).
 */

import { postmortemText as text } from '../messages/en/operate/drills'
import { objectivesText } from '../messages/en/operate/objectives'
import { sliceTitle, termsText, versionTitle } from '../messages/en/operate/terms'
import type { Alert } from './alerts/alert'
import { limitOf } from './alerts/minute-counts'
import { incidentTitle } from './alerts/incident-title'
import { burnsOf, type Incident } from './alerts/incidents'
import { actorOf, reasonOf } from './change'
import { reasonText, serviceChangeText } from './change-text'
import { type Change, HTTP_STATUS, type LogDictionary, STATUSES } from './log-entry'
import { DAY_MS, type Levels } from './log/aggregates'
import { type Counters, FIELD } from './log/counters'
import { MINUTE_MS, minuteOf } from './log/fold-log'
import { NO_VERSION, openStepReader, requestsOf, statusesOf, sumOf } from './log/log-metrics'
import { HARMS, type Impact, impactOf } from './log/outcome-counts'
import { loggedEventTitle } from './scenario/events'
import type { Slo } from './slo'

export interface PostmortemInput {
  readonly service: string
  readonly book: LogDictionary
  readonly changes: readonly Change[]
  readonly incidents: readonly Incident[]
  /** The times at which the user reported a problem, in simulated milliseconds. */
  readonly seen: readonly number[]
  readonly levels: Levels
  readonly slos: readonly Slo[]
  /** The simulated time reached so far, in milliseconds. */
  readonly through: number
}

interface TimelineEntry {
  readonly minute: number
  readonly event: string
}

/**
 * How an incident was noticed: the notifications, with the objectives whose alerts had fired by then, and the
 * acknowledgment. A ticket that became a page notified twice.
 */
export function detectionsOf(incident: Incident, book: LogDictionary): readonly TimelineEntry[] {
  const { notifiedMinute, pageMinute, takenMinute, alerts } = incident
  const title = incidentTitle(incident, book)
  const notified = (minute: number): TimelineEntry => {
    const known = burnsOf(alerts).filter(({ fromMinute }) => fromMinute <= minute)
    const objectives = [...new Set(known.map(({ kind }) => objectivesText.kinds[kind]))]
    const severity = pageMinute !== undefined && pageMinute <= minute ? 'page' : 'ticket'
    return { minute, event: text[severity]({ title, objectives }) }
  }
  const minutes = [notifiedMinute, pageMinute].filter(
    (minute) => minute !== undefined && minute >= (notifiedMinute ?? 0),
  )
  return [
    ...(notifiedMinute === undefined ? [] : [...new Set(minutes as number[])].map(notified)),
    ...(takenMinute === undefined ? [] : [{ minute: takenMinute, event: text.acknowledged({ title }) }]),
  ]
}

/** The ends of an incident, which the Incidents tab shows too: the budget stops burning before the rules stop firing. */
export function endsOf(incident: Incident, book: LogDictionary): readonly TimelineEntry[] {
  const { calmMinute, resolvedMinute, resolvedBy = 'itself' } = incident
  const title = incidentTitle(incident, book)
  return [
    ...(calmMinute === undefined ? [] : [{ minute: calmMinute, event: text.recovered({ title }) }]),
    ...(resolvedMinute === undefined ? [] : [{ minute: resolvedMinute, event: text.resolved[resolvedBy]({ title }) }]),
  ]
}

/** The maximum number of timeline entries; any further entries are only counted. */
const MAX_ENTRIES = 60
const MAX_SLICES = 5

/** Drafts a postmortem. */
export function draftPostmortem(facts: PostmortemInput): string {
  const { service, incidents, book, seen } = facts
  const detected = [
    ...incidents.flatMap((one) => detectionsOf(one, book)),
    ...seen.map((at) => ({ minute: minuteOf(at), event: text.seen })),
  ].sort((a, b) => a.minute - b.minute)
  return [
    `# ${text.title({ service })}`,
    '',
    ...factLines(facts, detected),
    `## ${text.detection}`,
    '',
    ...(detected.length === 0
      ? [text.notDetected]
      : detected.map(({ minute, event }) => `- ${text.entry({ at: minute * MINUTE_MS, event })}`)),
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

/** The summary, the timeline, and the impact. */
function factLines(facts: PostmortemInput, detected: readonly TimelineEntry[]): readonly string[] {
  const { through, book, levels, slos } = facts
  const { outcomes } = levels
  const limit = slos.flatMap((slo) => limitOf(slo) ?? [])[0]
  const [from, to] = [outcomes.from ?? 0, minuteOf(through) + 1]
  const all = impactOf(outcomes, from, to, limit)
  const since = from > 0 ? [text.since({ at: from * MINUTE_MS }), ''] : []
  const timeline = [`## ${text.timeline}`, '', ...timelineOf(facts, detected), '', `## ${text.impact}`, '']
  if (!all) return [...timeline, text.notStored, '']
  const row = (harm: string, requests: number) => text.row({ harm, requests, all: all.requests })
  const days = openStepReader().read(levels, { from: 0, to: through, step: DAY_MS }, 0, () => false)
  const { versions, slices } = sumOf(days.steps)
  return [
    text.summary({ requests: all.requests, through, harmed: harmedOf(all) }),
    '',
    ...since,
    ...timeline,
    `| ${text.impactHead} | ${text.requestsHead} | ${text.shareHead} |`,
    '| --- | ---: | ---: |',
    ...HARMS.flatMap((harm) => {
      const requests = all[harm]
      const name = harm === 'late' && limit !== undefined ? text.lateOver({ ms: limit }) : text.harms[harm]
      return requests === undefined ? [] : [row(name, requests)]
    }),
    row(text.fallbacks, all.fallbacks),
    '',
    ...(all.late === undefined ? [text.lateNotCounted, ''] : []),
    ...(all.late !== undefined && all.lateToo
      ? [text.lateToo({ also: all.lateToo, all: all.late + all.lateToo }), '']
      : []),
    ...incidentTable(facts, limit),
    ...worst('version', versions, (at) => (book.versions[at] ? versionTitle(book.versions[at]) : text.noVersion)),
    ...worst('slice', slices, (at) => sliceTitle(book.slices, at)),
  ]
}

function harmedOf(impact: Impact): number {
  return HARMS.reduce((sum, harm) => sum + (impact[harm] ?? 0), 0)
}

const DAY_MINUTES = DAY_MS / MINUTE_MS

/**
 * The minutes of an incident according to its alerts, [from, to). The first window in which predictions drift begins
 * before the change that made them drift.
 */
function alertedPeriodOf({ alerts, calmMinute, resolvedMinute }: Incident, through: number): readonly [number, number] {
  const starts = alerts.map((alert) => {
    const { hotFrom, fromMinute, suspects = [] } = alert
    if (alert.kind !== 'drift' || alert.feature.of === 'input') return hotFrom
    const changes = suspects.map(({ at }) => minuteOf(at)).filter((minute) => minute > hotFrom && minute <= fromMinute)
    return Math.min(...(changes.length > 0 ? changes : [hotFrom]))
  })
  return [Math.min(...starts), calmMinute ?? resolvedMinute ?? minuteOf(through) + 1]
}

/** The harms that an alert is about. Input drift may affect any request. */
const HARMS_OF: Readonly<Record<Alert['kind'], readonly (typeof HARMS)[number][]>> = {
  availability: ['failed'],
  'without-fallback': ['failed'],
  latency: ['late'],
  'valid-and-fast': ['failed', 'late'],
  accuracy: ['wrong'],
  'without-abstention': ['unsure'],
  drift: ['wrong', 'unsure'],
}

/** A change of the service this many minutes after the estimated begin of its effect began it. */
const ERROR_MINUTES = 15

/**
 * The minutes in which an incident affected requests, [from, to), and the usual share of affected requests: that of the
 * day before, up to the first evidence of the fault and without the minutes of all incidents; undefined without such
 * requests. Labels arrive late and windows of drift are long, so the period of the alerts is later or longer.
 */
function effectOf({ incidents, levels, through }: PostmortemInput, incident: Incident, limit: number | undefined) {
  const { outcomes } = levels
  const [before, end] = alertedPeriodOf(incident, through)
  const others = incidents.map((one) => alertedPeriodOf(one, through))
  const kinds = [...new Set(incident.alerts.flatMap(({ kind }) => HARMS_OF[kind]))]
  const [day, own]: [Harm[], Harm[]] = [[], []]
  for (let minute = Math.max(outcomes.from ?? 0, before - DAY_MINUTES); minute < end; minute++) {
    if (minute < before && others.some(([from, to]) => minute >= from && minute < to)) continue
    const impact = impactOf(outcomes, minute, minute + 1, limit)
    if (!impact) continue
    const { requests } = impact
    if (minute < before) day.push({ minute, harmed: harmedOf(impact), requests })
    own.push({ minute, harmed: kinds.reduce((sum, kind) => sum + (impact[kind] ?? 0), 0), requests })
  }
  // What began after the first alert did not cause it, even if it affected more requests.
  const fired = Math.min(...incident.alerts.map(({ fromMinute }) => fromMinute))
  const upTo = own.filter(({ minute }) => minute <= fired)
  const rise = changePoint(upTo, 'rise')
  const changes = (incident.suspects ?? []).map(({ at }) => minuteOf(at))
  const fromMinute = Math.max(
    rise ?? before,
    ...changes.filter((minute) => rise !== undefined && minute <= rise + ERROR_MINUTES),
  )
  const evidence = Math.min(before, changePoint(day, 'rise') ?? before, fromMinute, ...changes)
  const since = own.filter(({ minute }) => minute >= fromMinute)
  const fall = lastFall(since, end) ?? end
  const calm = totalOf(own.filter(({ minute }) => minute < evidence))
  // After a peak at the begin, the share falls, and is still higher than usual.
  const after = totalOf(since.filter(({ minute }) => minute >= fall))
  const toMinute = riseRatio(calm, after) > MIN_RATIO ? end : fall
  const { harmed, requests } = totalOf(day.filter(({ minute }) => minute < evidence))
  return { fromMinute, toMinute, usual: requests > 0 ? harmed / requests : undefined }
}

interface Harm {
  readonly minute: number
  readonly harmed: number
  readonly requests: number
}

/** A change of the share counts if its log-likelihood ratio is above this: by chance, in fewer than one of 1,000 days. */
const MIN_RATIO = 12

/**
 * The minute from which the share of affected requests is higher or lower, as the split with the highest log-likelihood
 * ratio; undefined without a significant change.
 */
function changePoint(minutes: readonly Harm[], to: 'rise' | 'fall'): number | undefined {
  const all = totalOf(minutes)
  const sign = to === 'rise' ? 1 : -1
  let [harmed, requests, highest, at] = [0, 0, MIN_RATIO, undefined as number | undefined]
  for (const one of minutes) {
    const later = { harmed: all.harmed - harmed, requests: all.requests - requests }
    const ratio = sign * riseRatio({ harmed, requests }, later)
    if (ratio > highest) {
      highest = ratio
      at = one.minute
    }
    harmed += one.harmed
    requests += one.requests
  }
  return at
}

/** The log-likelihood ratio of a share for each of two periods to one for both; negative if the share falls. */
function riseRatio(before: Total, later: Total): number {
  const both = likelihood(before.harmed + later.harmed, before.requests + later.requests)
  const ratio = likelihood(before.harmed, before.requests) + likelihood(later.harmed, later.requests) - both
  return Math.sign(later.harmed * before.requests - before.harmed * later.requests) * ratio
}

/** The minute from which the share is lower for good; `end` if it is higher there, and undefined if it never changed. */
function lastFall(minutes: readonly Harm[], end: number): number | undefined {
  const fall = changePoint(minutes, 'fall')
  const at = fall ?? changePoint(minutes, 'rise')
  if (at === undefined) return undefined
  const later = lastFall(
    minutes.filter(({ minute }) => minute >= at),
    end,
  )
  return later ?? fall ?? end
}

/** The log-likelihood of this many affected requests at their own share. */
function likelihood(harmed: number, requests: number): number {
  const of = (part: number) => (part === 0 ? 0 : part * Math.log(part / requests))
  return of(harmed) + of(requests - harmed)
}

type Total = Pick<Harm, 'harmed' | 'requests'>

function totalOf(minutes: readonly Harm[]): Total {
  return minutes.reduce(
    (sum, { harmed, requests }) => ({ harmed: sum.harmed + harmed, requests: sum.requests + requests }),
    { harmed: 0, requests: 0 },
  )
}

/** The requests of each incident, and how many of them were affected beyond the usual share. */
function incidentTable(facts: PostmortemInput, limit: number | undefined) {
  const { incidents, book, levels } = facts
  if (incidents.length === 0) return []
  return [
    `| ${text.incidentHead} | ${text.periodHead} | ${text.affectedHead} | ${text.excessHead} |`,
    '| --- | --- | ---: | ---: |',
    ...incidents.map((incident) => {
      const { fromMinute, toMinute, usual } = effectOf(facts, incident, limit)
      const impact = impactOf(levels.outcomes, fromMinute, toMinute, limit)
      return text.incidentRow({
        title: incidentTitle(incident, book),
        ...{ fromMs: fromMinute * MINUTE_MS, toMs: toMinute * MINUTE_MS },
        affected: impact && { harmed: harmedOf(impact), requests: impact.requests, usual },
      })
    }),
    '',
    text.excessAbout,
    '',
  ]
}

function timelineOf({ changes, incidents, book }: PostmortemInput, detected: readonly TimelineEntry[]) {
  // Events that were active from the start describe the usual conditions, so they are not listed.
  const usual = new Set(changes.flatMap(({ at, what }) => (at === 0 && what.type === 'note' ? [what.note] : [])))
  const lines = [
    ...changes.flatMap(({ at, what }) =>
      what.type === 'note' && usual.has(what.note) ? [] : [{ at, event: changeText(what) }],
    ),
    ...[...detected, ...incidents.flatMap((one) => endsOf(one, book))].map(({ minute, event }) => ({
      ...{ at: minute * MINUTE_MS, event },
    })),
  ].sort((a, b) => a.at - b.at)
  if (lines.length === 0) return [text.noChanges]
  const shown = lines.slice(0, MAX_ENTRIES).map((line) => `- ${text.entry(line)}`)
  const more = lines.length - shown.length
  return more > 0 ? [...shown, `- ${text.more({ more })}`] : shown
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
      // The stored reason of an edit says less than the change of the share itself.
      return text.share({
        ...{ from: what.from, to: what.to, ...causedBy(what) },
        ...(reasonOf(what.why) === 'serviceChanged' ? { why: '' } : {}),
      })
    case 'canary':
      return text.canary[what.did]({ percent: what.percent, ...causedBy(what) })
    case 'note': {
      const event = loggedEventTitle(what.title)
      return what.on ? text.eventBegan({ event }) : text.eventEnded({ event })
    }
    case 'service':
      return serviceChangeText(what, doneBy)
    default:
      return what satisfies never
  }
}

function causedBy({ by, why }: { readonly by: string; readonly why: string }) {
  return { by: doneBy(by), why: reasonText(why) }
}

function doneBy(stored: string): string {
  const actor = actorOf(stored)
  return actor === undefined ? text.byName({ name: stored }) : text.by[actor]
}

function worst(
  of: 'version' | 'slice',
  cells: ReadonlyMap<number, Counters>,
  nameOf: (at: number) => string,
): readonly string[] {
  const rows = [...cells]
    .map(([at, counters]) => {
      const ended = statusesOf(counters)
      // The answer of a fallback is not that of a version.
      const unanswered = STATUSES.filter(
        (status) =>
          HTTP_STATUS[status] !== 200 || status === 'abstained' || (of === 'version' && status === 'fallback'),
      )
      const wrong = of === 'version' && at === NO_VERSION ? 0 : (counters.get(FIELD.harmed) ?? 0)
      const harmed = unanswered.reduce((sum, status) => sum + ended[status], wrong)
      return { name: nameOf(at), requests: requestsOf(counters), harmed }
    })
    .filter(({ harmed }) => harmed > 0)
    .sort((a, b) => b.harmed / b.requests - a.harmed / a.requests)
    .slice(0, MAX_SLICES)
  if (rows.length < 2) return []
  const hasFallback = [...cells.values()].some((counters) => statusesOf(counters).fallback > 0)
  return [
    `### ${of === 'version' ? text.byVersion : text.bySlice}`,
    '',
    ...rows.map((row) => `- ${text.worst(row)}`),
    '',
    ...(of === 'version' && hasFallback ? [text.ofFallback, ''] : []),
  ]
}
