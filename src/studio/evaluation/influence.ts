/**
 * @file Which training examples made a prediction: TracIn's estimate from the checkpoints of the run, and the real
 * effect of examples, by retraining without them. The same seed gives the same weights, so nothing else changes.
 */
import '../../messages/en/evaluate/curves'
import '../../messages/en/registry'
import { rng, shuffle } from '../../base/rng'
import { lossWeights } from '../../compile/class-weights'
import { lowerSchedule, optimizerOf } from '../../compile/lower-plan'
import { findAugmentation } from '../../data/augment'
import type { SplitName } from '../../data/dataset'
import { centerOf } from '../../data/decode-outputs'
import { encodeTargets } from '../../data/encode-rows'
import { fingerprint } from '../../data/fingerprint'
import { loadPagedRows } from '../../data/paged-columns'
import { type TrainingJob, withRateChanges } from '../../data/training-job'
import { refuse } from '../../messages/message'
import { isMeasurable } from '../../metrics/attribution'
import type { GradientOf } from '../../protocol/trainer-messages'
import type { RunRecord } from '../../storage/records'
import { runShape } from '../../training/loop/chunk'
import { updateRates } from '../../training/loop/update-rates'
import type { AppContext } from '../context'
import { type DataAnalysis, type LeftOut, leftOutKey } from '../data/data-analysis'
import { rowsMeeting } from '../data/slices'
import { predictRows } from '../models/evaluate'
import { openBackgroundTrainer, prepareTraining, reproductionPlan } from '../operate/background-trainer'
import { answering } from '../training/find-run'
import { bestRestored } from '../training/weights-in-use'
import { differenceOf } from './compare'
import { type Encoded, type Explained, encode, explained, scoresOf } from './explain'
import { keepResult, keptResults } from './left-out-results'
import {
  countLook,
  type EvaluatedWeights,
  type FixedNetwork,
  fixedNetwork,
  hasTrainedWeights,
  ofNetworkAlone,
  outputCalled,
  type Source,
  type StoredWeights,
  weightsOf,
} from './predictions'
import { decodePredictions } from './report'

/** The most training rows that are compared, drawn by seed, and how many are encoded at a time. */
const MOST_ROWS = 10_000
const PART = 2000
/** How far the weights are moved along a gradient to measure how losses change, relative to their length. */
const STEP = 3e-4
export interface InfluentialRow {
  readonly row: number
  /** How much training on the row lowered the loss of the explained row, by TracIn. */
  readonly value: number
}

export interface InfluenceReport {
  readonly row: number
  /** The class whose loss is explained: by default, the label. Absent for a number. */
  readonly class?: string
  readonly loss: number
  /** The stored weights that the estimate is from, with the mean learning rate since the checkpoint before. */
  readonly checkpoints: readonly { readonly step: number; readonly epoch: number; readonly rate: number }[]
  /** How many training rows were compared, of how many. */
  readonly n: number
  readonly of: number
  /** The optimizer, if it is not plain SGD, which the estimate is made for. */
  readonly optimizer?: string
  /** From the most helpful and from the most harmful row on. */
  readonly helpful: readonly InfluentialRow[]
  readonly harmful: readonly InfluentialRow[]
  /** Whether the helpful or the harmful rows together changed the loss by more than what is seen in its figures. */
  readonly isMeasurable: boolean
  /** Earlier results of retraining, about this row and run. */
  readonly retrained: readonly LeftOut[]
}

interface Asked {
  readonly row: number
  readonly class?: string | undefined
  readonly output?: string | undefined
}

/** What is explained: the loss of an encoded row for a target. */
interface RowLoss {
  readonly what: Explained
  readonly own: Encoded
  readonly target: number
}

/** Refuses an unknown row, and one without a label unless a class is given. Looking at a test row is counted. */
async function lossOf(studio: AppContext, source: Source, weights: EvaluatedWeights, asked: Asked): Promise<RowLoss> {
  const { row, class: label, output } = asked
  const { dataset, split } = weights.ready
  if (weights.isUnseen) return refuse('influence-other-data', { by: weights.name })
  if (row < 0 || row >= dataset.schema.rows) return refuse('explain-no-row', { row, rows: dataset.schema.rows })
  if (split.test.includes(row)) await countLook(studio, source, 'test', weights.ready)
  const what = explained(weights, output, label)
  const one = Uint32Array.of(row)
  const own = await encode(weights.pipeline, dataset, one)
  const [actual = Number.NaN] = encodeTargets(what.output, await loadPagedRows(dataset, one), one)
  const target = what.classIndex ?? actual
  if (Number.isNaN(target)) return refuse('influence-no-label', { row })
  return { what: what.output.kind === 'classes' ? { ...what, classIndex: target } : what, own, target }
}

/** The training rows that helped and harmed the prediction for a row most, by TracIn. */
export async function influenceOf(
  studio: AppContext,
  source: Source,
  { most, seed, ...asked }: Asked & { readonly most: number; readonly seed: number },
): Promise<InfluenceReport> {
  const weights = await weightsOf(studio, source, true)
  const of = await lossOf(studio, source, weights, asked)
  const { dataset, split } = weights.ready
  const others = split.train.filter((row) => row !== asked.row)
  const drawn = shuffle(others, rng(seed, { kind: 'resample', epoch: 10 }))
    .subarray(0, MOST_ROWS)
    .sort()
  const targets = encodeTargets(of.what.output, await loadPagedRows(dataset, drawn), drawn)
  const rows = drawn.filter((_, i) => !Number.isNaN(targets[i] as number))
  const { values, checkpoints, loss } = await tracIn(studio, of, rows)
  const sorted = [...rows.keys()]
    .map((i) => ({ row: rows[i] as number, value: values[i] as number }))
    .sort((a, b) => b.value - a.value || a.row - b.row)
  const helpful = sorted.slice(0, most).filter(({ value }) => value > 0)
  const lowest = sorted.slice(-most).filter(({ value }) => value < 0)
  return {
    ...{ row: asked.row, ...classOf(of), loss, checkpoints, n: rows.length, of: others.length, ...orderOnly(weights) },
    ...{ helpful, harmful: lowest.reverse() },
    isMeasurable: [helpful, lowest].some((part) => isMeasurable(part, loss, of.what.output.kind === 'classes')),
    retrained: weights.run ? await keptResults(studio, weights.run.id, asked.row) : [],
  }
}

function orderOnly({ content }: EvaluatedWeights): Pick<InfluenceReport, 'optimizer'> {
  const pick = content?.plan.optimizer
  return !pick || pick.kind === 'sgd' ? {} : { optimizer: optimizerOf(pick).def.title }
}

function classOf({ what: { output }, target }: RowLoss): { readonly class?: string } {
  return output.kind === 'classes' ? { class: output.labels[target] as string } : {}
}

/**
 * TracIn (Pruthi et al. 2020, NeurIPS): the sum over the stored checkpoints of learning rate × gradient of the row ·
 * gradient of each training row, of all trainable weights. Each checkpoint stands for the updates since the one before,
 * in which a row has a share of its weight / n, so the sum estimates how much training on the row lowered the loss. The products
 * are the slopes of the losses along the gradient, by central differences.
 */
async function tracIn(studio: AppContext, { what, own, target }: RowLoss, rows: Uint32Array) {
  const { weights } = what
  const checkpoints = await checkpointsOf(studio, weights)
  const values = new Float64Array(rows.length)
  let loss = 0
  for (const { stored, rate, updates } of checkpoints) {
    const network = fixedNetwork(studio, stored.hash, stored)
    if (!hasTrainedWeights(stored)) return refuse('influence-all-frozen', {})
    const found = await network.gradients(own, 1, lossesOf(what, Float32Array.of(target), 'weights'))
    const gradient = found.weights ?? new Float32Array(0)
    loss = found.scores[0] as number
    const length = norm(gradient)
    if (length === 0) continue
    const step = (STEP * norm(stored.weights.data)) / length
    const losses = (sign: 1 | -1) => {
      const data = stored.weights.data.slice()
      gradient.forEach((value, i) => {
        data[i] = (data[i] as number) + sign * step * value
      })
      const key = `${stored.hash} moved by ${sign * step} ${gradient[0]} ${gradient.at(-1)}`
      const moved = { ...stored, weights: { ...stored.weights, data } }
      return lossesOfRows(what, fixedNetwork(studio, key, moved), rows)
    }
    const [up, down] = [await losses(1), await losses(-1)]
    const factor = (rate * updates) / Math.max(1, weights.ready.split.train.length)
    values.forEach((value, i) => {
      values[i] = value + (factor * ((up[i] as number) - (down[i] as number))) / (2 * step)
    })
  }
  return {
    values,
    loss,
    checkpoints: checkpoints.map(({ stored: { step = 0, epoch = 0 }, rate }) => ({ step, epoch, rate })),
  }
}

const norm = (values: Float32Array) => Math.sqrt(values.reduce((sum, value) => sum + value * value, 0))
/** The cross-entropy of a class, or the squared error of a number, as encoded. */
function lossesOf(
  { weights, output }: Explained,
  targets: Float32Array<ArrayBuffer>,
  by: 'weights' | 'none',
): GradientOf {
  const number = output.kind === 'number' ? 'squaredError' : 'crossEntropy'
  return { output: weights.pipeline.outputs.indexOf(output), number, targets, by, column: centerOf(output) }
}

async function lossesOfRows(what: Explained, network: FixedNetwork, rows: Uint32Array): Promise<Float64Array> {
  const { pipeline, ready, content } = what.weights
  const losses = new Float64Array(rows.length)
  for (let from = 0; from < rows.length; from += PART) {
    const part = rows.slice(from, from + PART)
    const here = await loadPagedRows(ready.dataset, part)
    const targets = encodeTargets(what.output, here, part)
    const inputs = await encode(pipeline, ready.dataset, part)
    const { scores } = await network.gradients(inputs, part.length, lossesOf(what, targets, 'none'))
    const counts = content && lossWeights(content.plan, what.output, ready, { dataset: here, rows: part, targets })
    losses.set(counts ? scores.map((loss, i) => loss * (counts[i] as number)) : scores, from)
  }
  return losses
}

/** The stored checkpoints up to these weights, oldest first; the weights alone if nothing else is stored. */
async function checkpointsOf(studio: AppContext, weights: EvaluatedWeights) {
  const last = await weights.stored()
  const { run, content, ready } = weights
  await studio.runs.written()
  const { runs } = studio.storage
  const rows = run ? await runs.checkpoints(run.id).catch(() => []) : []
  const kept: StoredWeights[] = []
  for (const { run: id, generation } of rows) {
    const record = await runs.checkpoint(id, generation).catch(() => undefined)
    if (record) kept.push(answering(record))
  }
  const { plan } = content ?? {}
  const planned = plan?.epochs ?? 1
  const from = run?.from?.epoch ?? 0
  const batches = Math.ceil(ready.split.train.length / (plan?.batchSize ?? 1))
  // A run draws other numbers of rows where it balances classes, so its own number of steps comes first.
  const shape = runShape(planned, Math.max(1, run ? run.steps / runShape(planned, 1, from).epochs : batches), from)
  const start = from * shape.perEpoch
  const end = kept.find(({ hash }) => hash === last.hash)?.step ?? last.step ?? shape.steps
  const before = [...new Map(kept.map((one) => [one.step ?? 0, one]))]
    .filter(([step]) => step > start && step < end)
    .sort(([a], [b]) => a - b)
    .map(([, one]) => one)
  const used: readonly StoredWeights[] = [...before, { ...last, step: end }]
  const { learningRate = 0, schedule, accumulate = 1 } = plan ?? {}
  const rules = { learningRate, accumulate, ...(schedule && { schedule: lowerSchedule(schedule) }) }
  return used.map((stored, i) => {
    const span = { from: used[i - 1]?.step ?? start, to: stored.step ?? end }
    const rates = updateRates(rules, shape, run ?? { history: [] }, span)
    const rate = rates.reduce((sum, one) => sum + one, 0) / Math.max(1, rates.length)
    return { stored, rate, updates: rates.length }
  })
}

export interface RetrainQuery extends Asked {
  /** Training rows, or a condition that they meet. */
  readonly rows?: ArrayLike<number> | undefined
  readonly where?: unknown
  readonly split: SplitName
}

const running = new WeakMap<AppContext['store'], AbortController>()

/** Cancels a retraining. */
export function stopRetraining({ store }: AppContext): void {
  running.get(store)?.abort()
}

/**
 * Trains the run again without these rows, in a worker of its own, and compares the row and a whole set before and
 * after. The left out rows keep their places in the batches, but with a weight of 0 in the loss, so all else is the
 * same. Cancels an earlier retraining.
 */
export async function retrainWithout(studio: AppContext, source: Source, query: RetrainQuery): Promise<LeftOut> {
  stopRetraining(studio)
  const abort = new AbortController()
  running.set(studio.store, abort)
  const key = leftOutKey(studio.store.getState(), query.row)
  const set = (leftOut: DataAnalysis['leftOut']) => {
    if (running.get(studio.store) === abort)
      studio.store.setState(({ analysis }) => ({ analysis: { ...analysis, leftOut } }))
  }
  set({ tag: 'looking', key, done: 0 })
  try {
    const found = await retrained(studio, source, query, abort.signal, (done) => set({ tag: 'looking', key, done }))
    set({ tag: 'found', key, found })
    return found
  } catch (error) {
    if (abort.signal.aborted) {
      set({ tag: 'stopped', key })
      return refuse('reproduce-stopped', {})
    }
    set({ tag: 'failed', key, why: error instanceof Error ? error.message : String(error) })
    throw error
  }
}

async function retrained(
  studio: AppContext,
  source: Source,
  query: RetrainQuery,
  signal: AbortSignal,
  onProgress: (share: number) => void,
): Promise<LeftOut> {
  const { row, split } = query
  // A loss is that of the network, so the score and the predictions are as well.
  const weights = ofNetworkAlone(await weightsOf(studio, source, true))
  const run = await exactRun(weights)
  const { ready } = weights
  const of = await lossOf(studio, source, weights, query)
  const rows = await rowsToLeaveOut(studio, weights, query)
  const evaluated = ready.split[split]
  if (evaluated.length === 0) return refuse('no-rows', { split })
  const { values, loss: before } = await tracIn(studio, of, rows)
  const content = {
    ...run.content,
    plan: reproductionPlan({ content: run.content, lineage: { ...run, newest: true } }),
  }
  const backend = run.chosen?.backend ?? 'auto'
  const { job: planned } = await prepareTraining(studio, content, { backend }, ready)
  const job = withRateChanges(planned, run.rateChanges)
  signal.throwIfAborted()
  const trainer = openBackgroundTrainer(studio, signal)
  try {
    const { step } = await trainer.train(rows.length > 0 ? { ...job, leftOut: rows } : job, ready, backend, {
      onBegan({ name: now }) {
        if (run.engine && run.engine.name !== now) refuse('reproduce-engine', { was: run.engine.name, now })
      },
      onProgress,
    })
    const { weights: data, hash } = await trainer.weights()
    const after = fixedNetwork(studio, hash, { model: job.model, pipeline: weights.pipeline, weights: data })
    const targets = Float32Array.of(of.target)
    const { scores } = await after.gradients(of.own, 1, lossesOf(of.what, targets, 'none'))
    const score = async (network: FixedNetwork) =>
      (await scoresOf({ ...of.what, weights: { ...weights, ...network } }, of.own, 1))[0] as number
    const testLooks = await countLook(studio, source, split, ready)
    const decoded = async ({ predict }: FixedNetwork) => {
      const outputs = await predictRows(weights.pipeline, ready.dataset, evaluated, predict)
      const found = outputCalled({ outputs }, of.what.output.label)
      return decodePredictions(found, evaluated) ?? refuse('evaluate-no-values', { output: found.output.label })
    }
    const remains = remainsOf(job)
    const found: LeftOut = {
      ...{ row, ...classOf(of), leftOut: [...rows], split },
      ...{
        loss: { before, after: scores[0] as number },
        score: { before: await score(weights), after: await score(after) },
      },
      estimate: values.reduce((sum, value) => sum + value, 0),
      ...differenceOf(await decoded(weights), await decoded(after)),
      ...(remains && { remains }),
      ...(run.decisions?.[of.what.output.label]?.calibration && { uncalibrated: true }),
      recipe: { run: run.id, seed: run.content.plan.seed, step, was: run.hash ?? '', hash },
      ...(testLooks === undefined ? {} : { testLooks }),
    }
    await keepResult(studio, found)
    return found
  } finally {
    trainer.close()
  }
}

/** The run of these weights. Refuses one that would not lead to the same weights again. */
async function exactRun({ run, weights, ready }: EvaluatedWeights): Promise<RunRecord> {
  if (!run) return refuse('influence-no-run', {})
  if (run.tag !== 'done') return refuse('influence-unfinished', {})
  if (run.from) return refuse('reproduce-from', {})
  if (run.inexact !== undefined) return refuse('reproduce-inexact', { why: run.inexact })
  const isLast = weights?.which === 'last' || (weights?.which === 'best' && bestRestored(run) !== undefined)
  if (!isLast) return refuse('influence-other-weights', {})
  if (run.data !== undefined && run.data !== (await fingerprint(ready.dataset)))
    return refuse('reproduce-other-data', { dataset: ready.dataset.schema.title })
  return run
}

function remainsOf({ model, augment = [] }: TrainingJob): LeftOut['remains'] {
  if (augment.some(({ kind }) => findAugmentation(kind)?.mix)) return 'mixtures'
  return model.config.layers.some(({ class_name }) => class_name === 'BatchNormalization') ? 'statistics' : undefined
}

async function rowsToLeaveOut(
  studio: AppContext,
  { ready }: EvaluatedWeights,
  { rows, where }: RetrainQuery,
): Promise<Uint32Array> {
  const wanted = new Set(Array.from(rows ?? []))
  const mask = where === undefined ? undefined : await rowsMeeting(studio, where)
  const { train } = ready.split
  const found = train.filter((row) => wanted.has(row) || mask?.[row] === 1).sort()
  if (found.length === 0 && rows?.length !== 0) return refuse('influence-no-rows', {})
  return found.length === train.length ? refuse('influence-all-rows', {}) : found
}
