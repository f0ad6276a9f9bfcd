/**
 * @file TrainingJob: everything the worker needs for training: plain Keras JSON, a fitted pipeline, row numbers and
 * settings.
 */
import type { KerasModel, Lowered } from '../catalog/keras-json'
import type { AugmentPick, Clip, EarlyStopping, StopRules } from '../catalog/training-plan'
import type { Split } from './dataset'
import type { GroupWeights } from './group-weights'
import type { Pipeline } from './pipeline'
import type { Resample } from './resample'

/** Weights in the order of `model.weights`; `data` contains all weights as concatenated float32 values. */
export interface WeightSet {
  readonly specs: readonly { readonly name: string; readonly shape: readonly number[] }[]
  readonly data: Float32Array<ArrayBuffer>
}

/** The loss of one output; heads are in the order of the model's outputs. */
interface Head {
  readonly label: string
  readonly loss: Lowered
  readonly weight: number
}

export interface TrainingJob {
  readonly model: KerasModel
  readonly pipeline: Pipeline
  readonly heads: readonly Head[]
  readonly optimizer: Lowered
  readonly learningRate: number
  readonly batchSize: number
  readonly epochs: number
  readonly seed: number
  readonly split: Split
  readonly earlyStopping?: EarlyStopping
  /**
   * How the learning rate changes from step to step (see `data/schedule.ts`); if absent, the learning rate is constant.
   */
  readonly schedule?: Lowered
  /** How gradients are clipped. */
  readonly clip?: Clip
  /** The number of batches over which gradients are accumulated for each weight update; 1 if absent. */
  readonly accumulate?: number
  /**
   * The decay rate of the moving average of the weights, which is used for validation and as the final weights. Absent
   * if no average is kept.
   */
  readonly average?: number
  /** For each head, the loss weight of each class; if absent, the weights are 1. */
  readonly classWeights?: readonly (readonly number[] | undefined)[]
  /** The name of the column that contains the loss weight of each row; if absent, the weights are 1. */
  readonly rowWeights?: string
  /** The loss weight of each row by its group and its label; if absent, the weights are 1. */
  readonly groupWeights?: GroupWeights
  /** Training rows whose weight is 0: they stay in their batches, so that the order of all others does not change. */
  readonly leftOut?: Uint32Array
  /** How to draw the rows of an epoch to balance classes; if absent, every training row is used once. */
  readonly resample?: Resample
  /** Augmentations of the training samples, seeded with the job's seed. Augmentation is not used for evaluation. */
  readonly augment?: readonly AugmentPick[]
  readonly stopWhen?: StopRules
  /** Learning rates that the user set during the run, which is trained again here; each applies at its step. */
  readonly rateChanges?: readonly RateChange[]
  /** Keep a checkpoint permanently every `keepEvery` epochs, in addition to the last and the best checkpoint. */
  readonly keepEvery?: number
  /**
   * Initial weights for continuing training, either on more data or in a branch; if absent, the weights are initialized
   * randomly.
   */
  readonly weights?: WeightSet
  /** The number of epochs that the previous run completed; shuffling and dropout masks continue from that epoch. */
  readonly fromEpoch?: number
  /** If set, training resumes exactly at this checkpoint of the same run, and `weights` and `fromEpoch` are ignored. */
  readonly resume?: { readonly mark: RunMark; readonly state: EngineState; readonly best?: WeightSet }
}

/** The training state of an engine, sufficient for a bit-for-bit resume. */
export interface EngineState {
  readonly weights: WeightSet
  /** The optimizer's slots. Each slot is a contiguous block of values for all trainable weights, in weight order. */
  readonly slots: Float32Array<ArrayBuffer>
  /** The moving average of the trainable weights. */
  readonly average?: Float32Array<ArrayBuffer>
  /** The accumulated gradients, if each weight update combines several batches. */
  readonly sum?: Float32Array<ArrayBuffer>
}

/**
 * The position of a run, stored in addition to the engine's state, as plain JSON. The order of rows, the dropout masks
 * and the learning rate are functions of the job and this mark, so a run can resume as if it had never been
 * interrupted.
 */
export interface RunMark {
  /** The number of completed training steps, and the number of completed weight updates. */
  readonly step: number
  readonly updates: number
  /** The number of completed epochs. */
  readonly epoch: number
  /** The learning rate most recently set by the user or the plan, before the schedule is applied. */
  readonly learningRate: number
  /** All learning rates that the user sets during the run, in the order of their steps; later ones have yet to apply. */
  readonly rateChanges?: readonly RateChange[]
  /** Running sums over the completed steps of the unfinished epoch. */
  readonly totals: {
    readonly weighted: number
    readonly rows: number
    readonly sums: readonly number[]
    readonly known: readonly number[]
  }
  /** The early stopping state: the best value so far, and the number of epochs since that value. */
  readonly watch: { readonly best?: number; readonly worse: number }
  /** The state of the plateau schedule. */
  readonly plateau?: { readonly best?: number; readonly worse: number; readonly factor: number }
  readonly history: readonly EpochLog[]
  /** Training time so far, in seconds. */
  readonly seconds: number
}

/** A learning rate that the user set during a run. The schedule and the plateau rule still apply to it. */
export interface RateChange {
  /** The number of steps done before; the next step is the first one with this rate. */
  readonly step: number
  readonly learningRate: number
}

/** The changes that affect the weights after this many steps. */
export function changesUntil(changes: readonly RateChange[] | undefined, step: number): readonly RateChange[] {
  return (changes ?? []).filter((change) => change.step < step)
}

/** A job that repeats these changes of the learning rate, from its start or from the checkpoint that it resumes from. */
export function withRateChanges(job: TrainingJob, rateChanges: readonly RateChange[] | undefined): TrainingJob {
  if (!rateChanges) return job
  const { resume } = job
  return resume ? { ...job, resume: { ...resume, mark: { ...resume.mark, rateChanges } } } : { ...job, rateChanges }
}

/** The weights at one step of a run, without what is needed to resume there. */
export interface Moment {
  readonly step: number
  /** The number of completed epochs. */
  readonly epoch: number
  readonly data: Float32Array<ArrayBuffer>
}

/** The most moments of a run, and the most weights in all of them: 4 MB. */
const MAX_MOMENTS = 60
const MAX_MOMENT_WEIGHTS = 1e6
/** Fewer moments show nothing of a run. */
const LEAST_MOMENTS = 8

/** How many moments a run with this many weights keeps; 0 if it is too large. */
export function mostMoments(weights: number): number {
  const most = Math.min(MAX_MOMENTS, Math.floor(MAX_MOMENT_WEIGHTS / Math.max(1, weights)))
  return most < LEAST_MOMENTS ? 0 : most
}

/** Drops every second entry but the first and the last, if there are too many. */
export function thinned<T>(all: readonly T[], most: number): readonly T[] {
  return all.length <= most ? all : all.filter((_, i) => i % 2 === 0 || i === all.length - 1)
}

/** The metrics of one epoch: one row of the history. */
export interface EpochLog {
  readonly epoch: number
  readonly loss: number
  readonly validationLoss?: number
  /**
   * Metrics keyed by id: accuracy, validationAccuracy, mae, validationMae, and so on; with several outputs also `label
   * accuracy` and similar ids.
   */
  readonly metrics: Readonly<Record<string, number>>
}

/** The limit keeps messages and storage bounded, because a small network can train thousands of epochs per second. */
const MAX_EPOCHS = 4096
/** The number of most recent epochs that are never dropped. */
const NEWEST = 1024

/**
 * Appends epochs. When the history is full, drops every second older epoch, but never the first one, and none with the
 * lowest or highest value of a loss or metric: the best epoch is looked for in the history.
 */
export function appendEpochs(history: readonly EpochLog[], ...more: readonly EpochLog[]): readonly EpochLog[] {
  const all = [...history, ...more]
  if (all.length <= MAX_EPOCHS) return all
  const older = all.length - NEWEST
  const extremes = extremesOf(all)
  return all.filter((log, i) => i >= older || i % 2 === 0 || extremes.has(log))
}

/** The first epochs with the lowest and the highest value of each loss and metric. */
function extremesOf(logs: readonly EpochLog[]): ReadonlySet<EpochLog> {
  const ids = new Set(['loss', 'validationLoss', ...logs.flatMap(({ metrics }) => Object.keys(metrics))])
  const found = new Set<EpochLog>()
  for (const id of ids) {
    const known = logs.filter((log) => Number.isFinite(loggedValue(log, id)))
    const value = (log: EpochLog) => loggedValue(log, id) as number
    const [first] = known
    if (!first) continue
    found.add(known.reduce((low, log) => (value(log) < value(low) ? log : low), first))
    found.add(known.reduce((high, log) => (value(log) > value(high) ? log : high), first))
  }
  return found
}

/** The value of the loss or of a metric in an epoch's log, by its id. */
export function loggedValue(log: EpochLog, id: string): number | undefined {
  if (id === 'loss') return log.loss
  if (id === 'validationLoss') return log.validationLoss
  return Object.hasOwn(log.metrics, id) ? log.metrics[id] : undefined
}

/**
 * The weights to use for prediction, validation and saving. In every weight set, the trainable weights come first; the
 * moving average contains only these.
 */
export function resultWeights({ weights, average }: Pick<EngineState, 'weights' | 'average'>): WeightSet {
  if (!average) return weights
  const data = weights.data.slice()
  data.set(average)
  return { specs: weights.specs, data }
}

/**
 * Reorders a weight set to match these specs by name, which is needed because the weights of a frozen layer come after
 * all others. The set is returned unchanged if the names differ.
 */
export function reorderWeights(specs: WeightSet['specs'], set: WeightSet): WeightSet {
  const positions = new Map<string, { readonly spec: WeightSet['specs'][number]; readonly at: number }>()
  let end = 0
  for (const spec of set.specs) {
    positions.set(spec.name, { spec, at: end })
    end += size(spec.shape)
  }
  const matches = specs.flatMap(({ name }) => positions.get(name) ?? [])
  if (matches.length !== set.specs.length || end !== set.data.length) return set
  const data = new Float32Array(end)
  let to = 0
  for (const { spec, at } of matches) {
    const length = size(spec.shape)
    data.set(set.data.subarray(at, at + length), to)
    to += length
  }
  return { specs: matches.map(({ spec }) => spec), data }
}

function size(shape: readonly number[]): number {
  return shape.reduce((product, n) => product * n, 1)
}
