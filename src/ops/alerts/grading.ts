/**
 * @file Grading: alerts compared with the faults of a scenario. A fault that affects an objective is found if an alert that notified began
 * during it or soon after; an incident is true if it found one. Drift is graded by events that change inputs, whether or not they affect an
 * objective. Only graders know the faults; no detector reads them.
 */
import { wilson } from '../../metrics/interval'
import { type BurnRule, LEAST_BAD } from '../burn-rules'
import { conditionsAt, partOf, soundOf } from '../scenario/play'
import { endOf, type Lane, MINUTE, type Note, type Score } from '../scenario/scenario'
import type { Minutes, Slo } from '../slo'
import type { Alert } from './alert'
import { burnsOf, driftsOf, type Incident } from './incidents'

/** A scenario event that is not part of the usual traffic. */
export interface Fault {
  readonly note: string
  readonly lane: Lane
  readonly title: string
  /** It changes which requests arrive or what they contain, so drift detectors should find it. */
  readonly isDrift: boolean
  /** It makes another version answer, or none, so predictions may drift. */
  readonly isAnswerDrift: boolean
  /** Minutes, [from, to). */
  readonly fromMinute: number
  readonly toMinute: number
}

export interface GradedFault extends Fault {
  /** Ids of objectives that it made worse than allowed and than without any fault. */
  readonly felt: readonly string[]
  /** The incident that found it, and the minutes from its start to that. */
  readonly incident?: string
  readonly minutesToDetect?: number
  /** For drift: minutes from its start until the first feature of an incident drifted persistently. */
  readonly driftMinutes?: number
  /** The same by rule: only those that fired. */
  readonly byRule: Readonly<Record<string, number>>
}

/** `moved`: no fault was active, but an alias or a share was moved, so the incident is neither true nor a false alarm. */
export type IncidentVerdict = 'true' | 'false' | 'moved'

export interface Grade {
  /** Those that had begun by then. */
  readonly faults: readonly GradedFault[]
  /** Incidents that notified, by whether a fault was active. */
  readonly verdicts: Readonly<Record<string, IncidentVerdict>>
  /** By incident: the scenario events that were active when its alerts began. */
  readonly causes: Readonly<Record<string, readonly string[]>>
  /** True ones of all that were told and are true or false; absent where none was. */
  readonly precision?: number
  /** Found ones of all that could be felt; absent where none could. */
  readonly recall?: number
  /** Median minutes from a fault's beginning to its incident; by rule as well. */
  readonly minutesToDetect?: number
  readonly byRule: Readonly<Record<string, { readonly found: number; readonly minutes: number }>>
  /** The detector of drift by itself. */
  readonly drift: DriftGrade
}

export interface DriftGrade {
  /** Notes of the score that change what comes and have begun, and those of them that were found. */
  readonly notes: number
  readonly found: number
  /** Incidents that were told in which something drifts, and those of them with a note at work that makes it drift. */
  readonly incidents: number
  readonly right: number
  /** Median minutes from a note's beginning until it was found. */
  readonly minutesToDetect?: number
}

export interface Graded {
  readonly score: Score
  readonly slos: readonly Slo[]
  readonly rules: readonly BurnRule[]
  /** Good and bad by the world's truth, by objective: of accuracy, by when a request came. */
  readonly truth: Readonly<Record<string, Minutes>>
  readonly incidents: readonly Incident[]
  /** Minutes that are over. */
  readonly minute: number
}

/** Bursts of more requests than usual also count as faults. */
const FAULTY: readonly Lane[] = ['faults', 'drift', 'mix']
/** What lies in these lanes changes what comes, and so do these kinds of note elsewhere. */
const DRIFTS: readonly Lane[] = ['drift', 'mix']
const DRIFT_KINDS: readonly string[] = ['stale', 'missing', 'schema']
/** What these do changes who answers, a version or a fallback: what is answered drifts, and what comes does not. */
const ANSWER_KINDS: readonly string[] = ['deploy', 'crash', 'start']

/** What a score does to its service, in the order in which it begins. */
export function faultsOf({ notes }: Score): readonly Fault[] {
  return notes
    .filter((note) => FAULTY.includes(partOf(note)?.def.lane ?? 'labels') || isBurst(note))
    .map((note) => ({
      note: note.id,
      lane: partOf(note)?.def.lane ?? 'faults',
      title: partOf(note)?.def.title ?? note.kind,
      isDrift: DRIFTS.includes(partOf(note)?.def.lane ?? 'labels') || DRIFT_KINDS.includes(note.kind),
      isAnswerDrift: ANSWER_KINDS.includes(note.kind),
      fromMinute: Math.ceil(note.startMs / MINUTE),
      toMinute: Math.ceil(endOf(note) / MINUTE),
    }))
    .sort((a, b) => a.fromMinute - b.fromMinute)
}

function isBurst(note: Note): boolean {
  return note.kind === 'burst' && (soundOf(note, note.startMs + note.lengthMs / 2).times ?? 1) > 1
}

/** Grades the incidents. */
export function gradeOf({ score, slos, rules, truth, incidents, minute }: Graded): Grade {
  const begun = faultsOf(score).filter(({ fromMinute }) => fromMinute < minute)
  const told = incidents.filter(({ toldMinute }) => toldMinute !== undefined)
  const after = (fault: Fault, kind: Slo['kind'], rule: string) => graceOf(score, fault, kind, rules, rule)
  const isOf = (fault: Fault, { alerts }: Incident) =>
    alerts.filter((alert) =>
      alert.kind === 'drift'
        ? (fault.isDrift || (fault.isAnswerDrift && alert.feature.of === 'answer')) &&
          alert.fromMinute >= fault.fromMinute &&
          alert.hotFrom < fault.toMinute
        : alert.fromMinute >= fault.fromMinute &&
          alert.fromMinute < fault.toMinute + after(fault, alert.kind, alert.rule),
    )
  const minuteOf = ({ toldMinute = 0 }: Incident, alerts: readonly Alert[]) =>
    Math.max(toldMinute, Math.min(...alerts.map(({ fromMinute }) => fromMinute)))
  const faults = begun.map((fault): GradedFault => {
    const felt = slos.flatMap(({ id, ...slo }) => (feels({ id, ...slo }, truth[id], fault, begun, minute) ? [id] : []))
    const found = told
      .flatMap((incident) => {
        const alerts = isOf(fault, incident).filter((one) => one.kind === 'drift' || felt.includes(one.slo))
        return felt.length > 0 && alerts.length > 0 ? [{ incident, alerts, at: minuteOf(incident, alerts) }] : []
      })
      .sort((a, b) => a.at - b.at)
    const drifts = told.flatMap((incident) => {
      const alerts = driftsOf(isOf(fault, incident))
      return alerts.length > 0 ? [minuteOf(incident, alerts)] : []
    })
    const byRule: Record<string, number> = {}
    for (const { fromMinute, rule } of found.flatMap(({ alerts }) => burnsOf(alerts)))
      byRule[rule] = Math.min(byRule[rule] ?? Number.POSITIVE_INFINITY, fromMinute - fault.fromMinute)
    const [first] = found
    const known = first ? { incident: first.incident.id, minutesToDetect: first.at - fault.fromMinute } : {}
    const drifted = drifts.length > 0 ? { driftMinutes: Math.min(...drifts) - fault.fromMinute } : {}
    return { ...fault, felt, ...known, ...drifted, byRule }
  })
  const causes = Object.fromEntries(
    told.map((incident) => {
      const here = faults.filter((fault) => isOf(fault, incident).length > 0)
      const felt = here.filter((fault) => burnsOf(incident.alerts).some(({ slo }) => fault.felt.includes(slo)))
      return [incident.id, (felt.length > 0 ? felt : here).map(({ note }) => note)] as const
    }),
  )
  const verdicts = Object.fromEntries(
    told.map((incident) => [
      incident.id,
      (causes[incident.id] ?? []).length > 0 ? 'true' : isOfMove(incident) ? 'moved' : 'false',
    ]),
  ) as Grade['verdicts']
  const drift = driftGradeOf(
    faults,
    told.filter(({ alerts }) => driftsOf(alerts).length > 0),
    (fault, incident) => driftsOf(isOf(fault, incident)).length > 0,
  )
  const could = faults.filter(({ felt }) => felt.length > 0)
  const hit = could.filter(({ incident }) => incident !== undefined)
  const right = Object.values(verdicts).filter((verdict) => verdict === 'true').length
  const judged = Object.values(verdicts).filter((verdict) => verdict !== 'moved').length
  return {
    ...{ faults, verdicts, causes, drift },
    ...(judged > 0 ? { precision: right / judged } : {}),
    ...(could.length > 0 ? { recall: hit.length / could.length } : {}),
    ...(hit.length > 0 ? { minutesToDetect: median(hit.map(({ minutesToDetect = 0 }) => minutesToDetect)) } : {}),
    byRule: Object.fromEntries(
      rules.flatMap(({ id }) => {
        const times = could.flatMap(({ byRule }) => byRule[id] ?? [])
        return times.length > 0 ? [[id, { found: times.length, minutes: median(times) }]] : []
      }),
    ),
  }
}

/** Whether it is of who answers, and that was changed before it began. */
function isOfMove({ cause, moves }: Incident): boolean {
  if (cause.of === 'move') return cause.move.what.type !== 'note'
  const isOfWhoAnswers = cause.of === 'version' || cause.of === 'no version'
  return isOfWhoAnswers && moves.some(({ what }) => what.type === 'alias' || what.type === 'share')
}

function driftGradeOf(
  faults: readonly GradedFault[],
  incidents: readonly Incident[],
  isOf: (fault: Fault, incident: Incident) => boolean,
): DriftGrade {
  const notes = faults.filter(({ isDrift }) => isDrift)
  const minutes = notes.flatMap(({ driftMinutes }) => driftMinutes ?? [])
  const right = incidents.filter((incident) => faults.some((fault) => isOf(fault, incident)))
  return {
    ...{ notes: notes.length, found: minutes.length, incidents: incidents.length, right: right.length },
    ...(minutes.length > 0 ? { minutesToDetect: median(minutes) } : {}),
  }
}

/** An alert may begin so many minutes after a fault ended: its short window still holds it, and labels come late. */
export function graceOf(
  score: Score,
  fault: Pick<Fault, 'fromMinute'>,
  kind: Slo['kind'],
  rules: readonly BurnRule[],
  rule: string,
): number {
  const { shortMinutes = 0 } = rules.find(({ id }) => id === rule) ?? {}
  if (kind !== 'accuracy') return shortMinutes
  return shortMinutes + conditionsAt(score, fault.fromMinute * MINUTE).labels.delayMinutes
}

/**
 * Whether an objective was missed in a fault beyond chance, and more than it is without: where others went on beside it, against the same
 * others alone; where they never were alone, against no fault at all.
 */
function feels(slo: Slo, truth: Minutes | undefined, fault: Fault, all: readonly Fault[], end: number): boolean {
  if (!truth) return false
  const others = all.filter((one) => one !== fault)
  const beside = (minute: number) => others.flatMap((one) => (isIn(minute, one) ? [one.note] : [])).join(' ')
  const during = new Map<string, Sum>()
  const without = new Map<string, Sum>()
  for (let i = 0; i < truth.total.length && truth.first + i < end; i++) {
    const minute = truth.first + i
    const sums = isIn(minute, fault) ? during : without
    const sum = sums.get(beside(minute)) ?? { total: 0, bad: 0 }
    sums.set(beside(minute), { total: sum.total + (truth.total[i] as number), bad: sum.bad + (truth.bad[i] as number) })
  }
  const comparable = [...during].filter(([key]) => without.has(key))
  return (comparable.length > 0 ? comparable : [...during]).some(([key, { bad, total }]) => {
    if (bad < LEAST_BAD) return false
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
