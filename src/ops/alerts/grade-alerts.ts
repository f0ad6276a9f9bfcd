/**
 * @file Grading: compares alerts with the faults of a scenario. A fault that affects an objective counts as found if an
 * alert that sent a notification started during the fault or soon after; an incident counts as true if it found a
 * fault. Drift is graded against events that change inputs, whether or not they affect an objective. Only graders know
 * the faults; detectors do not have access to them.
 */
import { wilson } from '../../metrics/intervals'
import { conditionsAt, effectOf, parsedEvent } from '../scenario/conditions-at'
import { eventTitle } from '../scenario/events'
import { endOf, MINUTE, type Scenario, type ScenarioEvent, type Track } from '../scenario/scenario'
import type { Minutes, Slo } from '../slo'
import { type BurnRule, MIN_BAD } from '../slo-burn'
import { type Alert, GAP_MINUTES } from './alert'
import { burnsOf, driftsOf, type Incident } from './incidents'

/** A scenario event that is not part of the usual traffic. */
export interface Fault {
  readonly note: string
  readonly lane: Track
  readonly title: string
  /** Whether the fault changes which requests arrive or what they contain, so that drift detectors should find it. */
  readonly isDrift: boolean
  /**
   * Whether the fault changes which version answers requests, or whether any version does, so that predictions may
   * drift.
   */
  readonly isAnswerDrift: boolean
  /** The share of requests that the fault changes, if the service can refuse them as invalid. */
  readonly refusable?: number
  /** The simulated minutes during which the fault is active, [from, to). */
  readonly fromMinute: number
  readonly toMinute: number
}

export interface GradedFault extends Fault {
  /**
   * IDs of the objectives this fault violated: the error rate exceeded both the objective's limit and the fault-free
   * baseline.
   */
  readonly felt: readonly string[]
  /**
   * The incident that was already open for the same objectives when the fault began. Nobody was notified again, so the
   * fault counts neither as detected nor as missed.
   */
  readonly openIncident?: string
  /** The incident that detected the fault, and how many minutes after the start of the fault it did so. */
  readonly incident?: string
  readonly minutesToDetect?: number
  /** The minutes until the first incident for the fault was a page, if one was. */
  readonly minutesToPage?: number
  /**
   * For drift: the number of minutes from the start of the fault until a feature of the incident drifted persistently.
   */
  readonly driftMinutes?: number
  /** Minutes to detection for each rule that fired, keyed by rule. */
  readonly byRule: Readonly<Record<string, number>>
}

/**
 * Two verdicts count neither as true nor as false alarms, because no fault was active but the alert was right. `moved`:
 * an alias or traffic share had been changed. `baseline`: the service misses the objective most of the time, also
 * without a fault.
 */
export type IncidentVerdict = 'true' | 'false' | 'moved' | 'baseline'

export interface Grade {
  /** Faults that have started so far. */
  readonly faults: readonly GradedFault[]
  /** The number of faults that have not started yet. */
  readonly ahead: number
  /** The verdict for each incident that sent a notification: whether a fault was active. */
  readonly verdicts: Readonly<Record<string, IncidentVerdict>>
  /** For each incident, the scenario events that were active when its alerts started. */
  readonly causes: Readonly<Record<string, readonly string[]>>
  /** The number of true incidents divided by the number of true and false incidents; absent if there are none. */
  readonly precision?: number
  /**
   * The number of detected faults divided by the number of faults that affected an objective; absent if there are none.
   */
  readonly recall?: number
  /** The median number of minutes from the start of a fault to its incident, overall and for each rule (`byRule`). */
  readonly minutesToDetect?: number
  /** The same until a page, for the faults that caused one. */
  readonly minutesToPage?: number
  readonly byRule: Readonly<Record<string, { readonly found: number; readonly minutes: number }>>
  /** The grade for drift detection only. */
  readonly drift: DriftGrade
}

export interface DriftGrade {
  /** The number of scenario events so far that change inputs, and how many of them were detected (`found`). */
  readonly events: number
  readonly found: number
  /**
   * The number of drift incidents that sent a notification, and how many of them (`right`) coincided with an event that
   * causes drift.
   */
  readonly incidents: number
  readonly right: number
  /** The median number of minutes from the start of an event until its drift was detected. */
  readonly minutesToDetect?: number
}

export interface GradingInput {
  /** Without the events that have no effect in this service. */
  readonly scenario: Scenario
  readonly slos: readonly Slo[]
  readonly rules: readonly BurnRule[]
  /**
   * The numbers of good and bad requests per minute for each objective, according to simulated ground truth. For
   * accuracy, requests are counted in the minute in which they arrived.
   */
  readonly truth: Readonly<Record<string, Minutes>>
  readonly incidents: readonly Incident[]
  /** All requests per minute, and those that were refused as invalid. */
  readonly refused?: Minutes
  /** The number of completed minutes. */
  readonly minute: number
}

/** Events on these tracks count as faults, as do bursts with more requests than usual. */
const FAULTY: readonly Track[] = ['faults', 'drift', 'mix']
/** Events on these tracks change the inputs, as do certain kinds of events on other tracks. */
const DRIFTS: readonly Track[] = ['drift', 'mix']
const DRIFT_KINDS: readonly string[] = ['stale', 'missing', 'schema']
/**
 * Events of these kinds change which version answers (or whether a fallback does), so predictions drift but inputs do
 * not.
 */
const ANSWER_KINDS: readonly string[] = ['deploy', 'crash', 'start']

/** The faults of a scenario, sorted by start time. */
function faultsOf({ events }: Scenario): readonly Fault[] {
  return events
    .filter((event) => FAULTY.includes(parsedEvent(event)?.def.track ?? 'labels') || isBurst(event))
    .map((event) => ({
      note: event.id,
      lane: parsedEvent(event)?.def.track ?? 'faults',
      title: eventTitle(event),
      isDrift: DRIFTS.includes(parsedEvent(event)?.def.track ?? 'labels') || DRIFT_KINDS.includes(event.kind),
      isAnswerDrift: ANSWER_KINDS.includes(event.kind),
      ...(DRIFT_KINDS.includes(event.kind) ? { refusable: Number(parsedEvent(event)?.values.share ?? 1) } : {}),
      fromMinute: Math.ceil(event.startMs / MINUTE),
      toMinute: Math.ceil(endOf(event) / MINUTE),
    }))
    .sort((a, b) => a.fromMinute - b.fromMinute)
}

function isBurst(event: ScenarioEvent): boolean {
  return event.kind === 'burst' && (effectOf(event, event.startMs + event.lengthMs / 2).times ?? 1) > 1
}

/** Grades incidents against the faults of the scenario. */
export function gradeIncidents({ scenario, slos, rules, truth, incidents, refused, minute }: GradingInput): Grade {
  const all = faultsOf(scenario)
  const started = all.filter(({ fromMinute }) => fromMinute < minute)
  const notified = incidents.filter(({ notifiedMinute }) => notifiedMinute !== undefined)
  const graceOf = (fault: Fault, kind: Slo['kind'], rule: string) => graceMinutes(scenario, fault, kind, rules, rule)
  const isSameFault = (fault: Fault, { alerts }: Incident) =>
    alerts.filter((alert) =>
      alert.kind === 'drift'
        ? (fault.isDrift || (fault.isAnswerDrift && alert.feature.of === 'answer')) &&
          alert.fromMinute >= fault.fromMinute &&
          alert.hotFrom < fault.toMinute
        : alert.fromMinute >= fault.fromMinute &&
          alert.fromMinute < fault.toMinute + graceOf(fault, alert.kind, alert.rule),
    )
  const minuteOf = ({ notifiedMinute = 0 }: Incident, alerts: readonly Alert[]) =>
    Math.max(notifiedMinute, Math.min(...alerts.map(({ fromMinute }) => fromMinute)))
  const faults = started.map((fault): GradedFault => {
    const affectedSlos = slos.flatMap(({ id, ...slo }) =>
      harmsObjective({ id, ...slo }, truth[id], fault, started, minute) ? [id] : [],
    )
    const alerting = notified
      .flatMap((incident) => {
        const alerts = isSameFault(fault, incident).filter(
          (one) => one.kind === 'drift' || affectedSlos.includes(one.slo),
        )
        return affectedSlos.length > 0 && alerts.length > 0
          ? [{ incident, alerts, at: minuteOf(incident, alerts) }]
          : []
      })
      .sort((a, b) => a.at - b.at)
    // An incident that was open before notifies again only if it becomes a page.
    const found = alerting.filter(({ incident: { notifiedMinute = 0, pageMinute = 0 } }) =>
      [notifiedMinute, pageMinute].some((one) => one >= fault.fromMinute),
    )
    const isBurningBefore = ({ alerts }: Incident) =>
      burnsOf(alerts).some(
        ({ slo, fromMinute, hotMinute }) =>
          affectedSlos.includes(slo) && fromMinute < fault.fromMinute && hotMinute >= fault.fromMinute,
      )
    const open = found.length > 0 ? undefined : (alerting[0]?.incident ?? notified.find(isBurningBefore))
    const drifts = notified.flatMap((incident) => {
      const alerts = driftsOf(isSameFault(fault, incident))
      return alerts.length > 0 ? [minuteOf(incident, alerts)] : []
    })
    const byRule: Record<string, number> = {}
    for (const { fromMinute, rule } of found.flatMap(({ alerts }) => burnsOf(alerts)))
      byRule[rule] = Math.min(byRule[rule] ?? Number.POSITIVE_INFINITY, fromMinute - fault.fromMinute)
    const [first] = found
    const pages = found.flatMap(({ incident: { pageMinute }, at }) =>
      pageMinute === undefined ? [] : [Math.max(pageMinute, at) - fault.fromMinute],
    )
    const known = first ? { incident: first.incident.id, minutesToDetect: first.at - fault.fromMinute } : {}
    const paged = pages.length > 0 ? { minutesToPage: Math.min(...pages) } : {}
    const drifted = drifts.length > 0 ? { driftMinutes: Math.min(...drifts) - fault.fromMinute } : {}
    const before = open ? { openIncident: open.id } : {}
    return { ...fault, felt: affectedSlos, ...before, ...known, ...paged, ...drifted, byRule }
  })
  // A fault that begins during an open incident did not open it: the notification was for another cause.
  const opens = (fault: Fault, incident: Incident) => isSameFault(fault, { ...incident, alerts: openingOf(incident) })
  const missed = new Set(slos.flatMap((slo) => (isUsuallyMissed(slo, truth[slo.id], started, minute) ? [slo.id] : [])))
  const causes = Object.fromEntries(
    notified.map((incident) => {
      const active = faults.filter((fault) => isSameFault(fault, incident).length > 0)
      const affectedSlos = active.filter((fault) =>
        burnsOf(incident.alerts).some(({ slo }) => fault.felt.includes(slo)),
      )
      return [incident.id, (affectedSlos.length > 0 ? affectedSlos : active).map(({ note: event }) => event)] as const
    }),
  )
  const verdicts = Object.fromEntries(
    notified.map((incident) => [
      incident.id,
      faults.some((fault) => opens(fault, incident).length > 0)
        ? 'true'
        : isOfRollout(incident)
          ? 'moved'
          : burnsOf(openingOf(incident)).some(({ slo }) => missed.has(slo))
            ? 'baseline'
            : 'false',
    ]),
  ) as Grade['verdicts']
  // No model reads a refused request, so an event whose requests are refused leaves no drift to find.
  const drift = driftGradeOf(
    faults.filter((fault) => fault.driftMinutes !== undefined || !isRefused(fault, refused, minute)),
    notified.filter(({ alerts }) => driftsOf(alerts).length > 0),
    (fault, incident) => driftsOf(opens(fault, { ...incident, alerts: driftsOf(incident.alerts) })).length > 0,
  )
  const could = faults.filter(couldBeDetected)
  const hit = could.filter(({ incident }) => incident !== undefined)
  const pages = hit.flatMap(({ minutesToPage }) => minutesToPage ?? [])
  const right = Object.values(verdicts).filter((verdict) => verdict === 'true').length
  const decided = decidedVerdicts({ verdicts }).length
  return {
    ...{ faults, ahead: all.length - started.length, verdicts, causes, drift },
    ...(decided > 0 ? { precision: right / decided } : {}),
    ...(could.length > 0 ? { recall: hit.length / could.length } : {}),
    ...(hit.length > 0 ? { minutesToDetect: median(hit.map(({ minutesToDetect = 0 }) => minutesToDetect)) } : {}),
    ...(pages.length > 0 ? { minutesToPage: median(pages) } : {}),
    byRule: Object.fromEntries(
      rules.flatMap(({ id }) => {
        const times = could.flatMap(({ byRule }) => byRule[id] ?? [])
        return times.length > 0 ? [[id, { found: times.length, minutes: median(times) }]] : []
      }),
    ),
  }
}

/** Whether most of the requests that a fault changed were refused: more than in the minutes without it. */
function isRefused(fault: Fault, refused: Minutes | undefined, end: number): boolean {
  if (!refused || fault.refusable === undefined) return false
  const sums = { during: { total: 0, bad: 0 }, without: { total: 0, bad: 0 } }
  for (let i = 0; i < refused.total.length && refused.first + i < end; i++) {
    const sum = sums[isIn(refused.first + i, fault) ? 'during' : 'without']
    sum.total += refused.total[i] as number
    sum.bad += refused.bad[i] as number
  }
  const [during, without] = [sums.during, sums.without].map(({ total, bad }) => bad / Math.max(1, total))
  return sums.during.bad > 0 && 2 * ((during ?? 0) - (without ?? 0)) >= fault.refusable
}

/** Whether a fault counts for recall: it affected an objective, and no incident for it was open before. */
export function couldBeDetected({ felt, openIncident }: GradedFault): boolean {
  return felt.length > 0 && openIncident === undefined
}

/** The verdicts that count for precision. */
export function decidedVerdicts({ verdicts }: Pick<Grade, 'verdicts'>): readonly IncidentVerdict[] {
  return Object.values(verdicts).filter((verdict) => verdict === 'true' || verdict === 'false')
}

/** The length of the periods in which an objective is met or missed without a fault, in minutes. */
const PERIOD_MINUTES = 60

/** Whether an objective is missed in most of the hours in which no fault was active. */
function isUsuallyMissed(slo: Slo, truth: Minutes | undefined, faults: readonly Fault[], end: number): boolean {
  if (!truth) return false
  const periods = new Map<number, Sum>()
  for (let i = 0; i < truth.total.length && truth.first + i < end; i++) {
    const minute = truth.first + i
    if (faults.some((fault) => isIn(minute, fault))) continue
    const period = Math.floor(minute / PERIOD_MINUTES)
    const { total, bad } = periods.get(period) ?? { total: 0, bad: 0 }
    periods.set(period, { total: total + (truth.total[i] as number), bad: bad + (truth.bad[i] as number) })
  }
  const used = [...periods.values()].filter(({ total }) => total > 0)
  const missed = used.filter(({ total, bad }) => bad / total > 1 - slo.targetPercent / 100)
  return 2 * missed.length > used.length
}

/** The alerts with which an incident opened, as opposed to those that joined it later. */
function openingOf({ alerts }: Incident): readonly Alert[] {
  const first = alerts[0]?.fromMinute ?? 0
  return alerts.filter(({ fromMinute }) => fromMinute <= first + GAP_MINUTES)
}

/**
 * Whether the incident's cause is the version that answered requests, and a rollout had changed that version before the
 * incident began.
 */
function isOfRollout({ cause, suspects = [] }: Incident): boolean {
  if (cause.of === 'move') return cause.move.what.type !== 'note'
  const isOfWhoAnswers = cause.of === 'version' || cause.of === 'no version'
  return isOfWhoAnswers && suspects.length > 0
}

function driftGradeOf(
  faults: readonly GradedFault[],
  incidents: readonly Incident[],
  isSameFault: (fault: Fault, incident: Incident) => boolean,
): DriftGrade {
  const events = faults.filter(({ isDrift }) => isDrift)
  const minutes = events.flatMap(({ driftMinutes }) => driftMinutes ?? [])
  const right = incidents.filter((incident) => faults.some((fault) => isSameFault(fault, incident)))
  return {
    ...{ events: events.length, found: minutes.length, incidents: incidents.length, right: right.length },
    ...(minutes.length > 0 ? { minutesToDetect: median(minutes) } : {}),
  }
}

/**
 * How many minutes after the end of a fault its alerts may still start: the rule's short window still includes the
 * fault for a while, and labels arrive late.
 */
export function graceMinutes(
  scenario: Scenario,
  fault: Pick<Fault, 'fromMinute'>,
  kind: Slo['kind'],
  rules: readonly BurnRule[],
  rule: string,
): number {
  const { shortMinutes = 0 } = rules.find(({ id }) => id === rule) ?? {}
  if (kind !== 'accuracy') return shortMinutes
  return shortMinutes + conditionsAt(scenario, fault.fromMinute * MINUTE).labels.delayMinutes
}

/**
 * Whether a fault made an objective fail significantly, and more than it would have without the fault. If other faults
 * were active at the same time, the baseline is the minutes with exactly those other faults or, if there are no such
 * minutes, the minutes without any faults.
 */
function harmsObjective(
  slo: Slo,
  truth: Minutes | undefined,
  fault: Fault,
  all: readonly Fault[],
  end: number,
): boolean {
  if (!truth) return false
  const others = all.filter((one) => one !== fault)
  const concurrent = (minute: number) => others.flatMap((one) => (isIn(minute, one) ? [one.note] : [])).join(' ')
  const during = new Map<string, Sum>()
  const without = new Map<string, Sum>()
  for (let i = 0; i < truth.total.length && truth.first + i < end; i++) {
    const minute = truth.first + i
    const sums = isIn(minute, fault) ? during : without
    const sum = sums.get(concurrent(minute)) ?? { total: 0, bad: 0 }
    sums.set(concurrent(minute), {
      total: sum.total + (truth.total[i] as number),
      bad: sum.bad + (truth.bad[i] as number),
    })
  }
  const comparable = [...during].filter(([key]) => without.has(key))
  return (comparable.length > 0 ? comparable : [...during]).some(([key, { bad, total }]) => {
    if (bad < MIN_BAD) return false
    const usual = without.get(key) ?? without.get('')
    const most = usual && usual.total > 0 ? wilson(usual.bad / usual.total, usual.total).high : 0
    return wilson(bad / total, total).low > Math.max(1 - slo.targetPercent / 100, most)
  })
}

interface Sum {
  readonly total: number
  readonly bad: number
}

function isIn(minute: number, { fromMinute, toMinute }: Fault): boolean {
  return minute >= fromMinute && minute < toMinute
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  const upper = sorted[middle] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2
}
