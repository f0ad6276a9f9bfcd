/**
 * @file toProgram: converts a training job and its dataset to a program: all buffers, and lists of ops that are built
 * when needed.
 */
import type { Dataset } from '../../data/dataset'
import { sizeOf as inputWidth } from '../../data/pipeline'
import type { TrainingJob } from '../../data/training-job'
import { SPARE_BATCHES } from '../../data/engine-limits'
import { hasSampleWeights } from '../../data/sample-weights'
import { ruleOf } from '../optimizer-rules'
import { type Buffers, openBuffers } from './buffers'
import { type PlannedHead, planHeads, rowsOf } from './plan-heads'
import { buildList, type Plans } from './build-list'
import { type PlannedNetwork, planNetwork } from './plan-network'
import { CONSTANT_WORDS, metricWords } from './ops'
import type { OpList, Program, Use } from './program'

export type ProgramJob = Pick<
  TrainingJob,
  | 'model'
  | 'pipeline'
  | 'heads'
  | 'optimizer'
  | 'batchSize'
  | 'seed'
  | 'clip'
  | 'accumulate'
  | 'average'
  | 'classWeights'
  | 'rowWeights'
  | 'augment'
>

export interface ProgramOptions {
  /** Number of rows in the largest batch of any list of ops. */
  readonly mostRows: number
  /** Number of rows in the largest batch that is trained; if undefined, `mostRows`. */
  readonly trainRows?: number
  /** Maximum number of steps per submission, and the capacity of the metrics ring in steps. */
  readonly constantSteps: number
  readonly metricSteps: number
  /** Number of rows that fit on the device at once; if undefined, all rows of the dataset. */
  readonly heldRows?: number
  /**
   * Length of an epoch's order; it exceeds the number of rows on the device if rows are resampled. If undefined, the
   * two are equal.
   */
  readonly orderRows?: number
}

/** Lowers a job to a program. Throws NotLowered if the program does not support something in the network. */
export function toProgram(
  job: ProgramJob,
  dataset: Pick<Dataset, 'schema' | 'columns'>,
  options: ProgramOptions,
): Program {
  const buffers = openBuffers()
  const network = planNetwork(job.model)
  const rows = options.heldRows ?? rowsOf(dataset)
  const heads = planHeads(network, job, buffers, { rows, mostRows: options.mostRows })
  return assembleProgram({ job, network, heads, buffers, rows }, options)
}

export interface ProgramParts {
  readonly job: ProgramJob
  readonly network: PlannedNetwork
  readonly heads: readonly PlannedHead[]
  readonly buffers: Buffers
  /** Number of rows in the dataset, or in its window on the device. */
  readonly rows: number
}

/** Builds a program from a planned network and its heads. */
export function assembleProgram(
  { job, network, heads, buffers, rows }: ProgramParts,
  { mostRows, trainRows = mostRows, constantSteps, metricSteps, orderRows = 0 }: ProgramOptions,
): Program {
  const slots = ruleOf(job.optimizer).slots
  const words = network.trainableWords
  const all = network.weights.reduce((sum, { size }) => sum + size, 0)
  const views: Program['views'] = {
    weights: buffers.get('weights', 'weights', all),
    gradients: buffers.get('gradients', 'gradients', words),
    slots: buffers.get('slots', 'slots', words * slots.length),
    ...(job.average !== undefined && { average: buffers.get('average', 'slots', words) }),
    ...((job.accumulate ?? 1) > 1 && { sum: buffers.get('sum', 'gradients', words) }),
    order: buffers.get('order', 'order', Math.max(rows, SPARE_BATCHES * mostRows, orderRows)),
    constants: buffers.get('constants', 'constants', constantSteps * CONSTANT_WORDS),
    state: buffers.get('state', 'state', 2),
    figures: buffers.get('figures', 'figures', metricSteps * metricWords(heads.length)),
    inputs: inputViews(job, buffers, rows, mostRows),
    targets: heads.map(({ targets }) => targets),
    classWeights: heads.map(({ classWeights }) => classWeights),
    ...(hasSampleWeights(job) && { rowWeights: buffers.get('row weights', 'data', rows) }),
  }
  const plans: Plans = { network, heads, job, buffers, views, slots }
  // Building the lists for the largest batches creates every buffer; the lists for smaller batches share them. The
  // training list comes last, so that gradients have room only for the rows that are trained.
  const lists = new Map<string, OpList>()
  const list = (use: Use, count: number): OpList => {
    const key = `${use} ${count}`
    const made = lists.get(key) ?? buildList(plans, use, count)
    lists.set(key, made)
    return made
  }
  for (const use of ['evaluate', 'predict'] as const) list(use, mostRows)
  list('train', trainRows)
  buffers.seal()
  return {
    buffers: buffers.all(),
    weights: network.weights,
    trainableWords: words,
    slots,
    views,
    heads: heads.map(({ place }) => place),
    hasPenalties: network.penalties.length > 0,
    constantSteps,
    metricSteps,
    list,
  }
}

/**
 * Returns the buffers of each input: the stored rows and the current batch. Pixels are stored as bytes, and a table
 * maps each byte to a number.
 */
function inputViews(
  { pipeline, model }: ProgramJob,
  buffers: Buffers,
  rows: number,
  mostRows: number,
): Program['views']['inputs'] {
  return pipeline.inputs.map((input, i) => {
    const width = inputWidth(input)
    const name = model.config.input_layers[i]?.[0] ?? input.label
    const bytes = input.kind === 'image'
    return {
      source: buffers.get(`rows ${i}`, 'data', bytes ? Math.ceil((rows * width) / 4) : rows * width),
      ...(bytes && { table: buffers.get(`table ${i}`, 'data', 256) }),
      batch: buffers.get(name, 'work', mostRows * width, name),
      width,
    }
  })
}
