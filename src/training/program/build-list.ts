/** @file buildList: builds the list of ops for one use and batch size, in execution order. */
import { expectDefined } from '../../base/assert'
import type { Clip } from '../../catalog/training-plan'
import type { TrainingJob } from '../../data/training-job'
import { openBuild, type Tensor } from './op-builder'
import type { Buffers } from './buffers'
import { emitLoss, type PlannedHead } from './plan-heads'
import type { Weight } from './layers/layer'
import type { PlannedNetwork } from './plan-network'
import type { Op, OpOf, View } from './ops'
import type { OpList, Program, Use } from './program'

export interface Plans {
  readonly network: PlannedNetwork
  readonly heads: readonly PlannedHead[]
  readonly job: Pick<TrainingJob, 'optimizer' | 'seed' | 'clip' | 'accumulate' | 'heads'>
  readonly buffers: Buffers
  readonly views: Program['views']
  readonly slots: readonly number[]
}

export function buildList(plans: Plans, use: Use, rows: number): OpList {
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
