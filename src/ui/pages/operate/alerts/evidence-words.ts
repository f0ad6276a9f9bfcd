/** @file Evidence in words: what bad requests have in common, what was done before, what is not as it was. */
import { serviceWords } from '../../../../ops/service-words'
import type { BurnAlert, DriftAlert, Move } from '../../../../ops/alerts/alert'
import type { IncidentVerdict } from '../../../../ops/alerts/grading'
import { burnsOf, type Incident } from '../../../../ops/alerts/incidents'
import { foundBy } from '../../../../ops/drift/feature-drift'
import { type Trait, WAITING } from '../../../../ops/alerts/traits'
import { NOW_MINUTES, type Shift } from '../../../../ops/alerts/vitals'
import { type Book, STATUSES, versionName } from '../../../../ops/record'
import { MINUTE } from '../../../../ops/scenario/scenario'
import { virtualTime } from '../../../../messages/format'
import { timeWords } from '../live/log-summary'
import { countWords, lastedWords, minutesWords, shareWords, whenWords } from './figures'

/** What requests of a trait have in common. */
export function traitWords(trait: Trait, book: Book | undefined): string {
  const { value, bad, total } = trait
  switch (trait.of) {
    case 'version':
    case 'slice': {
      const version = book?.versions[value]
      const name =
        trait.of === 'slice'
          ? `The slice “${book?.slices[value] ?? value}”`
          : version
            ? versionName(version)
            : 'No version'
      const elsewhere = shareWords(trait.otherBad / trait.otherTotal)
      return `${name}: ${shareWords(bad / total)} of ${countWords(total)} are bad, ${elsewhere} of all others`
    }
    case 'status':
      return `${shareWords(bad / total)} of the bad ones ended as “${STATUSES[value] ?? value}”`
    case 'part': {
      const where = value === WAITING ? 'waiting for a replica' : `in the stage “${book?.stages[value] ?? value}”`
      return `${shareWords(bad / total)} of the bad ones spent most of their time ${where}`
    }
    case 'verdict':
      return `${shareWords(bad / total)} of the bad ones were refused for “${book?.verdicts[value] ?? value}”`
    default:
      return trait satisfies never
  }
}

/** What is not as it was. */
export function shiftWords(shift: Shift, book: Book | undefined): string {
  switch (shift.kind) {
    case 'traffic':
      return `${countWords(shift.now)} requests a minute come, after ${countWords(shift.before)}`
    case 'slice':
      return `The slice “${book?.slices[shift.value] ?? shift.value}” is ${shareWords(shift.now)} of all requests, after ${shareWords(shift.before)}`
    case 'stage':
      return `The stage “${book?.stages[shift.value] ?? shift.value}” takes ${timeWords(shift.now)} in the mean, after ${timeWords(shift.before)}`
    case 'waiting':
      return `Requests wait ${timeWords(shift.now)} for a replica in the mean, after ${timeWords(shift.before)}`
    case 'less sure':
      return `Answers are less sure: ${shareWords(shift.now)} in the mean, after ${shareWords(shift.before)}`
    default:
      return shift satisfies never
  }
}

export const SHIFT_ABOUT = `The last ${NOW_MINUTES} minutes before it was told against the hours before`

/** What was done to the service. */
export function moveWords({ at, what }: Move): string {
  const when = virtualTime(at)
  switch (what.type) {
    case 'alias': {
      const to = what.to === undefined ? 'was taken down' : `went to version ${what.to}`
      const from = what.from === undefined ? '' : `, from ${what.from}`
      return `${when}: the flag ${what.alias} of ${what.model} ${to}${from}, by ${what.by}${reason(what.why)}`
    }
    case 'share':
      return `${when}: the challenger’s share went from ${what.from} to ${what.to} %, by ${what.by}${reason(what.why)}`
    case 'service':
      return `${when}: ${serviceWords(what)}`
    case 'note':
      return `${when}: a build was deployed, by the score`
    default:
      return what satisfies never
  }
}

/** As what an incident began, and what it became when. */
export function sinceWords({ alerts, fromMinute, pageMinute }: Incident): string {
  if (pageMinute === undefined) return `A ticket since ${whenWords(fromMinute)}`
  if (pageMinute <= fromMinute) return `A page since ${whenWords(fromMinute)}`
  // Where a silence lay on the first page, it began as none.
  const began = alerts[0]?.severity === 'ticket' ? 'A ticket since' : 'Began'
  return `${began} ${whenWords(fromMinute)}, a page since ${whenWords(pageMinute)}`
}

/** How an incident stands. */
export function stateWords(
  { state, resolvedBy, toMinute, calmMinute, fromMinute, takenMinute = fromMinute, toldMinute, silenced }: Incident,
  minute: number,
): string {
  if (state === 'resolved' && resolvedBy === 'a person') return 'closed by a person'
  if (state === 'resolved') return `over after ${minutesWords((toMinute ?? minute) - fromMinute)}`
  if (toldMinute === undefined && silenced) return `silenced until ${virtualTime(silenced.untilMinute * MINUTE)}`
  const calm = calmMinute === undefined ? '' : `, calm since ${whenWords(calmMinute)}`
  if (state === 'open') return `open for ${minutesWords(Math.max(1, minute - fromMinute))}${calm}`
  return `taken on ${minute > takenMinute ? `for ${minutesWords(minute - takenMinute)}` : 'just now'}${calm}`
}

/** A reason may not have been given. */
function reason(why: string): string {
  return why === '' ? '' : `: ${why}`
}

/** Who saw it, when, and what that ended; undefined while nobody did. */
export function seenWords({ state, severity, takenMinute }: Incident): string | undefined {
  if (takenMinute === undefined) return undefined
  const seen = `A person took it on at ${whenWords(takenMinute)}`
  if (state === 'resolved') return `${seen}.`
  const quiet = severity === 'page' ? 'nobody is paged for it any more' : 'nobody is told of it any more'
  return `${seen}: ${quiet}, also where more rules fire.`
}

/** What the score says of an incident, once it may be told: `faults` are the titles of what was at work. */
export function verdictWords(
  { alerts }: Pick<Incident, 'alerts'>,
  verdict: IncidentVerdict,
  faults: readonly string[],
): string {
  if (verdict === 'true')
    return `The score knows what was at work: ${faults.map((title) => title.toLowerCase()).join(', ')}.`
  if (verdict === 'moved')
    return 'No fault of the score was at work: what was done before it began is what it tells of. It counts for no precision.'
  const why =
    burnsOf(alerts).length > 0
      ? 'An objective that is missed as usual asks for too much.'
      : 'Some windows drift by chance; or these requests never were quite like the rows that they are held against.'
  return `The score knows: no fault of it was at work. ${why}`
}

/** Why nobody was told. */
export function silenceWords({ silenced }: Incident): string | undefined {
  if (!silenced) return undefined
  const until = virtualTime(silenced.untilMinute * MINUTE)
  return silenced.by === 'a person'
    ? `A person asked for silence until ${until}.`
    : `A rollout silences until ${until}: ${moveWords(silenced.by)}.`
}

/** 3.2× in the long window, 14× in the short one. */
export function alertNumbers({ numbers }: BurnAlert): string {
  return `${countWords(numbers.bad)} of ${countWords(numbers.total)} bad, ${countWords(numbers.shortBad)} of ${countWords(numbers.shortTotal)} lately`
}

/** Features that drifted, each once: where it was furthest, and every time that it was told. */
export function driftRows(
  drifts: readonly DriftAlert[],
): readonly { readonly furthest: DriftAlert; readonly lasted: string }[] {
  const byName = new Map<string, DriftAlert[]>()
  for (const one of drifts) byName.set(one.feature.name, [...(byName.get(one.feature.name) ?? []), one])
  return [...byName.values()].map((all) => ({
    furthest: all.reduce((most, one) => (one.feature.psi > most.feature.psi ? one : most)),
    lasted: `${all.length > 1 ? `${all.length} times: ` : ''}${all.map(lastedWords).join('; ')}`,
  }))
}

/** How far a feature had gone when it was told, in its own unit where it has one, beside what it is held against. */
export function driftSize({ feature }: DriftAlert): string {
  const { mean, bins, missing } = feature
  const gone =
    missing.p < 0.01 ? [`missing in ${shareWords(missing.now)}, reference ${shareWords(missing.before)}`] : []
  if (mean) return [`mean ${tidy(mean.now)}, reference ${tidy(mean.before)}`, ...gone].join('; ')
  const [now, before] = [bins.now, bins.before].map((counts) => {
    const all = counts.reduce((a, b) => a + b, 0)
    return counts.map((count) => count / Math.max(1, all))
  }) as [number[], number[]]
  const most = now.reduce((best, share, i) => (far(share, before[i]) > far(now[best], before[best]) ? i : best), 0)
  const name = bins.values?.[most] ?? 'others'
  return [`“${name}” ${shareWords(now[most] ?? 0)}, reference ${shareWords(before[most] ?? 0)}`, ...gone].join('; ')
}

function far(now = 0, before = 0): number {
  return Math.abs(now - before)
}

function tidy(value: number): string {
  // A mean of no values.
  if (Number.isNaN(value)) return 'missing'
  return String(Number(value.toPrecision(3)))
}

/** By which test, how surely, and in how many requests: a feature is looked at twice, and the p-value is of the look that found more. */
export function driftEvidence({ feature, n }: DriftAlert): string {
  const { decides, adjusted } = feature
  const p = adjusted < 1e-6 ? '< 0.000001' : `= ${Number(adjusted.toPrecision(2))}`
  const test =
    foundBy(feature) === 'missing'
      ? 'χ² of how many are missing'
      : `${STATISTIC_WORDS[decides]} ${tidy(feature.statistic)}`
  return `${test}: p ${p} after correction, in ${countWords(n)} requests`
}

const STATISTIC_WORDS: Readonly<Record<DriftAlert['feature']['decides'], string>> = {
  'kolmogorov-smirnov': 'Kolmogorov-Smirnov',
  'chi-squared': 'χ²',
  psi: 'PSI',
  'jensen-shannon': 'Jensen-Shannon',
  wasserstein: 'Wasserstein',
}
