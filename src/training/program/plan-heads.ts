/**
 * @file Heads: lowers the losses of a network's outputs to ops, and decides which activations are fused into their
 * loss.
 */
import { expectDefined } from '../../base/assert'
import { rowsIn } from '../../data/column-operations'
import type { Dataset } from '../../data/dataset'
import { targetsPerRow } from '../../data/encode-rows'
import { hasSampleWeights } from '../../data/sample-weights'
import type { TrainingJob } from '../../data/training-job'
import { lossFormula } from '../../formulas/loss-formulas'
import { buildLoss, thresholdFor } from '../losses'
import { type Build, sizeOf, type Tensor } from './op-builder'
import type { OpOf, View } from './ops'
import type { PlannedNetwork } from './plan-network'
import type { Buffers, HeadViews } from './program'

export interface PlannedHead {
  readonly place: HeadViews
  readonly layer: string
  readonly fused: 'softmax' | 'sigmoid' | undefined
  readonly targets: View
  readonly classWeights?: View
  readonly rowWeights?: View
  readonly loss: Pick<
    OpOf<'loss'>,
    'loss' | 'config' | 'classes' | 'threshold' | 'form' | 'width' | 'weight' | 'head' | 'heads' | 'perRow'
  >
}

/** Layers whose activation can be left to the loss. */
const LEAVES_ACTIVATION: ReadonlySet<string> = new Set(['Dense', 'Activation', 'Conv2D', 'Conv2DTranspose'])

/**
 * Plans the heads of a network, one per model output, in the same order. `rows` is the number of rows on the device,
 * and `mostRows` is the size of the largest batch.
 */
export function planHeads(
  network: PlannedNetwork,
  job: Pick<TrainingJob, 'heads' | 'pipeline' | 'classWeights' | 'rowWeights' | 'groupWeights' | 'leftOut' | 'augment'>,
  buffers: Buffers,
  { rows, mostRows }: { readonly rows: number; readonly mostRows: number },
): readonly PlannedHead[] {
  return job.heads.map(({ label, loss, weight }, head) => {
    const name = network.outputs[head] as string
    const layer = network.layers.find((one) => one.name === name)
    const shape = layer?.shape ?? []
    const size = sizeOf(shape)
    const output = expectDefined(job.pipeline.outputs[head], `the answers of ${label}`)
    const built = buildLoss(loss)
    const perRow = targetsPerRow(output)
    const width = size / perRow
    const counted = output.kind === 'classes'
    const classes = counted || output.kind === 'sequence'
    // Sequences have no confusion matrix, because a vocabulary of a thousand words would require a million counts.
    const count = counted ? Math.max(2, width) : 0
    const weights = counted ? job.classWeights?.[head] : undefined
    const read = network.layers.some(({ from }) => from.includes(name))
    const requiredActivation = lossFormula(loss.class_name).fused
    // A softmax runs over the last axis, so that axis must contain all numbers of a target; a sigmoid applies to each
    // number separately.
    const isFused =
      layer &&
      requiredActivation &&
      LEAVES_ACTIVATION.has(layer.className) &&
      (shape.at(-1) === width || requiredActivation === 'sigmoid')
    return {
      layer: name,
      fused: isFused && !read && layer.config.activation === requiredActivation ? requiredActivation : undefined,
      targets: buffers.get(`targets ${head}`, 'data', rows * perRow),
      ...(weights && { classWeights: buffers.get(`class weights ${head}`, 'data', Math.max(count, weights.length)) }),
      ...(hasSampleWeights(job) && { rowWeights: buffers.get('row weights', 'data', rows) }),
      place: {
        label,
        output: buffers.get(name, 'work', mostRows * size, name),
        width: size,
        classes: count,
        ...(counted && { confusion: buffers.get(`confusion ${head}`, 'work', count * count) }),
      },
      loss: {
        loss: loss.class_name,
        config: loss.config,
        classes,
        threshold: thresholdFor(built, output),
        form: built.form,
        width,
        weight,
        head,
        heads: job.heads.length,
        ...(perRow > 1 && { perRow }),
      },
    }
  })
}

/** Emits the loss of a head over the batch and, in training, its gradient, from which the backward pass starts. */
export function emitLoss(
  b: Build,
  { layer, loss, fused, place, targets, classWeights, rowWeights }: PlannedHead,
  out: Tensor,
  { order, figures }: { readonly order: View; readonly figures: View },
): void {
  const sums = b.preActivationOf(layer)
  const train = b.use === 'train'
  const op = {
    op: 'loss',
    ...loss,
    ...(sums && fused && { fused, activated: place.output }),
    output: sums?.view ?? out.view,
    targets,
    order,
    // As in Keras, class and row weights apply to training only.
    ...(train && classWeights && { classWeights }),
    ...(train && rowWeights && { rowWeights }),
    // The confusion matrix counts training steps only.
    ...(train && place.confusion && { confusion: place.confusion }),
    rows: b.rows * (loss.perRow ?? 1),
    figures,
  } as const
  const owner = sums?.owner ?? out
  if (owner.node.needsGradient) b.set(owner, (gradient) => b.emit({ ...op, gradient }))
  else b.emit(op)
}

/** The number of rows of a dataset. */
export function rowsOf({ schema, columns }: Pick<Dataset, 'schema' | 'columns'>): number {
  const [column] = columns
  const [first] = schema.columns
  return column && first ? rowsIn(column, first) : 0
}
