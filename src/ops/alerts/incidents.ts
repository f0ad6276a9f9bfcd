/**
 * @file Incidents: groups alerts by cause and applies the user's actions; a pure function of alerts, changes and
 * actions. For example, a bad deploy that violates three objectives is one incident. A rollout silences alerts; an
 * alert that is still active when the silence ends sends its notification at that point.
 */
import { MINUTE_MS } from '../log/fold-log'
import { type LogDictionary, NO_VERSION_INDEX } from '../log-entry'
import { modelOfBuild } from '../../messages/en/operate/terms'
import { type Alert, type BurnAlert, type DriftAlert, GAP_MINUTES, isRollout, type ServiceChange } from './alert'
import type { Trait } from './common-traits'
import type { Shift } from './metric-shifts'

/** A rollout silences alerts for this many minutes, because the person rolling out is watching the service. */
export const SILENCE_MINUTES = 10
/** An action taken by the user in a given simulated minute. */
export type IncidentAction =
  | { readonly act: 'acknowledge'; readonly incident: string; readonly minute: number }
  | { readonly act: 'resolve'; readonly incident: string; readonly minute: number }
  | { readonly act: 'note'; readonly incident: string; readonly minute: number; readonly text: string }
  /** Suppresses notifications for new alerts for this many minutes. */
  | { readonly act: 'silence'; readonly minute: number; readonly minutes: number }

/** What the alerts in an incident have in common. */
export type Cause =
  | { readonly of: 'version' | 'slice'; readonly value: number }
  /** No version answered: either a fallback answered, or nothing did. */
  | { readonly of: 'no version' }
  | { readonly of: 'move'; readonly move: ServiceChange }
  /** Inputs or predictions drifted. */
  | { readonly of: 'drift'; readonly features: readonly string[] }
  /** All requests are affected: errors and latency (`service`), or wrong predictions (`answers`). */
  | { readonly of: 'service' | 'answers' }

export const RUNBOOKS = ['bad-version', 'slow', 'failing', 'wrong-answers', 'abstentions', 'slice', 'drift'] as const
export type RunbookKey = (typeof RUNBOOKS)[number]

export interface Incident {
  /** The ID of the first alert, so that the incident keeps its ID when other alerts join. */
  readonly id: string
  readonly state: 'open' | 'acknowledged' | 'resolved'
  readonly resolvedBy?: 'itself' | 'user'
  readonly resolvedMinute?: number
  readonly severity: 'page' | 'ticket'
  readonly fromMinute: number
  /** The first minute in which none of the incident's rules fired; absent while any of them fires. */
  readonly toMinute?: number
  /**
   * The first minute in which the error budget was no longer burning, set once this has been the case for a while.
   * Rules with long windows keep firing for hours afterward.
   */
  readonly calmMinute?: number
  /** The minute in which the incident became a page; absent if it never did. */
  readonly pageMinute?: number
  /** The minute in which the user first acknowledged the incident. */
  readonly takenMinute?: number
  /** The minute of the first notification; absent if the incident was silenced throughout. */
  readonly notifiedMinute?: number
  /** The most recent silence that applied to the incident. */
  readonly silenced?: { readonly untilMinute: number; readonly by: ServiceChange | 'user' }
  readonly alerts: readonly Alert[]
  readonly cause: Cause
  readonly traits: readonly Trait[]
  readonly shifts: readonly Shift[]
  /** Changes in the hours before the incident began, latest first. */
  readonly moves: readonly ServiceChange[]
  /** Those of these changes that may have caused it. */
  readonly suspects?: readonly ServiceChange[]
  readonly runbook: RunbookKey
  readonly notes: readonly { readonly minute: number; readonly text: string }[]
}

interface Group {
  readonly alerts: Alert[]
  readonly keys: Set<string>
  hotMinute: number
}

interface Silence {
  readonly from: number
  readonly to: number
  readonly by: ServiceChange | 'user'
}

export interface IncidentsInput {
  /** The alerts, in the order in which they started. */
  readonly alerts: readonly Alert[]
  readonly moves: readonly ServiceChange[]
  readonly acts: readonly IncidentAction[]
  /** The current minute, which is not over yet. */
  readonly minute: number
}

/** Groups the given alerts into incidents, oldest first. */
export function incidentsOf({ alerts, moves, acts, minute }: IncidentsInput): readonly Incident[] {
  const groups: Group[] = []
  for (const alert of alerts) {
    const keys = keysOf(alert)
    const group = groups.findLast((one) => joins(one, alert, keys, acts))
    if (!group) {
      groups.push({ alerts: [alert], keys: new Set(keys), hotMinute: alert.hotMinute })
      continue
    }
    group.alerts.push(alert)
    for (const key of keys) group.keys.add(key)
    group.hotMinute = Math.max(group.hotMinute, alert.hotMinute)
  }
  const silences = silencesOf(moves, acts)
  return groups.map(({ alerts: own }) => incidentOf(own, silences, acts, minute))
}

function joins(
  { alerts, keys, hotMinute }: Group,
  alert: Alert,
  own: readonly string[],
  acts: readonly IncidentAction[],
): boolean {
  if (alert.fromMinute > hotMinute + GAP_MINUTES || !own.some((key) => keys.has(key))) return false
  // Input drift that began after all alerts of an incident had fired is a new problem, unless inputs drifted before.
  const isLaterDrift =
    alert.kind === 'drift' &&
    alert.feature.of === 'input' &&
    alerts.every(({ fromMinute }) => fromMinute < alert.hotFrom) &&
    !driftsOf(alerts).some(({ feature }) => feature.of === 'input')
  if (isLaterDrift) return false
  // If the user has resolved an incident, later alerts belong to a new incident.
  const closed = closedAt(alerts, acts)
  return closed === undefined || alert.fromMinute < closed
}

/** The changes before an incident: the one that most likely caused it, then the others, latest first. */
export function likeliestChanges(
  { cause, moves, suspects = [] }: Pick<Incident, 'cause' | 'moves' | 'suspects'>,
  book: LogDictionary | undefined,
): readonly ServiceChange[] {
  const version = cause.of === 'version' ? book?.versions[cause.value] : undefined
  const deploy = version && modelOfBuild(version.model) !== undefined && moves.find(({ what }) => what.type === 'note')
  const first = (cause.of === 'move' ? cause.move : deploy) || suspects[0]
  return first ? [first, ...moves.filter((one) => changeKey(one) !== changeKey(first))] : moves
}

/** Returns only the burn-rate alerts. */
export function burnsOf(alerts: readonly Alert[]): readonly BurnAlert[] {
  return alerts.filter((one): one is BurnAlert => one.kind !== 'drift')
}

/** Returns only the drift alerts, strongest drift first. */
export function driftsOf(alerts: readonly Alert[]): readonly DriftAlert[] {
  return alerts.filter((one): one is DriftAlert => one.kind === 'drift').sort((a, b) => b.feature.psi - a.feature.psi)
}

/** Grouping keys of an alert: alerts that share a key and overlap in time belong to the same incident. */
function keysOf(alert: Alert): readonly string[] {
  // Features that drift at the same time are assumed to have a common cause, as are wrong predictions that occur across
  // all requests at that time. Changes to the service cannot cause input drift.
  if (alert.kind === 'drift') {
    const own = alert.version === undefined ? [] : [`version ${alert.version}`]
    return ['drift', 'answers', ...own, ...(alert.feature.of === 'answer' ? movedOf(alert) : [])]
  }
  const gathered = alert.traits.flatMap(({ of, value }) =>
    of === 'version' || of === 'slice' ? [`${of} ${value}`] : [],
  )
  const everywhere = gathered.length > 0 ? [] : [familyOf(alert)]
  return [`objective ${alert.slo}`, ...gathered, ...movedOf(alert), ...everywhere]
}

function movedOf({ suspects: [move] = [] }: Alert): readonly string[] {
  return move ? [`move ${move.at}`] : []
}

function familyOf({ kind }: Alert): 'service' | 'answers' {
  return kind === 'accuracy' || kind === 'without-abstention' || kind === 'drift' ? 'answers' : 'service'
}

function actionsOn(alerts: readonly Alert[], acts: readonly IncidentAction[]) {
  const id = alerts[0]?.id
  return acts.filter(
    (one): one is Exclude<IncidentAction, { act: 'silence' }> => one.act !== 'silence' && one.incident === id,
  )
}

function closedAt(alerts: readonly Alert[], acts: readonly IncidentAction[]): number | undefined {
  return actionsOn(alerts, acts).find(({ act }) => act === 'resolve')?.minute
}

function silencesOf(moves: readonly ServiceChange[], acts: readonly IncidentAction[]): readonly Silence[] {
  const rollouts = moves.flatMap((by): Silence[] => {
    if (!isRollout(by)) return []
    const from = Math.floor(by.at / MINUTE_MS)
    return [{ from, to: from + SILENCE_MINUTES, by }]
  })
  const requested = acts.flatMap((act): Silence[] =>
    act.act === 'silence' ? [{ from: act.minute, to: act.minute + act.minutes, by: 'user' }] : [],
  )
  return [...rollouts, ...requested].sort((a, b) => a.from - b.from)
}

function incidentOf(
  alerts: readonly Alert[],
  silences: readonly Silence[],
  acts: readonly IncidentAction[],
  now: number,
): Incident {
  const first = alerts[0] as Alert
  const own = actionsOn(alerts, acts)
  const closed = closedAt(alerts, acts)
  const acknowledged = own.filter(({ act }) => act === 'acknowledge')
  const isOver = alerts.every(({ toMinute }) => toMinute !== undefined)
  const overMinute = Math.max(...alerts.map(({ toMinute }) => toMinute ?? now))
  const notices = alerts.map((alert) => firstNotice(alert, silences))
  const notified = alerts.flatMap(({ severity }, i) => {
    const minute = notices[i]?.minute
    return minute === undefined ? [] : [{ severity, minute }]
  })
  const unsilenced = alerts.map(({ severity, fromMinute: minute }) => ({ severity, minute }))
  const pages = (notified.length > 0 ? notified : unsilenced).filter(({ severity }) => severity === 'page')
  const pageMinute = Math.min(...pages.map(({ minute }) => minute))
  // A ticket that becomes a page is worse than what was acknowledged, so it needs somebody again.
  const isTaken = acknowledged.some(({ minute }) => pages.length === 0 || minute >= pageMinute)
  const notifiedMinute = Math.min(...notices.map(({ minute }) => minute ?? Number.POSITIVE_INFINITY))
  const silence = notices.findLast(({ by }) => by)?.by
  const cause = causeOf(alerts)
  // A ticket of drift stays open for some windows after the last one with drift.
  const hotMinute = Math.max(
    ...alerts.map((alert) => (alert.kind === 'drift' ? (alert.driftedMinute ?? alert.hotMinute) : alert.hotMinute)),
  )
  return {
    id: first.id,
    state: isOver || closed !== undefined ? 'resolved' : isTaken ? 'acknowledged' : 'open',
    ...(acknowledged[0] ? { takenMinute: acknowledged[0].minute } : {}),
    ...(closed !== undefined && (!isOver || closed < overMinute)
      ? { resolvedBy: 'user', resolvedMinute: closed }
      : isOver
        ? { resolvedBy: 'itself', resolvedMinute: overMinute }
        : {}),
    severity: pages.length > 0 ? 'page' : 'ticket',
    fromMinute: first.fromMinute,
    ...(isOver ? { toMinute: overMinute } : {}),
    ...(now > hotMinute + GAP_MINUTES ? { calmMinute: hotMinute + 1 } : {}),
    ...(pages.length > 0 ? { pageMinute } : {}),
    ...(Number.isFinite(notifiedMinute) ? { notifiedMinute } : {}),
    ...(silence ? { silenced: { untilMinute: silence.to, by: silence.by } } : {}),
    ...{ alerts, cause },
    traits: unique(
      burnsOf(alerts).flatMap(({ traits }) => traits),
      ({ of, value }) => `${of} ${value}`,
    ),
    shifts: unique(
      burnsOf(alerts).flatMap(({ shifts }) => shifts),
      (shift) => `${shift.kind} ${'value' in shift ? shift.value : ''}`,
    ),
    moves: unique([...deploysIn(alerts, 'moves'), ...first.moves], changeKey),
    suspects: unique([...deploysIn(alerts, 'suspects'), ...(first.suspects ?? [])], changeKey),
    runbook: runbookOf(alerts, cause),
    notes: own.flatMap((one) => (one.act === 'note' ? [{ minute: one.minute, text: one.text }] : [])),
  }
}

/**
 * The deploys before alerts that joined an incident later. Other changes made after it began may be attempts to fix it, so
 * they are not treated as suspects; a deploy of the scenario is not one.
 */
function deploysIn([, ...later]: readonly Alert[], of: 'moves' | 'suspects'): readonly ServiceChange[] {
  return later.flatMap((alert) => alert[of] ?? []).filter(({ what }) => what.type === 'note')
}

function changeKey(change: ServiceChange): string {
  return JSON.stringify(change)
}

/**
 * The first minute in which an alert was not silenced while the error budget was still burning, and the most recent
 * silence that applied to the alert.
 */
function firstNotice(
  { fromMinute, hotMinute }: Alert,
  silences: readonly Silence[],
): { readonly minute?: number; readonly by?: Silence } {
  let minute = fromMinute
  let by: Silence | undefined
  for (const one of silences) {
    if (one.from > minute || one.to <= minute) continue
    minute = one.to
    by = one
  }
  return { ...(minute <= hotMinute ? { minute } : {}), ...(by ? { by } : {}) }
}

/**
 * What most of the alerts have in common. A version takes precedence over a slice, drift or a change, because a
 * narrower cause is more informative.
 */
function causeOf(alerts: readonly Alert[]): Cause {
  for (const of of ['version', 'slice'] as const) {
    const counts = new Map<number, number>()
    for (const { traits } of burnsOf(alerts))
      for (const trait of traits) if (trait.of === of) counts.set(trait.value, (counts.get(trait.value) ?? 0) + 1)
    const [most] = [...counts].sort((a, b) => b[1] - a[1])
    if (most) return of === 'version' && most[0] === NO_VERSION_INDEX ? { of: 'no version' } : { of, value: most[0] }
  }
  const drifts = driftsOf(alerts)
  const features = [...new Set(drifts.map(({ feature }) => feature.name))]
  // Only input drift takes precedence over a rollout, because prediction drift may be caused by a version change.
  if (drifts.some(({ feature }) => feature.of === 'input')) return { of: 'drift', features }
  const move = alerts[0]?.suspects?.[0] ?? deploysIn(alerts, 'suspects')[0]
  if (move) return { of: 'move', move }
  // Where labels or failures show what is wrong, prediction drift is a consequence.
  if (drifts.length === alerts.length) return { of: 'drift', features }
  return { of: alerts.some((alert) => familyOf(alert) === 'service') ? 'service' : 'answers' }
}

function runbookOf(alerts: readonly Alert[], cause: Cause): RunbookKey {
  if (cause.of === 'version' || cause.of === 'move') return 'bad-version'
  if (cause.of === 'no version') return 'failing'
  if (cause.of === 'slice') return 'slice'
  if (cause.of === 'drift') return 'drift'
  if (cause.of === 'answers') return alerts.some(({ kind }) => kind === 'accuracy') ? 'wrong-answers' : 'abstentions'
  return alerts.some(({ kind }) => kind === 'availability' || kind === 'without-fallback') ? 'failing' : 'slow'
}

function unique<T>(all: readonly T[], key: (one: T) => string): readonly T[] {
  return [...new Map(all.toReversed().map((one) => [key(one), one])).values()].reverse()
}
