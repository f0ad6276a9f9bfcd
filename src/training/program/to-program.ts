/** @file toProgram: a training job and the dataset it is on as a program: all buffers, and lists of ops made when asked for. */
import type { Dataset } from '../../data/dataset'
import { sizeOf as inputWidth } from '../../data/pipeline'
import type { TrainingJob } from '../../data/job'
import { countsRows } from '../../data/row-counts'
import { ruleOf } from '../optimizer-rules'
import { type Buffers, openBuffers } from './buffers'
import { type PlannedHead, planHeads, rowsOf } from './heads'
import { buildList, type Plans } from './lists'
import { type PlannedNetwork, planNetwork } from './network'
import { CONSTANT_WORDS, figureWords } from './ops'
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
  /** Rows of the largest batch of any list. */
  readonly mostRows: number
  /** Steps of one submission, and steps the ring of figures holds. */
  readonly constantSteps: number
  readonly figureSteps: number
  /** Rows that are held on the device at once; absent, all of the dataset. */
  readonly heldRows?: number
  /** Rows of an epoch, which may be more than there are where some come again; absent, those that are held. */
  readonly orderRows?: number
}

/** Batches that the order has room for at least: short runs over few rows repeat them. */
export const SPARE_BATCHES = 4

/** Lowers a job. Throws NotLowered where the network has something the program lacks. */
export function toProgram(
  job: ProgramJob,
  dataset: Pick<Dataset, 'schema' | 'columns'>,
  options: ProgramOptions,
): Program {
  const buffers = openBuffers()
  const network = planNetwork(job.model)
  const rows = options.heldRows ?? rowsOf(dataset)
  const heads = planHeads(network, job, buffers, { rows, mostRows: options.mostRows })
  return assemble({ job, network, heads, buffers, rows }, options)
}

export interface ProgramParts {
  readonly job: ProgramJob
  readonly network: PlannedNetwork
  readonly heads: readonly PlannedHead[]
  readonly buffers: Buffers
  /** Of the dataset, or of the window of it that is held. */
  readonly rows: number
}

/** A planned network with its heads as a program. */
export function assemble(
  { job, network, heads, buffers, rows }: ProgramParts,
  { mostRows, constantSteps, figureSteps, orderRows = 0 }: ProgramOptions,
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
    figures: buffers.get('figures', 'figures', figureSteps * figureWords(heads.length)),
    inputs: inputViews(job, buffers, rows, mostRows),
    targets: heads.map(({ targets }) => targets),
    classWeights: heads.map(({ classWeights }) => classWeights),
    ...(countsRows(job) && { rowWeights: buffers.get('row weights', 'data', rows) }),
  }
  const plans: Plans = { network, heads, job, buffers, views, slots }
  // Every buffer is made by the largest lists; smaller ones find theirs.
  const lists = new Map<string, OpList>()
  const list = (use: Use, count: number): OpList => {
    const key = `${use} ${count}`
    const made = lists.get(key) ?? buildList(plans, use, count)
    lists.set(key, made)
    return made
  }
  for (const use of ['train', 'evaluate', 'predict'] as const) list(use, mostRows)
  buffers.seal()
  return {
    buffers: buffers.all(),
    weights: network.weights,
    trainableWords: words,
    slots,
    views,
    heads: heads.map(({ place }) => place),
    penalised: network.penalties.length > 0,
    constantSteps,
    figureSteps,
    list,
  }
}

/** Rows as they are stored, and where a batch of them is gathered to. Pixels are bytes, each told by a table. */
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
