/**
 * @file Texts about a run: its status, data, origin, engine, metrics and checkpoints, the time of its steps, and its
 * estimate.
 */
import { schemaOf, targetOf } from '../../../compile/dataset-of-project'
import type { DataPick } from '../../../compile/project'
import { layers } from '../../../catalog/layers'
import { stepsOfMomentum } from '../../../compile/rules/advice'
import { namedAmounts } from '../../../data/augment'
import { type EpochLog, loggedValue } from '../../../data/training-job'
import type { DrawnNode } from '../../../graph/drawing'
import { engineName } from '../../../messages/en/engine-names'
import { insightText } from '../../../messages/en/train/insight'
import { runsText as text } from '../../../messages/en/train/runs'
import { count, significant } from '../../../messages/format'
import { formatStored } from '../../../messages/message'
import { metricInHistory } from '../../../metrics/catalog'
import type { Evaluation } from '../../../metrics/evaluation'
import { formatInterval, metricsLine } from '../../../metrics/format-metric'
import { summaryMetrics } from '../../../metrics/metrics-of'
import type { DoneWhy, RunState } from '../../../protocol/run-state'
import type { Calibration, EngineChoice } from '../../../protocol/trainer-messages'
import type { CheckpointRow, RunOrigin, RunRecord, StoredProfile } from '../../../storage/records'
import { splitId } from '../../../studio/models/evaluated-split'
import type { ChosenCheckpoint } from '../../../studio/state'
import { hiddenByAccuracy, learningVerdict } from '../../../studio/training/learning-verdict'
import { bestRestored, isWithinEpoch } from '../../../studio/training/weights-in-use'
import { bestEpoch, decidingMetric, restoredEpoch } from '../../charts/run-curves'
import { shownRun } from '../../charts/use-shown-run'
import { planValue } from '../../training-plan/plan-chips'

/** Describes the status of a run; `here` is the run's live state on this page if it is the current run. */
export function statusText(
  { tag, why }: Pick<RunRecord, 'tag' | 'why'>,
  stateHere: Exclude<RunState['tag'], 'idle'> | 'over',
): string {
  if (stateHere === 'paused') return text.status.paused
  if (stateHere === 'preparing') return text.status.preparing
  switch (tag) {
    case 'training':
      return stateHere === 'training' ? text.status.training : text.status.elsewhere
    case 'interrupted':
      return text.status.interrupted
    case 'failed':
      return why ? text.status.failedWhy({ why }) : text.status.failed
    case 'done':
      return text.status[doneWhy(why)]
    default:
      return tag satisfies never
  }
}

/** Why a finished run ended; earlier versions of Netloom saved no reason. */
function doneWhy(why: string | undefined): DoneWhy {
  return DONE_WHYS.find((one) => one === why) ?? 'finished'
}

const DONE_WHYS: readonly DoneWhy[] = ['finished', 'stopped', 'early', 'rule']

/**
 * Explains that a run has learned nothing, or that its accuracy hides what it learned; undefined if the accuracy shows it
 * or the run is not over.
 */
export function notLearnedText(record: RunRecord): string | undefined {
  const verdict = learningVerdict(record)
  if (!verdict) {
    const hidden = hiddenByAccuracy(record)
    return hidden && insightText.hiddenByAccuracy(hidden)
  }
  const { notLearned } = insightText
  if (verdict.why === 'loss-still') return notLearned['loss-still'](verdict)
  if (verdict.why === 'one-class') return notLearned['one-class'](verdict)
  const drawing = record.content.networks[0]?.drawing
  const parts = drawing ? [drawing, ...Object.values(drawing.blocks ?? {}).map(({ inside }) => inside)] : []
  const nodes = parts.flatMap((part) => part.nodes)
  const averages = earlyAverages(record, nodes)
  return averages
    ? notLearned.averages({ ...verdict, ...averages })
    : notLearned.guesses({
        ...verdict,
        isLinear: !nodes.some(isNonlinear),
        isOverfitted: overfitted(record) !== undefined,
      })
}

/**
 * The validation loss has risen clearly if the mean of the last epochs is above its minimum by this share, and by this
 * multiple of its noise from epoch to epoch: of 100 epochs of noise alone, the minimum is 2.5 deviations below the mean.
 */
const RISEN = 0.05
const DEVIATIONS = 4
const LAST = 3

/** The best epoch of a finished run that ends with later weights, whose validation loss has risen while it trained on. */
export function overfitted(record: RunRecord) {
  const { history, tag } = record
  const last = history.at(-1)
  if (tag !== 'done' || last?.validationLoss === undefined || bestRestored(record) !== undefined) return undefined
  const epoch = bestEpoch({ history })
  const best = history.find((log) => log.epoch === epoch)
  if (best?.validationLoss === undefined) return undefined
  // Of single epochs, noise decides, and a training loss above that of validation is no close fit to the training set.
  const at = history.indexOf(best)
  const meanOf = (epochs: readonly EpochLog[]) => average(epochs.slice(-LAST).map(({ loss }) => loss))
  const [before, training] = [meanOf(history.slice(0, at + 1)), meanOf(history.slice(at + 1))]
  const losses = history.flatMap(({ validationLoss }) => validationLoss ?? [])
  const later = history.flatMap(({ epoch, validationLoss }) => (epoch > best.epoch ? (validationLoss ?? []) : []))
  const mean = average(later.slice(-LAST))
  // The median difference of two epochs is 0.95 deviations of the noise; of a steady rise, it is the slope.
  const differences = losses.slice(1).map((loss, i) => Math.abs(loss - (losses[i] as number)))
  const noise = losses.length > LAST ? (differences.sort((a, b) => a - b)[differences.length >> 1] ?? 0) / 0.95 : 0
  const least = Math.max(RISEN * best.validationLoss, DEVIATIONS * noise)
  const isCloser = training < before && training < mean
  return isCloser && Math.min(mean, last.validationLoss) > best.validationLoss + least
    ? { epoch: best.epoch, best: best.validationLoss, last: last.validationLoss, training: last.loss }
    : undefined
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

/** Batch norm whose running averages have had too few steps, in a run whose training loss fell; undefined otherwise. */
function earlyAverages({ step = 0, curve, history }: RunRecord, nodes: readonly DrawnNode[]) {
  const slowest = nodes.flatMap(({ kind, params }) =>
    kind === 'batchNormalization' ? [Number(params.momentum ?? layers.find(kind)?.params.momentum?.default)] : [],
  )
  const momentum = Math.max(0, ...slowest)
  const needs = stepsOfMomentum(momentum)
  const [first = Number.NaN] = curve?.losses ?? []
  const loss = history.at(-1)?.loss ?? curve?.losses.at(-1) ?? Number.NaN
  return slowest.length > 0 && step < needs && loss < first ? { momentum, needs, steps: step, loss } : undefined
}

/** Activations after which a network is still a linear function, or which only turn its result into probabilities. */
const LINEAR: ReadonlySet<unknown> = new Set([undefined, 'linear', 'softmax', 'sigmoid'])
/** Layers that are nonlinear without an activation of their own. */
const NONLINEAR = /relu|elu|lstm|gru|rnn|attention|pooling/i

function isNonlinear({ kind, params }: DrawnNode): boolean {
  return NONLINEAR.test(kind) || !LINEAR.has(params.activation)
}

/** What else to name in the settings of a run, because the runs differ in it. */
export interface Differing {
  readonly target: boolean
  readonly split: boolean
  readonly rows: boolean
  readonly augment: boolean
}

type Content = Pick<RunRecord['content'], 'data' | 'plan'>

/** In what some of these differ. */
export function differing(contents: readonly Content[]): Differing {
  const differIn = (of: (content: Content) => unknown) => new Set(contents.map(of)).size > 1
  return {
    target: differIn(targetOf),
    split: differIn(splitId),
    rows: differIn(({ data: { dataset, version, samples } }) => JSON.stringify([dataset, version, samples])),
    augment: differIn(({ plan }) => JSON.stringify(namedAmounts(plan.augment))),
  }
}

/** The training settings of a run, by which runs differ most often. */
export function settingsText(
  { content, from, rateChanges = [] }: Pick<RunRecord, 'content' | 'from' | 'rateChanges'>,
  differing?: Differing,
): string {
  const { plan } = content
  const augment = namedAmounts(plan.augment)
  return text.settings({
    loss: planValue('loss', plan),
    optimizer: planValue('optimizer', plan),
    rate: planValue('learning rate', plan),
    changes: rateChanges,
    batch: planValue('batch', plan),
    epochs: planValue('epochs', plan),
    after: from?.epoch,
    planned: plan.epochs,
    seed: planValue('seed', plan),
    target: differing?.target ? targetOf(content) : undefined,
    split: differing?.split ? planValue('split', plan) : undefined,
    splitSeed: plan.split.seed,
    augment: augment.length > 0 || differing?.augment ? augment : undefined,
  })
}

/** Names the dataset on which a run was trained, and how many of its rows were used. */
export function dataText(data: DataPick): string {
  const { samples } = data
  const schema = schemaOf(data)
  const dataset = schema?.title ?? text.unnamedDataset
  return schema ? text.data({ dataset, rows: schema.rows, used: samples }) : text.dataOf({ dataset })
}

/**
 * Names the run and the step, or the restored epoch, whose weights were the starting point of a run, and the first step of
 * the run itself where that is another: with other data, an epoch has another number of steps.
 */
export function originText({ run, step, epoch }: RunOrigin, runs: readonly RunRecord[], own?: RunRecord): string {
  const origin = runs.find(({ id }) => id === run)
  const restored = origin?.step === step ? restoredEpoch(origin) : undefined
  const name = !origin
    ? text.fromDeleted({ step })
    : restored === undefined
      ? text.from({ run: origin.name, step })
      : text.fromRestored({ run: origin.name, epoch: restored })
  const perEpoch = own && shownRun(undefined, [own], 0)?.stepsPerEpoch
  if (perEpoch === undefined || perEpoch * epoch === step) return name
  return text.ownSteps({ origin: name, epochs: epoch, perEpoch })
}

/** Names the engine that trains a run, and why that engine was selected. */
export function engineText({ name, reason }: EngineChoice): string {
  return text.engine({ engine: engineName(name), reason: formatStored(reason) })
}

/** The newest metrics of a run: from its evaluation or, if it was not evaluated, the losses of its last epoch. */
export function metricsText({ metrics, history, from }: Pick<RunRecord, 'metrics' | 'history' | 'from'>): string {
  if (metrics) return evaluationText(metrics)
  const last = history.at(-1)
  if (!last) return from && from.epoch > 0 ? text.metrics.noEpochSince(from) : text.metrics.noEpoch
  return text.metrics.epoch({ epoch: last.epoch, loss: last.loss, validationLoss: last.validationLoss })
}

/** With fewer examples, an accuracy may be off by 10 percentage points: its interval belongs to it. */
const FEW_EXAMPLES = 100

/**
 * Summarizes an evaluation in one line, such as "Validation set: accuracy 97.3%". Outputs are named if there are
 * several.
 */
export function evaluationText({ split, rows, heads }: Pick<Evaluation, 'split' | 'rows' | 'heads'>): string {
  const few = rows < FEW_EXAMPLES ? rows : undefined
  const outputs = heads.map((head) => {
    const results = summaryMetrics(head)
    const line = metricsLine(head, results)
    const [first, ...others] = results
    const interval = few && first?.interval && others.length === 0 && formatInterval(first.metric, first.interval)
    const metrics = interval ? text.metrics.withInterval({ metrics: line, interval }) : line
    return heads.length > 1 ? text.metrics.ofOutput({ output: head.label, metrics }) : metrics
  })
  return text.metrics.evaluated[split]({ outputs, few })
}

const checkpointsText = text.checkpoints

export interface ShownCheckpoint {
  readonly row: CheckpointRow
  readonly role: 'last' | 'best' | 'bestSaved' | 'milestone'
  /** The best epoch, if its weights were restored at the end of the run. */
  readonly restored?: number | undefined
  /** Whether it was saved within an epoch. */
  readonly isWithin?: boolean
  /** The metric that decides which one is the best, for use within a sentence. */
  readonly by: string
}

/**
 * The last, best and milestone checkpoints, newest first; the second-to-last checkpoint is only a backup against
 * corruption and is not shown.
 */
export function shownCheckpoints(
  rows: readonly CheckpointRow[],
  run?: Pick<RunRecord, 'tag' | 'why' | 'history' | 'content' | 'from' | 'steps'>,
): readonly ShownCheckpoint[] {
  const newest = [...rows].sort((a, b) => b.generation - a.generation)
  const by = decidingMetric({ history: run?.history ?? [], bestBy: run?.content.plan.earlyStopping?.metric })
  const [last] = newest
  const best = newest.find(({ keep }) => keep === 'best')
  const milestones = newest.filter(({ keep, generation }) => keep === 'milestone' && generation !== last?.generation)
  return [
    ...(last
      ? [
          {
            row: last,
            role: 'last',
            by,
            restored: run && restoredEpoch(run, rows),
            isWithin: run !== undefined && isWithinEpoch(run, last),
          } as const,
        ]
      : []),
    ...(best && best.generation !== last?.generation
      ? [{ row: best, role: isBest(best, run) ? 'best' : 'bestSaved', by } as const]
      : []),
    ...milestones.map((row) => ({ row, role: 'milestone', by }) as const),
  ]
}

/**
 * Whether no epoch of the run was better by the metric of early stopping. A run in progress posts its best weights with
 * its next checkpoint, and earlier versions of Netloom skipped some.
 */
function isBest({ epoch }: CheckpointRow, run: Pick<RunRecord, 'history' | 'content'> | undefined): boolean {
  const metric = run?.content.plan.earlyStopping?.metric ?? 'validationLoss'
  const sign = metricInHistory(metric)?.better === 'higher' ? -1 : 1
  const costOf = (log: EpochLog) => sign * (loggedValue(log, metric) ?? log.loss)
  const own = run?.history.find((log) => log.epoch === epoch)
  return own === undefined || !run?.history.some((log) => costOf(log) < costOf(own))
}

/**
 * A checkpoint's role, its position in the run, and its losses: "Last: epoch 4, step 412, loss 0.210, validation loss
 * 0.254".
 */
export function checkpointText({ row, role, restored, isWithin, by }: ShownCheckpoint): string {
  const { epoch, step, loss, validationLoss } = row
  // The losses of the last epoch are not those of the restored weights.
  if (restored !== undefined) return checkpointsText.restored({ epoch, step, restored, by })
  const at = { role: checkpointsText.roles[role]({ by }), epoch, step }
  if (step === 0) return checkpointsText.initial(at)
  if (isWithin) return checkpointsText.within({ ...at, epoch: epoch + 1 })
  return loss === undefined ? checkpointsText.at(at) : checkpointsText.atWithLoss({ ...at, loss, validationLoss })
}

/** The size of a checkpoint and the time when it was saved: "1.2 MB, saved today at 14:03". */
export function checkpointDetails({ savedAt: at, bytes, exact: isExact }: CheckpointRow, now = new Date()): string {
  return checkpointsText.details({ bytes, at, now, isExact })
}

/** Whether the weights in use come from this checkpoint. */
export function isSame({ run, step, savedAt, edits }: ChosenCheckpoint, row: CheckpointRow): boolean {
  return edits === undefined && run === row.run && step === row.step && savedAt === row.savedAt
}

const profileText = insightText.profile

/** Below this fraction of the peak speed, a step is so small that call overhead dominates its time. */
const SMALL = 0.1

/** The time of a training step, compared with the minimum possible time on this device. */
export function stepTime({ stepMs: ms, floorMs }: Pick<StoredProfile, 'stepMs' | 'floorMs'>): string {
  if (floorMs <= 0) return profileText.step({ ms })
  return floorMs / ms < SMALL ? profileText.smallStepOfTop({ ms, floorMs }) : profileText.stepOfTop({ ms, floorMs })
}

/** The number of device calls in a step, and the measured speed of the device. */
export function trafficText(profile: StoredProfile): string {
  const { engine, calls, bytes, submissionsPerStep, peakGflops: gflops, bandwidthGBs: gigabytesPerSecond } = profile
  const traffic = { calls, bytes, submissionsPerStep, gflops, gigabytesPerSecond }
  return engine === 'recorded WebGPU' ? profileText.dispatches(traffic) : profileText.kernelCalls(traffic)
}

/**
 * Returns a unit in which the times of a step and its parts are easy to read, and a function that converts ms to that
 * unit.
 */
export function timeUnit(stepMs: number): { readonly title: string; readonly of: (ms: number) => string } {
  const isTiny = stepMs < 1
  const factor = isTiny ? 1000 : 1
  return {
    title: isTiny ? profileText.inMicroseconds : profileText.inMilliseconds,
    of: (ms) => (ms * factor < 0.005 ? count(0) : significant(ms * factor)),
  }
}

const estimateText = insightText.forecast

/**
 * Estimates shorter than this, in seconds, are not shown as numbers, because other load on the machine affects the time
 * just as much.
 */
const SHORT = 1

/** Text with the estimate for the current settings. */
export function forecastText(calibration: Calibration): string {
  const forecast = withAllMemory(calibration)
  return forecast.seconds < SHORT ? estimateText.resultShort(forecast) : estimateText.result(forecast)
}

/** Before a run, all memory counts; afterwards, the engine's is compared, because a page cannot measure the rest. */
function withAllMemory(forecast: Calibration): Calibration {
  return { ...forecast, bytes: forecast.totalBytes ?? forecast.bytes }
}

/** Compares a run's estimated and actual time; undefined if there was no estimate. */
export function forecastOutcome({
  forecast,
  took,
  tag,
  why,
}: Pick<RunRecord, 'forecast' | 'took' | 'tag' | 'why'>): string | undefined {
  if (!forecast) return undefined
  const isShort = forecast.seconds < SHORT
  if (!took)
    return isShort
      ? estimateText.expectedShort(withAllMemory(forecast))
      : estimateText.expected(withAllMemory(forecast))
  // The estimate covers all epochs, so it is not compared with a run that ended early.
  const isWhole = tag === 'done' && (why === undefined || why === 'finished')
  const { seconds, bytes } = took
  const memory = { seconds, bytes, estimatedBytes: forecast.bytes }
  if (isShort) return isWhole ? estimateText.tookShort(memory) : estimateText.endedSoonerShort(memory)
  const all = { ...memory, estimatedSeconds: forecast.seconds }
  return isWhole ? estimateText.took(all) : estimateText.endedSooner(all)
}
