/**
 * @file Drift of the open service: the reference of each version, drift in the windows of the log, and the alarm that
 * a drift raises.
 */
import { stableJson } from '../../../base/stable-json'
import { isAnswerChange } from '../../../ops/alerts/drift-alerts'
import { type AccuracyNow, accuracyNow } from '../../../ops/drift/accuracy-now'
import { type ConceptDrift, openConceptWatch } from '../../../ops/drift/concept-drift'
import { answerReference, inputReferences, joinBranches } from '../../../ops/drift/references'
import {
  completeWindows,
  DEFAULT_PLAN,
  type DriftPlan,
  type DriftReference,
  driftOfWindow,
  type WindowDrift,
} from '../../../ops/drift/window-drift'
import type { LogView } from '../../../ops/log/fold-log'
import { oldestId, slotOf } from '../../../ops/log/request-buffer'
import { versionName } from '../../../ops/log-entry'
import type { VersionRef } from '../../../ops/service-spec'
import { calendarColumns } from '../../../ops/simulated-rows'
import type { ServingClient } from '../../../protocol/serving-client'
import type { RowsRequest } from '../../../protocol/serving-messages'
import type { AppContext } from '../../context'
import { type ServiceData, sampleRows, serviceData } from '../service-start'
import type { ServiceLogReader } from '../log/service-log'
import type { OperateHost, OperateState } from '../state'

export const BASELINE_KINDS = ['usual', 'training'] as const
export type BaselineKind = (typeof BASELINE_KINDS)[number]

export interface DriftBaseline extends ServiceData {
  readonly against: BaselineKind
  readonly reference: DriftReference
  /** The inputs of the baseline, [rows, features]. */
  readonly table: Float32Array<ArrayBuffer>
  readonly rows: number
}

/** The maximum number of input rows, and of prediction rows. Larger sets are sampled at even intervals. */
const MAX_INPUT_ROWS = 1000
const MAX_PREDICTION_ROWS = 1000
/** Rows per call to the worker. The number is small, so that other calls do not have to wait long. */
const BATCH = 50

/** Reads the baseline from the serving worker. Refuses if nothing is served. */
export async function readDriftBaseline(
  studio: AppContext,
  controller: OperateHost,
  against: BaselineKind,
): Promise<DriftBaseline> {
  const data = await serviceData(studio, controller)
  const { heldOut, ready } = data
  // Read before the answers, so that a change in the meantime is noticed as a later one.
  const answersSince = lastAnswerChange(controller.log())
  const { train, validation } = ready.split
  const session = controller.session()
  const { board } = controller.store.getState()
  const fromRows = board?.store.getState().project.drawing.nodes.every(({ params }) => params.from !== 'world')
  const isWhole = fromRows === true && heldOut.length <= MAX_PREDICTION_ROWS && hasOnlyRows(controller.log(), heldOut)
  const isAll = isWhole && (await isSameData(studio, data, session))
  const are = isAll ? 'all' : 'sample'
  const rows = sampleRows(against === 'training' ? train : heldOut, MAX_INPUT_ROWS)
  const table = (await ask(session, rows, 'inputs')).features
  // If the traffic plays all held-out rows, no unseen rows are left for comparison, so the validation rows are used
  // instead.
  const apart = heldOut === validation || validation.length === 0 ? heldOut : validation
  const usual = await ask(session, sampleRows(heldOut, MAX_PREDICTION_ROWS), 'answers')
  const other = apart === heldOut ? usual : await ask(session, sampleRows(apart, MAX_PREDICTION_ROWS), 'answers')
  const { classes, features = [] } = session.book
  const calendar = fromRows === true ? [] : calendarColumns(data.ready.dataset.schema.id)
  const width = Math.max(1, classes.length)
  const answers = versionsIn(usual).flatMap((version) => {
    const answersIn = (from: RowsRequest) =>
      from.answers.filter((one) => versionName(one.version) === versionName(version))
    const predictions = joinBranches(answersIn(usual), usual.truth, width)
    if (predictions.truth.length === 0) return []
    return answerReference(version, classes, predictions, joinBranches(answersIn(other), other.truth, width), are)
  })
  return {
    ...data,
    against,
    table,
    rows: rows.length,
    reference: {
      inputs: inputReferences(features, table, against === 'usual' ? are : 'sample').map((input) =>
        calendar.includes(input.column) ? { ...input, followsCalendar: true } : input,
      ),
      answers,
      isJoint: usual.isJoint,
      ...(usual.isJoint && answersSince !== undefined && { answersSince }),
    },
  }
}

/** Whether the log has no other rows: there were more before a version joined that was trained on some of them. */
function hasOnlyRows({ fold: { buffer } }: Pick<ServiceLogReader, 'fold'>, heldOut: Uint32Array): boolean {
  const known = new Set(heldOut)
  for (let request = oldestId(buffer); request < buffer.next; request++) {
    const slot = slotOf(buffer, request)
    const row = slot < 0 ? -1 : (buffer.columns.row[slot] as number)
    if (row >= 0 && !known.has(row)) return false
  }
  return true
}

/**
 * Whether all traffic of the log was drawn from these rows. A later version may exclude rows that it was trained on, so
 * its rows can be a subset of those played before.
 */
async function isSameData(studio: AppContext, { record }: ServiceData, session: ServingClient): Promise<boolean> {
  const [first] = session.book.versions
  if (!first || (first.model === record.name && first.version === record.version)) return true
  const before = await studio.storage.models.get(first.model, first.version)
  return before !== undefined && stableJson(before.content.data) === stableJson(record.content.data)
}

/** The simulated time of the last change that may have altered which model answers, or how. */
function lastAnswerChange({ changes }: Pick<ServiceLogReader, 'changes'>): number | undefined {
  return changes.findLast(({ what }) => isAnswerChange(what))?.at
}

/** The versions that have answers, in the order of the log dictionary. */
function versionsIn({ answers }: Pick<RowsRequest, 'answers'>): readonly VersionRef[] {
  return [...new Map(answers.map(({ version }) => [versionName(version), version])).values()]
}

/**
 * Asks for the rows in batches. If the service changes in between, for example the traffic share of a canary, it begins
 * again: joined, the answers of the batches would be those of different versions.
 */
async function ask(session: ServingClient, rows: Uint32Array, of: 'inputs' | 'answers'): Promise<RowsRequest> {
  const parts: RowsRequest[] = []
  while (parts.length * BATCH < rows.length) {
    const from = parts.length * BATCH
    const part = await session.rows(rows.slice(from, from + BATCH), of)
    if (parts[0] && branchesIn(part) !== branchesIn(parts[0])) parts.length = 0
    else parts.push(part)
  }
  const joined = (arrays: readonly Float32Array[]) => Float32Array.from(arrays.flatMap((one) => [...one]))
  return {
    features: joined(parts.map(({ features }) => features)),
    truth: joined(parts.map(({ truth }) => truth)),
    isJoint: parts[0]?.isJoint === true,
    answers: (parts[0]?.answers ?? []).map((one, i) => ({
      ...one,
      outputs: joined(parts.map(({ answers }) => answers[i]?.outputs ?? new Float32Array(0))),
    })),
  }
}

/** Which versions answer in which branches, as text. */
function branchesIn({ answers, isJoint }: RowsRequest): string {
  return stableJson([isJoint, ...answers.map(({ version, share }) => [versionName(version), share])])
}

// Drift windows: computes the drift of each window of a log exactly once, newest window first, in short time slices.

/** The maximum number of windows that are shown. */
const MAX_WINDOWS = 60

export interface DriftWatch {
  readonly plan: DriftPlan
  /** Runs the computation for about `budgetMs` ms; returns false once all windows are done. */
  advance(log: LogView, budgetMs: number): boolean
  /** The windows that are done, oldest first. */
  windows(log: LogView): readonly WindowDrift[]
  /** The accuracy in each window, as far as labels have arrived. */
  accuracy(log: LogView): readonly AccuracyNow[]
  /** Concept drift of each version, keyed by its name, by all labels so far. */
  concepts(log: LogView): ReadonlyMap<string, ConceptDrift>
}

/** Starts the computation for a plan and a reference. */
export function openDriftWatch(reference: DriftReference, plan: DriftPlan): DriftWatch {
  const drifts = new Map<number, WindowDrift>()
  /** The accuracy of each window, with a checksum of the labels that it was computed from. */
  const accuracies = new Map<number, { readonly labels: string; readonly now: AccuracyNow | undefined }>()
  function shown({ buffer }: LogView): readonly number[] {
    const { first, end } = completeWindows(buffer, plan.n)
    const from = Math.max(first, end - MAX_WINDOWS)
    return Array.from({ length: Math.max(0, end - from) }, (_, i) => from + i)
  }
  const labels = openConceptWatch(reference)
  return {
    plan,
    concepts: labels.read,
    advance(log, budgetMs) {
      const until = performance.now() + budgetMs
      const due = shown(log)
      for (const window of drifts.keys()) if (window < (due[0] ?? 0)) drifts.delete(window)
      for (const window of [...due].reverse()) {
        if (drifts.has(window)) continue
        if (performance.now() > until) return true
        const found = driftOfWindow(log, reference, window, plan)
        if (found) drifts.set(window, found)
      }
      return false
    },
    windows: (log) => shown(log).flatMap((window) => drifts.get(window) ?? []),
    accuracy: (log) =>
      shown(log).flatMap((window) => {
        const labels = labelsIn(log, window, plan.n)
        const known = accuracies.get(window)
        const now = known?.labels === labels ? known.now : accuracyNow(log, reference, window, plan.n)
        if (known?.labels !== labels) accuracies.set(window, { labels, now })
        return now ?? []
      }),
  }
}

/** A checksum that changes when a label of the window changes. */
function labelsIn({ buffer }: LogView, window: number, n: number): string {
  let [count, sum] = [0, 0]
  for (let id = window * n; id < (window + 1) * n; id++) {
    const label = buffer.label[id % buffer.capacity] as number
    if (Number.isNaN(label)) continue
    count++
    sum += (label + 1) * ((id % 8191) + 1)
  }
  return `${count} ${sum}`
}

// Drift alarm of the open service: loads the reference data when playback starts or, if requests come from outside,
// after a few quiet seconds once they fill a window. The reference is loaded again when other versions answer. The
// drift reducer of the log then compares each window with it.

/**
 * While no scenario is played, wait for this many ms without changes before loading the reference, because loading
 * keeps the worker busy and a client may be measuring latency.
 */
const QUIET_MS = 3000

/** Attaches the drift alarm to a controller. */
export function withDriftAlarm<D extends OperateHost>(studio: AppContext, controller: D): D {
  let readFor: readonly unknown[] = []
  let timer: ReturnType<typeof setTimeout> | undefined

  async function read(): Promise<void> {
    const { service, serving, aliases, served } = controller.store.getState()
    if (serving.tag !== 'on') return
    const log = controller.log()
    const since = lastAnswerChange(log)
    const key = [log, serving, aliases, served, since]
    if (readFor.length === key.length && readFor.every((one, i) => one === key[i])) return
    readFor = key
    try {
      const { reference } = await readDriftBaseline(studio, controller, 'usual')
      const isCurrent = controller.store.getState().service === service && controller.log() === log
      if (isCurrent && (!reference.isJoint || lastAnswerChange(log) === since)) log.setDriftReference(reference)
    } catch {
      // There is no reference, or the session was closed. The next attempt is made when another version answers or the
      // service starts again.
    }
  }

  /** Whether the loaded reference has the answers of another diagram or other versions. */
  function isOutdated(now: OperateState, before: OperateState): boolean {
    const { reference } = controller.log().readings.drift
    if (!reference || before.serving !== now.serving) return false
    if (now.aliases !== before.aliases || now.served !== before.served) return true
    return (
      reference.isJoint === true &&
      now.log !== before.log &&
      lastAnswerChange(controller.log()) !== reference.answersSince
    )
  }

  controller.store.subscribe((now, before) => {
    if (now.serving.tag !== 'on') return
    clearTimeout(timer)
    const isKnown = before.serving === now.serving && controller.log().readings.drift.reference !== undefined
    const isDue = now.clock.playing && (!before.clock.playing || !isKnown)
    if (isDue || isOutdated(now, before)) void read()
    else if (!now.clock.playing && !isKnown && controller.log().requests() >= DEFAULT_PLAN.n)
      timer = setTimeout(() => void read(), QUIET_MS)
  })
  return controller
}
