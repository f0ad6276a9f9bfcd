/**
 * @file Incidents: alerts grouped by their cause, and what people did about them: a pure function of alerts, moves and those acts. One bad
 * deploy that breaks three objectives is one incident; what a rollout silences is shown as silenced and told when that is over.
 */
import { MINUTE_MS } from '../log/in-order'
import { NONE } from '../record'
import { type Alert, type BurnAlert, type DriftAlert, GAP_MINUTES, isRollout, type Move } from './alert'
import type { Trait } from './traits'
import type { Shift } from './vitals'

/** For so many minutes after a flag or a share was moved nobody is told: a rollout is watched by who does it. */
export const QUIET_MINUTES = 10
/** What a person did, at a virtual minute. */
export type Act =
  | { readonly act: 'acknowledge'; readonly incident: string; readonly minute: number }
  | { readonly act: 'resolve'; readonly incident: string; readonly minute: number }
  | { readonly act: 'note'; readonly incident: string; readonly minute: number; readonly text: string }
  /** Nobody is told of anything new for so long. */
  | { readonly act: 'silence'; readonly minute: number; readonly minutes: number }

/** What the alerts of an incident share. */
export type Cause =
  | { readonly of: 'version' | 'slice'; readonly value: number }
  /** No version was asked, or none could answer: a fallback did, or nothing. */
  | { readonly of: 'no version' }
  | { readonly of: 'move'; readonly move: Move }
  /** What comes in is not as it was, or what is said of it. */
  | { readonly of: 'drift'; readonly features: readonly string[] }
  /** Bad everywhere: how it answers, or what it answers. */
  | { readonly of: 'service' | 'answers' }

export const RUNBOOKS = ['bad-version', 'slow', 'failing', 'wrong-answers', 'slice', 'drift'] as const
export type RunbookKey = (typeof RUNBOOKS)[number]

export interface Incident {
  /** Of its first alert: it stays the same as others join. */
  readonly id: string
  readonly state: 'open' | 'acknowledged' | 'resolved'
  readonly resolvedBy?: 'itself' | 'user'
  readonly severity: 'page' | 'ticket'
  readonly fromMinute: number
  /** The first minute in which no rule of it fired any more; absent while one does. */
  readonly toMinute?: number
  /** The first minute in which no budget of it burned any more, told once it has rested for a while: long windows hold what is over for hours. */
  readonly calmMinute?: number
  /** When it became a page; absent where it never was one. */
  readonly pageMinute?: number
  /** When a person took it on first. */
  readonly takenMinute?: number
  /** When somebody was told; absent while, or where, all of it was silenced. */
  readonly toldMinute?: number
  /** The last silence that lay on it. */
  readonly silenced?: { readonly untilMinute: number; readonly by: Move | 'user' }
  readonly alerts: readonly Alert[]
  readonly cause: Cause
  readonly traits: readonly Trait[]
  readonly shifts: readonly Shift[]
  /** What was done in the hours before it began, the latest first. */
  readonly moves: readonly Move[]
  readonly runbook: RunbookKey
  readonly notes: readonly { readonly minute: number; readonly text: string }[]
}

interface Group {
  readonly alerts: Alert[]
  readonly keys: Set<string>
  hotMinute: number
}

interface Quiet {
  readonly from: number
  readonly to: number
  readonly by: Move | 'user'
}

export interface Told {
  /** In the order in which they began. */
  readonly alerts: readonly Alert[]
  readonly moves: readonly Move[]
  readonly acts: readonly Act[]
  /** The first minute that is not over. */
  readonly minute: number
}

/** The incidents of these alerts, the oldest first. */
export function incidentsOf({ alerts, moves, acts, minute }: Told): readonly Incident[] {
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
  const quiet = quietTimes(moves, acts)
  return groups.map((group) => incidentOf(group, quiet, acts, minute))
}

function joins(
  { alerts, keys, hotMinute }: Group,
  alert: Alert,
  own: readonly string[],
  acts: readonly Act[],
): boolean {
  if (alert.fromMinute > hotMinute + GAP_MINUTES || !own.some((key) => keys.has(key))) return false
  // What a person has closed is over: what comes then is new.
  const closed = closedAt(alerts, acts)
  return closed === undefined || alert.fromMinute < closed
}

/** Those of objectives. */
export function burnsOf(alerts: readonly Alert[]): readonly BurnAlert[] {
  return alerts.filter((one): one is BurnAlert => one.kind !== 'drift')
}

/** Those of features that drift. */
export function driftsOf(alerts: readonly Alert[]): readonly DriftAlert[] {
  return alerts.filter((one): one is DriftAlert => one.kind === 'drift')
}

/** What an alert may share with others. Of the same objective, what overlaps is the same. */
function keysOf(alert: Alert): readonly string[] {
  // Features that drift at the same time do so for one reason, and answers that are wrong everywhere meanwhile are for it too. No move
  // makes inputs drift.
  if (alert.kind === 'drift') return ['drift', 'answers', ...(alert.feature.of === 'answer' ? movedOf(alert) : [])]
  const gathered = alert.traits.flatMap(({ of, value }) =>
    of === 'version' || of === 'slice' ? [`${of} ${value}`] : [],
  )
  const everywhere = gathered.length > 0 ? [] : [familyOf(alert)]
  return [`objective ${alert.slo}`, ...gathered, ...movedOf(alert), ...everywhere]
}

function movedOf({ moves }: Alert): readonly string[] {
  const move = moves.find(isRollout)
  return move ? [`move ${move.at}`] : []
}

function familyOf({ kind }: Alert): 'service' | 'answers' {
  return kind === 'accuracy' || kind === 'drift' ? 'answers' : 'service'
}

function actsOn(alerts: readonly Alert[], acts: readonly Act[]) {
  const id = alerts[0]?.id
  return acts.filter((one): one is Exclude<Act, { act: 'silence' }> => one.act !== 'silence' && one.incident === id)
}

function closedAt(alerts: readonly Alert[], acts: readonly Act[]): number | undefined {
  return actsOn(alerts, acts).find(({ act }) => act === 'resolve')?.minute
}

function quietTimes(moves: readonly Move[], acts: readonly Act[]): readonly Quiet[] {
  const rollouts = moves.flatMap((by): Quiet[] => {
    if (!isRollout(by)) return []
    const from = Math.floor(by.at / MINUTE_MS)
    return [{ from, to: from + QUIET_MINUTES, by }]
  })
  const asked = acts.flatMap((act): Quiet[] =>
    act.act === 'silence' ? [{ from: act.minute, to: act.minute + act.minutes, by: 'user' }] : [],
  )
  return [...rollouts, ...asked].sort((a, b) => a.from - b.from)
}

function incidentOf(
  { alerts, hotMinute }: Group,
  quiet: readonly Quiet[],
  acts: readonly Act[],
  now: number,
): Incident {
  const first = alerts[0] as Alert
  const own = actsOn(alerts, acts)
  const closed = closedAt(alerts, acts)
  const taken = own.find(({ act }) => act === 'acknowledge')
  const isOver = alerts.every(({ toMinute }) => toMinute !== undefined)
  const overMinute = Math.max(...alerts.map(({ toMinute }) => toMinute ?? now))
  const told = alerts.map((alert) => toldOf(alert, quiet))
  const loud = alerts.flatMap(({ severity }, i) => {
    const minute = told[i]?.minute
    return minute === undefined ? [] : [{ severity, minute }]
  })
  const silent = alerts.map(({ severity, fromMinute: minute }) => ({ severity, minute }))
  const pages = (loud.length > 0 ? loud : silent).filter(({ severity }) => severity === 'page')
  const toldMinute = Math.min(...told.map(({ minute }) => minute ?? Number.POSITIVE_INFINITY))
  const silence = told.findLast(({ by }) => by)?.by
  const cause = causeOf(alerts)
  return {
    id: first.id,
    state: isOver || closed !== undefined ? 'resolved' : taken ? 'acknowledged' : 'open',
    ...(taken ? { takenMinute: taken.minute } : {}),
    ...(closed !== undefined && (!isOver || closed < overMinute)
      ? { resolvedBy: 'user' }
      : isOver
        ? { resolvedBy: 'itself' }
        : {}),
    severity: pages.length > 0 ? 'page' : 'ticket',
    fromMinute: first.fromMinute,
    ...(isOver ? { toMinute: overMinute } : {}),
    ...(now > hotMinute + GAP_MINUTES ? { calmMinute: hotMinute + 1 } : {}),
    ...(pages.length > 0 ? { pageMinute: Math.min(...pages.map(({ minute }) => minute)) } : {}),
    ...(Number.isFinite(toldMinute) ? { toldMinute } : {}),
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
    // What came once it had begun may be its cure, and is no suspect: alerts that joined later saw that too.
    moves: first.moves,
    runbook: runbookOf(alerts, cause),
    notes: own.flatMap((one) => (one.act === 'note' ? [{ minute: one.minute, text: one.text }] : [])),
  }
}

/** The first minute of an alert that no silence covers, where it still burned by then, and the last silence that lay on it. */
function toldOf(
  { fromMinute, hotMinute }: Alert,
  quiet: readonly Quiet[],
): { readonly minute?: number; readonly by?: Quiet } {
  let minute = fromMinute
  let by: Quiet | undefined
  for (const one of quiet) {
    if (one.from > minute || one.to <= minute) continue
    minute = one.to
    by = one
  }
  return { ...(minute <= hotMinute ? { minute } : {}), ...(by ? { by } : {}) }
}

/** What most alerts share, a version before a slice before drift before a move: the narrower says more. */
function causeOf(alerts: readonly Alert[]): Cause {
  for (const of of ['version', 'slice'] as const) {
    const counts = new Map<number, number>()
    for (const { traits } of burnsOf(alerts))
      for (const trait of traits) if (trait.of === of) counts.set(trait.value, (counts.get(trait.value) ?? 0) + 1)
    const [most] = [...counts].sort((a, b) => b[1] - a[1])
    if (most) return of === 'version' && most[0] === NONE ? { of: 'no version' } : { of, value: most[0] }
  }
  const drifts = driftsOf(alerts)
  const features = [...new Set(drifts.map(({ feature }) => feature.name))]
  // Answers drift also because another version gives them.
  if (drifts.some(({ feature }) => feature.of === 'input')) return { of: 'drift', features }
  const move = alerts[0]?.moves.find(isRollout)
  if (move) return { of: 'move', move }
  if (drifts.length > 0) return { of: 'drift', features }
  return { of: alerts.some((alert) => familyOf(alert) === 'service') ? 'service' : 'answers' }
}

function runbookOf(alerts: readonly Alert[], cause: Cause): RunbookKey {
  if (cause.of === 'version' || cause.of === 'move') return 'bad-version'
  if (cause.of === 'no version') return 'failing'
  if (cause.of === 'slice') return 'slice'
  if (cause.of === 'drift') return 'drift'
  if (cause.of === 'answers') return 'wrong-answers'
  return alerts.some(({ kind }) => kind === 'availability' || kind === 'without-fallback') ? 'failing' : 'slow'
}

function unique<T>(all: readonly T[], key: (one: T) => string): readonly T[] {
  return [...new Map(all.toReversed().map((one) => [key(one), one])).values()].reverse()
}
