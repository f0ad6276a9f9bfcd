/** @file Text about the evidence of an incident: common traits, earlier changes, changed metrics and drift. */
import { ALIASES } from '../../../../catalog/lowered-stage'
import { incidentsText as text } from '../../../../messages/en/operate/alerts'
import { objectivesText } from '../../../../messages/en/operate/objectives'
import { driftText } from '../../../../messages/en/operate/drift'
import { requestStatusText } from '../../../../messages/en/operate/request'
import { aliasName, sliceTitle, termsText, versionTitle } from '../../../../messages/en/operate/terms'
import type { BurnAlert, DriftAlert, ServiceChange } from '../../../../ops/alerts/alert'
import { type Trait, WAITING } from '../../../../ops/alerts/common-traits'
import type { IncidentVerdict } from '../../../../ops/alerts/grade-alerts'
import { burnsOf, type Incident } from '../../../../ops/alerts/incidents'
import type { Shift } from '../../../../ops/alerts/metric-shifts'
import { byText, reasonText, serviceChangeText } from '../../../../ops/change-text'
import { foundBy } from '../../../../ops/drift/feature-drift'
import { type LogDictionary, STATUSES } from '../../../../ops/log-entry'
import type { BurnRule } from '../../../../ops/slo-burn'

/** What bad requests have in common; if several alerts belong to the incident, each line names the alert that it is of. */
export function traitLines({ alerts, traits }: Incident, book: LogDictionary | undefined): readonly string[] {
  const burns = burnsOf(alerts)
  // That requests were late although they ended as usual is no news.
  const shown = traits.filter(({ of, value }) => of !== 'status' || STATUSES[value] !== 'ok')
  return shown.map((trait) => {
    const line = traitText(trait, book)
    const alert = burns.length > 1 ? burns.find((one) => one.traits.includes(trait)) : undefined
    if (!alert) return line
    return text.traits.of({
      line,
      objective: objectivesText.kinds[alert.kind],
      minute: alert.traitsMinute ?? alert.fromMinute,
    })
  })
}

function traitText(trait: Trait, book: LogDictionary | undefined): string {
  const { value, bad, total } = trait
  const share = bad / total
  switch (trait.of) {
    case 'version':
    case 'slice': {
      const numbers = { share, total, elsewhere: trait.otherBad / trait.otherTotal }
      if (trait.of === 'slice') return text.traits.slice({ ...numbers, slice: sliceNamed(book, value) })
      const version = book?.versions[value]
      return version
        ? text.traits.version({ ...numbers, version: versionTitle(version) })
        : text.traits.noVersion(numbers)
    }
    case 'status': {
      const status = STATUSES[value]
      return text.traits.status({ share, status: status ? requestStatusText[status] : String(value) })
    }
    case 'part':
      return value === WAITING
        ? text.traits.waiting({ share })
        : text.traits.stage({ share, stage: named(book?.stages, value) })
    case 'replica':
      return text.traits.replica({ share, alias: aliasName(ALIASES[value] ?? '') })
    case 'verdict':
      return text.traits.rejected({ share, verdict: named(book?.verdicts, value) })
    default:
      return trait satisfies never
  }
}

function sliceNamed(book: LogDictionary | undefined, value: number): string {
  return book ? sliceTitle(book.slices, value) : String(value)
}

function named(names: readonly string[] | undefined, value: number): string {
  return names?.[value] ?? String(value)
}

/** Describes a metric that changed. */
export function shiftText(shift: Shift, book: LogDictionary | undefined): string {
  const { now, before } = shift
  switch (shift.kind) {
    case 'slice':
      return text.shifts.slice({ now, before, slice: sliceNamed(book, shift.value) })
    case 'stage':
      return text.shifts.stage({ now, before, stage: named(book?.stages, shift.value) })
    case 'traffic':
    case 'waiting':
    case 'warm':
    case 'less sure':
      return text.shifts[shift.kind]({ now, before })
    default:
      return shift satisfies never
  }
}

/** Describes a change to the service before an incident. */
export function serviceChangeLine({ at, what }: ServiceChange): string {
  switch (what.type) {
    case 'alias': {
      const { alias, model, from, to } = what
      const change = { at, alias: termsText.alias[alias], model, by: byText(what.by), why: reasonText(what.why) }
      if (to === undefined) return text.changes.aliasRemoved({ ...change, from })
      return from === undefined
        ? text.changes.aliasSet({ ...change, to })
        : text.changes.aliasMoved({ ...change, from, to })
    }
    case 'share': {
      const { from, to } = what
      return text.changes.share({ at, from, to, by: byText(what.by), why: reasonText(what.why) })
    }
    case 'service':
      return text.changes.service({ at, change: serviceChangeText(what) })
    case 'note':
      return text.changes.deploy({ at })
    default:
      return what satisfies never
  }
}

/** Says whether an incident began as a ticket or a page, and when it became a page. */
export function sinceText({ alerts, fromMinute: minute, pageMinute }: Incident): string {
  if (pageMinute === undefined) return text.since.ticket({ minute })
  if (pageMinute <= minute) return text.since.page({ minute })
  // If the first alert was a silenced page, the incident began neither as a ticket nor as a page.
  const isTicket = alerts[0]?.severity === 'ticket'
  return isTicket ? text.since.ticketThenPage({ minute, pageMinute }) : text.since.thenPage({ minute, pageMinute })
}

/** Describes the state of an incident. */
export function stateText(incident: Incident, minute: number): string {
  const { state, calmMinute, fromMinute, takenMinute = fromMinute, notifiedMinute, silenced } = incident
  if (state === 'resolved') return text.state.resolved(resolutionOf(incident))
  if (notifiedMinute === undefined && silenced) return text.state.silenced(silenced)
  if (state === 'open') {
    const forMinutes = Math.max(1, minute - fromMinute)
    return calmMinute === undefined ? text.state.open({ forMinutes }) : text.state.openCalm({ forMinutes, calmMinute })
  }
  const forMinutes = minute - takenMinute
  if (forMinutes <= 0)
    return calmMinute === undefined ? text.state.acknowledgedNow : text.state.acknowledgedNowCalm({ calmMinute })
  return calmMinute === undefined
    ? text.state.acknowledged({ forMinutes })
    : text.state.acknowledgedCalm({ forMinutes, calmMinute })
}

/** When and by whom an incident was resolved, and when its rules stopped firing. */
export function resolutionOf({ resolvedBy, toMinute, fromMinute, resolvedMinute = fromMinute }: Incident) {
  return { byUser: resolvedBy === 'user', resolvedMinute, toMinute }
}

/**
 * Says when an incident was acknowledged, and which notifications that prevents; undefined if it was not acknowledged.
 */
export function seenText({ state, severity, takenMinute: minute }: Incident): string | undefined {
  if (minute === undefined) return undefined
  const seen = state === 'resolved' ? 'resolved' : state === 'open' ? 'worse' : severity
  return text.seen[seen]({ minute })
}

/**
 * Describes the scenario's ground truth about an incident, once it may be shown; `faults` contains the titles of the
 * faults that caused the incident.
 */
export function verdictText(
  { alerts }: Pick<Incident, 'alerts'>,
  verdict: IncidentVerdict,
  faults: readonly string[],
): string {
  if (verdict === 'true') return text.verdict.true({ faults })
  if (verdict === 'moved' || verdict === 'baseline') return text.verdict[verdict]
  return burnsOf(alerts).length > 0 ? text.verdict.falseBurn : text.verdict.falseDrift
}

/** Says why nobody was notified. */
export function silenceText({ silenced }: Incident): string | undefined {
  if (!silenced) return undefined
  const { untilMinute, by } = silenced
  return by === 'user'
    ? text.silencedByUser({ untilMinute })
    : text.silencedByRollout({ untilMinute, change: serviceChangeLine(by) })
}

/** Describes the condition of a burn-rate rule. */
export function ruleText(rule: BurnRule): string {
  return rule.forMinutes > 0 ? text.fired.conditionFor(rule) : text.fired.condition(rule)
}

/**
 * Describes the period during which an alert fired or, if it is still firing, since when, and why it still fires after
 * the incident has recovered (in `calmMinute`).
 */
export function periodText(
  { fromMinute, toMinute }: Pick<BurnAlert | DriftAlert, 'fromMinute' | 'toMinute'>,
  calmMinute?: number,
): string {
  if (toMinute !== undefined) return text.fired.period({ fromMinute, toMinute })
  return calmMinute === undefined ? text.fired.ongoing({ fromMinute }) : text.fired.ongoingCalm({ fromMinute })
}

/** One row per drifted feature, with its largest drift and every period in which its alert fired. */
export function driftRows(
  drifts: readonly DriftAlert[],
): readonly { readonly furthest: DriftAlert; readonly periods: string }[] {
  const byName = new Map<string, DriftAlert[]>()
  for (const one of drifts) byName.set(one.feature.name, [...(byName.get(one.feature.name) ?? []), one])
  return [...byName.values()].map((all) => {
    const times = all.toSorted((a, b) => a.fromMinute - b.fromMinute).map((one) => periodText(one))
    return {
      furthest: all.reduce((most, one) => (one.feature.psi > most.feature.psi ? one : most)),
      periods: times.length > 1 ? text.drift.times({ times }) : (times[0] ?? ''),
    }
  })
}

/** Compares a feature's value at the time its alert fired with the reference value. */
export function driftSize({ feature }: DriftAlert): string {
  const { mean, bins, missing } = feature
  const size = mean ? meanText(mean) : categoryText(bins)
  return missing.p < 0.01 ? text.drift.withMissing({ size, now: missing.now, before: missing.before }) : size
}

function meanText({ now, before }: NonNullable<DriftAlert['feature']['mean']>): string {
  // The mean of an empty set of values is NaN.
  return Number.isNaN(now) ? text.drift.noMean({ before }) : text.drift.mean({ now, before })
}

/** Names the category whose share changed most. */
function categoryText(bins: DriftAlert['feature']['bins']): string {
  const [now, before] = [bins.now, bins.before].map((counts) => {
    const all = counts.reduce((a, b) => a + b, 0)
    return counts.map((count) => count / Math.max(1, all))
  }) as [number[], number[]]
  const most = now.reduce((best, share, i) => (far(share, before[i]) > far(now[best], before[best]) ? i : best), 0)
  const value = bins.values?.[most] ?? text.drift.others
  return text.drift.category({ value, now: now[most] ?? 0, before: before[most] ?? 0 })
}

function far(now = 0, before = 0): number {
  return Math.abs(now - before)
}

/**
 * Names the test that detected a drift, with its p-value: values and missing values are tested separately, and the more
 * significant result is used.
 */
export function driftEvidence({ feature, n }: DriftAlert): string {
  const { decides, adjusted: p, statistic } = feature
  return foundBy(feature) === 'missing'
    ? text.drift.missingTest({ p, n })
    : text.drift.test({ name: driftText.statistics[decides], statistic, p, n })
}
