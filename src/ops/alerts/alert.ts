/**
 * @file Alert: either a burn-rate rule of an objective that fired (with its numbers, common traits of the bad requests,
 * and metrics that changed) or a feature that drifted (with the size and significance of the drift).
 */
import { modelOfBuild } from '../../messages/en/operate/terms'
import type { FeatureVerdict } from '../drift/window-drift'
import { MINUTE_MS } from '../log/fold-log'
import { type Change, type LogDictionary, NO_VERSION_INDEX } from '../log-entry'
import { deploy } from '../scenario/events/fault-events'
import type { Slo } from '../slo'
import type { Firing } from '../slo-burn'
import type { SloKind } from '../slo-limits'
import type { Trait } from './common-traits'
import type { Shift } from './metric-shifts'

/**
 * A change to the service: to an alias, a traffic share, or the service diagram. Deploys are the only scenario events
 * that count as changes.
 */
export interface ServiceChange {
  readonly at: number
  readonly what: Extract<Change['what'], { type: 'alias' | 'share' | 'service' | 'note' }>
}

export type Alert = BurnAlert | DriftAlert

export interface BurnAlert extends Firing, ActivePeriod {
  /** The ID of the alert, composed of the objective, the rule, and the minute in which the alert started. */
  readonly id: string
  readonly kind: SloKind
  /** The objective as it was when the alert started; absent in old logs. */
  readonly objective?: Slo
  readonly traits: readonly Trait[]
  /** The minute up to which the traits were counted, if they were counted again after the alert started. */
  readonly traitsMinute?: number
  readonly shifts: readonly Shift[]
}

/** A feature that drifted in more windows than chance would explain. Such an alert opens a ticket and never pages. */
export interface DriftAlert extends ActivePeriod {
  readonly id: string
  readonly kind: 'drift'
  readonly severity: 'ticket'
  readonly fromMinute: number
  /** The minute in which as many windows in a row had no drift as are compared; absent before. */
  readonly toMinute?: number
  /** The minute in which the last window with drift ended; absent in old logs. */
  readonly driftedMinute?: number
  /** The window in which the drift became persistent, and the number of requests (`n`) in that window. */
  readonly window: number
  readonly n: number
  /** The drift of the feature in that window. */
  readonly feature: FeatureVerdict
  /** For predictions: the version that made them, as an index into the dictionary's versions. */
  readonly version?: number
}

/** The period during which an alert was active, and the changes made before it. */
interface ActivePeriod {
  /**
   * The period in which the error budget was actually burning, judged at each minute from the preceding 15 minutes;
   * rules with long windows keep firing for hours afterward. For drift, the period starts with the first of the windows
   * that made the drift persistent.
   */
  readonly hotFrom: number
  readonly hotMinute: number
  /** Changes to the service in the hours before the alert, latest first. */
  readonly moves: readonly ServiceChange[]
  /** Those of these changes that moved an alias or a traffic share, and may have caused the alert. */
  readonly suspects?: readonly ServiceChange[]
}

/** Alerts that are more than this many minutes apart belong to different incidents. */
export const GAP_MINUTES = 30

/** A change made up to this many minutes before an alert may have caused it. */
const SUSPECT_MINUTES = 180

/**
 * Changes that may have caused an alert, latest first: those before its requests became bad in minute `hotFrom`, and
 * shares raised until it fired. Other changes in between may be attempts to fix it. The requests of a window may be bad
 * from `firstMinute` on.
 */
export function changesBefore(
  moves: readonly ServiceChange[],
  hotFrom: number,
  fromMinute = hotFrom,
  firstMinute = hotFrom,
): readonly ServiceChange[] {
  const [since, hot, end] = [firstMinute + 1 - SUSPECT_MINUTES, hotFrom + 1, fromMinute + 1].map(
    (minute) => minute * MINUTE_MS,
  ) as [number, number, number]
  const isRaise = ({ what }: ServiceChange) => what.type === 'share' && what.to > what.from
  return moves.filter((one) => one.at >= since && (one.at < hot || (one.at < end && isRaise(one)))).reverse()
}

/** Describes a change as a possible cause of alerts; undefined if it cannot cause any. */
export function suspectChange({ at, what }: Change): ServiceChange | undefined {
  if (what.type === 'note') return what.on && what.title === deploy.loggedAs ? { at, what } : undefined
  return what.type === 'canary' ? undefined : { at, what }
}

/**
 * Whether the change moved an alias or a traffic share; the person making such a change is already watching the service.
 */
export function isRollout({ what }: ServiceChange): boolean {
  return what.type === 'alias' || what.type === 'share'
}

/** The version whose requests the change of an alias affects, as an index into the dictionary's versions. */
export function versionAfter({ what }: ServiceChange, { versions }: LogDictionary): number | undefined {
  if (what.type !== 'alias') return undefined
  const { model, to } = what
  return to === undefined ? NO_VERSION_INDEX : versions.findIndex((one) => one.model === model && one.version === to)
}

/**
 * Whether a change moved a traffic share, or an alias to one of these versions. A shadow answers nobody. With
 * `deploys`, also whether it deployed one of them; bad requests name the deployed version themselves.
 */
export function mayAffect(
  change: ServiceChange,
  book: LogDictionary,
  answered: ReadonlySet<number>,
  deploys: 'deploys' | 'no deploys' = 'no deploys',
): boolean {
  const { what } = change
  if (what.type === 'note' && deploys === 'deploys')
    return [...answered].some((version) => modelOfBuild(book.versions[version]?.model ?? '') !== undefined)
  if (what.type !== 'alias') return what.type === 'share'
  return what.alias !== 'shadow' && answered.has(versionAfter(change, book) ?? NO_VERSION_INDEX)
}

const MAX_EVIDENCE = 1000

/** Alerts found so far, which are saved with the log; the changes before them are in the log itself. */
export function evidenceOf(evidence: readonly BurnAlert[], alerts: readonly BurnAlert[]): readonly BurnAlert[] {
  const all = [...evidence, ...alerts.map((one) => ({ ...one, moves: [] }))]
  return [...new Map(all.map((one) => [one.id, one])).values()].slice(-MAX_EVIDENCE)
}

/**
 * Recomputed alerts, where requests are no longer stored: with those that ended before the counts begin, and with what
 * was known about those that started before minute `known`.
 */
export function withDroppedAlerts(
  {
    alerts,
    evidence,
    slos,
  }: { readonly alerts: readonly BurnAlert[]; readonly evidence: readonly BurnAlert[]; readonly slos: readonly Slo[] },
  at: {
    readonly known: number
    readonly begins: number
    readonly end: number
    readonly moves: readonly ServiceChange[]
  },
): readonly BurnAlert[] {
  const ended = evidence.filter(
    ({ slo, toMinute = at.end }) => toMinute < at.begins && slos.some(({ id: followed }) => followed === slo),
  )
  return [
    ...ended.map((one) => ({ ...one, moves: changesBefore(at.moves, one.hotFrom, one.fromMinute) })),
    ...alerts.map((alert) => (alert.fromMinute < at.known ? withEvidence(alert, evidence) : alert)),
  ]
}

/** The alert with what is known about its requests from an alert of the same objective at that time. */
function withEvidence(alert: BurnAlert, evidence: readonly BurnAlert[]): BurnAlert {
  const same = evidence
    .filter(
      ({ slo, kind, hotFrom, fromMinute, hotMinute }) =>
        slo === alert.slo &&
        kind === alert.kind &&
        hotFrom <= alert.fromMinute &&
        Math.max(fromMinute, hotMinute) >= alert.hotFrom,
    )
    .sort((a, b) => Math.abs(a.fromMinute - alert.fromMinute) - Math.abs(b.fromMinute - alert.fromMinute))
  const known = evidence.find(({ id }) => id === alert.id) ?? same[0] ?? alert
  const { traits, traitsMinute, shifts, suspects = [] } = known
  return { ...alert, traits, shifts, suspects, ...(traitsMinute === undefined ? {} : { traitsMinute }) }
}

// A changed objective counts from the minute of the change on. Alerts that began before keep the objective that they
// began with.

/** The alerts of each objective that was changed, from before its last change; keyed by its id. */
export type AlertsBeforeChange = Readonly<
  Record<string, { readonly changeMinute: number; readonly alerts: readonly BurnAlert[] }>
>

/** The alerts to keep when objectives are replaced in this minute. */
export function alertsBeforeChange(
  known: AlertsBeforeChange,
  {
    from,
    to,
    alerts,
  }: { readonly from: readonly Slo[]; readonly to: readonly Slo[]; readonly alerts: readonly BurnAlert[] },
  changeMinute: number,
): AlertsBeforeChange {
  const changed = to.filter((slo) => {
    const before = from.find(({ id }) => id === slo.id)
    return before !== undefined && JSON.stringify(before) !== JSON.stringify(slo)
  })
  const ofSlo = (id: string) => alerts.filter((one) => one.slo === id && one.fromMinute < changeMinute)
  return { ...known, ...Object.fromEntries(changed.map(({ id }) => [id, { changeMinute, alerts: ofSlo(id) }])) }
}

/**
 * Alerts that were recomputed as if the objectives had always been these, without those from before a change. An alert
 * that was active during the change goes on if its rule still fires.
 */
export function withAlertsBeforeChange(
  recomputed: readonly BurnAlert[],
  known: AlertsBeforeChange,
  slos: readonly Slo[],
): readonly BurnAlert[] {
  const changed = Object.entries(known).filter(([id]) => slos.some((slo) => slo.id === id))
  if (changed.length === 0) return recomputed
  const others = recomputed.filter(({ slo }) => !changed.some(([id]) => id === slo))
  const kept = changed.flatMap(([id, { changeMinute, alerts }]) => {
    const own = recomputed.filter(({ slo }) => slo === id)
    const across = own.filter(({ fromMinute, toMinute = changeMinute + 1 }) => {
      return fromMinute < changeMinute && toMinute > changeMinute
    })
    const goesOn = ({ toMinute = changeMinute }: BurnAlert) => toMinute >= changeMinute
    const before = alerts.map((alert): BurnAlert => {
      if (!goesOn(alert)) return alert
      const next = across.find(({ rule }) => rule === alert.rule)
      const { toMinute: _, ...open } = alert
      if (!next) return { ...open, toMinute: changeMinute }
      return next.toMinute === undefined ? open : { ...open, toMinute: next.toMinute }
    })
    const began = across
      .filter(({ rule }) => !alerts.some((alert) => alert.rule === rule && goesOn(alert)))
      .map((alert) => ({ ...alert, id: `${id} ${alert.rule} ${changeMinute}`, fromMinute: changeMinute }))
    return [...before, ...began, ...own.filter(({ fromMinute }) => fromMinute >= changeMinute)]
  })
  return [...others, ...kept].sort((a, b) => a.fromMinute - b.fromMinute)
}
