/**
 * @file toProgram: converts a training job and its dataset to a program: all buffers, and lists of ops that are built
 * when needed.
 */

import { expectDefined } from '../../base/assert'
import type { Clip } from '../../catalog/training-plan'
import type { Dataset } from '../../data/dataset'
import { SPARE_BATCHES } from '../../data/engine-limits'
import { sizeOf as inputWidth } from '../../data/pipeline'
import { hasSampleWeights } from '../../data/sample-weights'
import type { TrainingJob } from '../../data/training-job'
import { configuredOptimizer, initialSlots } from '../../formulas/optimizer-formulas'
import type { Weight } from './layers/layer'
import { openBuild, type Tensor } from './op-builder'
import { CONSTANT_WORDS, metricWords, type Op, type OpOf, type View } from './ops'
import { emitLoss, type PlannedHead, planHeads, rowsOf } from './plan-heads'
import { type PlannedNetwork, planNetwork } from './plan-network'
import {
  type Buffers,
  type OpList,
  openBuffers,
  type Program,
  type ProgramJob,
  type ProgramOptions,
  type Use,
} from './program'

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

interface ProgramParts {
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
  const slots = initialSlots(configuredOptimizer(job.optimizer.class_name, job.optimizer.config))
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

interface Plans {
  readonly network: PlannedNetwork
  readonly heads: readonly PlannedHead[]
  readonly job: Pick<TrainingJob, 'optimizer' | 'seed' | 'clip' | 'accumulate' | 'heads'>
  readonly buffers: Buffers
  readonly views: Program['views']
  readonly slots: readonly number[]
}

function buildList(plans: Plans, use: Use, rows: number): OpList {
  const { network, heads, buffers, views, job } = plans
  const fused = new Set(use === 'predict' ? [] : heads.flatMap(({ layer, fused }) => (fused ? [layer] : [])))
  const b = openBuild(buffers, { use, rows, seed: job.seed, fused })
  const tensors = new Map<string, Tensor>()
  network.inputs.forEach(({ name, shape }, i) => {
    const { source, table, batch, width } = expectDefined(views.inputs[i], `the rows of ${name}`)
    if (use !== 'predict') {
      const op = {
        op: 'gatherRows',
        source,
        ...(table && { table }),
        order: views.order,
        out: batch,
        rows,
        width,
      } as const
      b.within(name, 'input', () => b.emit(op))
    }
    tensors.set(
      name,
      b.within(name, 'input', () => b.tensor(shape, { needsGradient: false, at: batch })),
    )
  })
  for (const layer of network.layers) {
    const inputs = layer.from.map((name) => expectDefined(tensors.get(name), `the result of ${name}`))
    const weights = weightsOf(plans, layer.name)
    const lowered = { ...layer, weights }
    tensors.set(
      layer.name,
      b.within(layer.name, 'forward', () => layer.kind.lower(b, lowered, inputs)),
    )
  }
  const outOf = (name: string) => expectDefined(tensors.get(name), `the result of ${name}`)
  for (const { layer, place } of heads) {
    const out = outOf(layer)
    // A last layer that only reshapes its input has no result buffer, so the result is copied: predictions are always
    // read from the output buffer.
    if (out.view.buffer === place.output.buffer && out.view.offset === place.output.offset) continue
    const size = rows * out.size
    const copy = { op: 'strided', x: out.view, out: place.output, sizes: [size], from: [1], to: [1] } as const
    b.within(layer, 'forward', () => b.emit(copy))
  }
  if (use !== 'predict') {
    for (const { layer } of heads) b.expectLoss(b.preActivationOf(layer)?.owner ?? outOf(layer))
    for (const head of heads) b.within(head.layer, 'loss', () => emitLoss(b, head, outOf(head.layer), views))
  }
  b.runBackward()
  const penalty = use === 'predict' ? undefined : emitPenalties(plans, b)
  const emit = (op: Op) => b.within('', 'update', () => b.emit(op))
  if (use === 'train') for (const op of updateOps(plans)) emit(op)
  if (use !== 'predict') {
    emit({
      op: 'finish',
      weights: job.heads.map(({ weight }) => weight),
      ...(penalty && { penalty }),
      figures: views.figures,
    })
  }
  return {
    use,
    rows,
    ops: b.ops(),
    tensors: network.layers.map(({ name }) => {
      const { view, size } = outOf(name)
      const gradient = b.gradientOf(outOf(name))
      const head = heads.find(({ layer }) => layer === name)
      return { layer: name, result: head?.place.output ?? view, words: rows * size, ...(gradient && { gradient }) }
    }),
  }
}

function weightsOf({ network, views }: Plans, layer: string): Readonly<Record<string, Weight>> {
  const own = network.weights.filter((weight) => weight.layer === layer)
  return Object.fromEntries(
    own.map(({ name, shape, size, offset, trainable }): [string, Weight] => {
      const at = (arena: View): View => ({ ...arena, offset: arena.offset + offset })
      const gradient = trainable ? { gradient: at(views.gradients) } : {}
      return [name.slice(layer.length + 1), { view: at(views.weights), shape, size, ...gradient }]
    }),
  )
}

/** Emits the ops for the regularization loss and, in training, for its gradients. */
function emitPenalties({ network, views, buffers }: Plans, b: ReturnType<typeof openBuild>): View | undefined {
  if (network.penalties.length === 0) return undefined
  const penalty = buffers.get('penalty', 'work', 1)
  network.penalties.forEach(({ weight, l1, l2 }, i) => {
    const { offset, size, trainable, layer } = weight
    const gradient = b.use === 'train' && trainable ? { gradient: { ...views.gradients, offset } } : {}
    const w = { ...views.weights, offset }
    b.within(layer, b.use === 'train' ? 'backward' : 'loss', () =>
      b.emit({ op: 'penalty', w, ...gradient, size, l1, l2, penalty, fresh: i === 0 }),
    )
  })
  return penalty
}

/** Returns the ops that update the weights; empty if no weight is trainable. */
function updateOps({ network, views, job, buffers, slots }: Plans): Op[] {
  const size = network.trainableWords
  if (size === 0) return []
  const { sum } = views
  const gradients = sum ?? views.gradients
  const added: Op[] = sum ? [{ op: 'addGradients', gradients: views.gradients, sum, size }] : []
  const segments = network.weights
    .filter(({ trainable }) => trainable)
    .map(({ offset, size: words }) => ({ offset, size: words }))
  const squares = job.clip && job.clip.by !== 'value' ? buffers.get('squares', 'work', segments.length) : undefined
  const total = job.clip?.by === 'globalNorm'
  const measured: Op[] = squares
    ? [{ op: 'squares', gradients, segments: total ? [{ offset: 0, size }] : segments, out: squares, total }]
    : []
  const { class_name: rule, config } = job.optimizer
  const update: Op = {
    op: 'update',
    rule,
    config,
    weights: views.weights,
    gradients,
    slots: slots.map((_, i) => ({ ...views.slots, offset: views.slots.offset + i * size })),
    size,
    ...(job.clip && { clip: clipOf(job.clip, squares, segments) }),
    ...(views.average && { average: views.average }),
  }
  return [...added, ...measured, update]
}

type UpdateClip = NonNullable<OpOf<'update'>['clip']>

function clipOf(
  { by, limit }: Clip,
  given: View | undefined,
  segments: readonly { readonly offset: number; readonly size: number }[],
): UpdateClip {
  switch (by) {
    case 'value':
      return { by, limit }
    case 'norm':
      return { by, limit, squares: expectDefined(given, 'the squares'), segments }
    case 'globalNorm':
      return { by, limit, squares: expectDefined(given, 'the squares') }
    default:
      return by satisfies never
  }
}
