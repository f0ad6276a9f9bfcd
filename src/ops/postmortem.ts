/**
 * @file draftPostmortem: what a log says of a bad day, as Markdown with gaps for the person who was there: what happened when, who was
 * harmed, what was detected by what. Blameless in form (Beyer et al. 2016, Site Reliability Engineering, chapter 15).
 */
import { serviceWords } from './service-words'
import { virtualTime } from '../messages/format'
import { watchedWords } from '../data/watch/monitored-features'
import type { DrillTally } from './drill-grade'
import { HARMS } from './drill-grade'
import type { Alert } from './alerts/alert'
import type { Incident } from './alerts/incidents'
import { type Book, type Change, versionName } from './record'

/** Something that was told: an incident, or what a person saw. */
export interface Detected {
  readonly minute: number
  readonly what: string
}

/** What somebody was told of an incident, when, with what was known then: at first, and when it became a page. */
export function toldOf(incident: Pick<Incident, 'toldMinute' | 'pageMinute' | 'alerts'>): readonly Detected[] {
  const { toldMinute, pageMinute, alerts } = incident
  if (toldMinute === undefined) return []
  const told = (minute: number): Detected => {
    const severity = pageMinute !== undefined && pageMinute <= minute ? 'page' : 'ticket'
    const known = alerts.filter(({ fromMinute }) => fromMinute <= minute)
    return { minute, what: `${severity} for ${[...new Set(known.map(causeOf))].join(', ')}` }
  }
  return pageMinute !== undefined && pageMinute > toldMinute ? [told(toldMinute), told(pageMinute)] : [told(toldMinute)]
}

function causeOf(alert: Alert): string {
  return alert.kind === 'drift' ? `drift of ${watchedWords(alert.feature.name)}` : alert.slo
}

export interface PostmortemFacts {
  readonly service: string
  readonly book: Book
  readonly changes: readonly Change[]
  readonly detected: readonly Detected[]
  readonly tally: DrillTally
  /** Virtual milliseconds. */
  readonly through: number
}

/** More lines than a person reads are left out, and said to be. */
const MOST_LINES = 60
const MOST_SLICES = 5

/** The draft. */
export function draftPostmortem(facts: PostmortemFacts): string {
  const { service, tally, through } = facts
  const harmed = HARMS.reduce((sum, harm) => sum + tally.counts[harm], 0)
  return [
    `# Postmortem: ${service}`,
    '',
    `${counted(tally.requests)} requests up to ${virtualTime(through)}; ${counted(harmed)} of them were answered wrongly, late or not at all (${shareOf(harmed, tally.requests)}).`,
    '',
    '## What happened',
    '',
    ...timelineOf(facts),
    '',
    '## Harm',
    '',
    '| what | requests | share |',
    '| --- | ---: | ---: |',
    ...HARMS.map(
      (harm) => `| ${harm} | ${counted(tally.counts[harm])} | ${shareOf(tally.counts[harm], tally.requests)} |`,
    ),
    '',
    ...worst('By version', tally.byVersion, (at) =>
      facts.book.versions[at] ? versionName(facts.book.versions[at]) : 'no version',
    ),
    ...worst('Slices that were worst off', tally.bySlice, (at) => facts.book.slices[at] ?? 'the rest'),
    '## Detected',
    '',
    ...(facts.detected.length === 0
      ? ['Nothing was told and nobody said anything.']
      : facts.detected.map(({ minute, what }) => `- ${virtualTime(minute * 60_000)}: ${what}`)),
    '',
    '## Causes',
    '',
    '_What made it possible? Ask why until the answer is about the system, not about a person._',
    '',
    '## What went well',
    '',
    '_What kept it from being worse? Where was it luck?_',
    '',
    '## Actions',
    '',
    '- [ ] _What will be done, by whom, until when; what will tell sooner next time?_',
    '',
  ].join('\n')
}

function timelineOf({ changes, detected }: PostmortemFacts): readonly string[] {
  // What sounded from the beginning is how the world is, not what happened to it.
  const usual = new Set(changes.flatMap(({ at, what }) => (at === 0 && what.type === 'note' ? [what.note] : [])))
  const lines = [
    ...changes.flatMap(({ at, what }) =>
      what.type === 'note' && usual.has(what.note) ? [] : [{ at, said: saidOf(what) }],
    ),
    ...detected.map(({ minute, what }) => ({
      at: minute * 60_000,
      said: what.startsWith('a person') ? what : `told: ${what}`,
    })),
  ].sort((a, b) => a.at - b.at)
  const shown = lines.slice(0, MOST_LINES).map(({ at, said }) => `- ${virtualTime(at)}: ${said}`)
  const more = lines.length - shown.length
  if (lines.length === 0) return ['Nothing was changed.']
  return more > 0 ? [...shown, `- and ${counted(more)} more, which are in the log`] : shown
}

function saidOf(what: Change['what']): string {
  switch (what.type) {
    case 'alias':
      return `${what.by} moved the ${what.alias} of ${what.model} from ${versionSaid(what.from)} to ${versionSaid(what.to)}${whySaid(what.why)}`
    case 'share':
      return `${what.by} set the challenger’s share from ${what.from} % to ${what.to} %${whySaid(what.why)}`
    case 'canary':
      return `${what.by}: canary ${what.did} at ${what.percent} %${whySaid(what.why)}`
    case 'note':
      return `in the world, "${what.title}" ${what.on ? 'began' : 'ended'}`
    case 'service':
      return serviceWords(what)
    default:
      return what satisfies never
  }
}

function versionSaid(version: number | undefined): string {
  return version === undefined ? 'none' : `v${version}`
}

function whySaid(why: string): string {
  return why === '' ? '' : ` (${why})`
}

function worst(title: string, cells: DrillTally['bySlice'], nameOf: (at: number) => string): readonly string[] {
  const rows = [...cells]
    .map(([at, { requests, counts }]) => ({
      name: nameOf(at),
      requests,
      harmed: HARMS.reduce((sum, harm) => sum + counts[harm], 0),
    }))
    .filter(({ harmed }) => harmed > 0)
    .sort((a, b) => b.harmed / b.requests - a.harmed / a.requests)
    .slice(0, MOST_SLICES)
  if (rows.length < 2) return []
  return [
    `### ${title}`,
    '',
    ...rows.map(
      (row) =>
        `- ${row.name}: ${counted(row.harmed)} of ${counted(row.requests)} (${shareOf(row.harmed, row.requests)})`,
    ),
    '',
  ]
}

function counted(n: number): string {
  return n.toLocaleString('en-US')
}

function shareOf(part: number, whole: number): string {
  return whole === 0 ? '0 %' : `${(Math.round((1000 * part) / whole) / 10).toString()} %`
}
