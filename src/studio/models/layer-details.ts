/**
 * @file What layers of some kinds compute besides their output: the states and gates of a recurrent layer at each time
 * step, and the dropout mask of a training step.
 */
import type { KerasLayer, KerasModel } from '../../catalog/keras-json'
import type { Shape } from '../../catalog/layer-def'
import type { FittedInput } from '../../data/pipeline'
import type { WeightSet } from '../../data/training-job'
import { finalForm } from '../../data/transforms/step-chain'
import { knownValues } from '../../data/transforms/transform'
import type { LayersAnswer } from './newest-weights'
import { hasStates, type RecurrentStates, recurrentStates } from './recurrent-states'

/** What a layer computes besides its output. */
export type LayerDetails =
  | ({ readonly kind: 'states' } & RecurrentStates)
  /** The mask of the first example of the batch of a training step: 0 for a dropped value, the factor of a kept one. */
  | { readonly kind: 'mask'; readonly values: Float32Array; readonly step: number }

/** A layer with details, and the layers that they are computed from. */
export interface DetailedLayer {
  readonly layer: KerasLayer
  readonly inputs: readonly string[]
}

/** The layers among these whose details need their weights and their inputs. */
export function detailedLayers({ config }: KerasModel, names: readonly string[]): readonly DetailedLayer[] {
  return config.layers
    .filter((layer) => names.includes(layer.name) && hasStates(layer))
    .map((layer) => ({ layer, inputs: (layer.inbound_nodes[0] ?? []).map(([from]) => from) }))
}

/** The details of the layers of one example, by layer. */
export function detailsOf(
  detailed: readonly DetailedLayer[],
  answer: Pick<LayersAnswer, 'weights' | 'masks' | 'step'>,
  valuesOf: (layer: string) => { readonly values: Float32Array; readonly shape: Shape } | undefined,
): ReadonlyMap<string, LayerDetails> {
  const tensors = weightTensors(answer.weights ?? { specs: [], data: new Float32Array(0) })
  const found = new Map<string, LayerDetails>()
  for (const { layer, inputs } of detailed) {
    const input = valuesOf(inputs[0] ?? '')
    if (!input) continue
    const states = recurrentStates(layer, input, (name) => tensors.get(`${layer.name}/${name}`) ?? new Float32Array(0))
    if (states) found.set(layer.name, { kind: 'states', ...states })
  }
  for (const { layer, values } of answer.masks ?? []) found.set(layer, { kind: 'mask', values, step: answer.step })
  return found
}

/** The names of the values of an input of columns, such as `age` and, of categories, `color = red`. */
export function valueNames(input: FittedInput | undefined): readonly string[] | undefined {
  if (input?.kind !== 'columns' || input.shape.length > 1) return undefined
  return input.columns.flatMap((fitted) => {
    const { column, from, steps } = fitted
    const width = finalForm(fitted).shape.at(-1) ?? 1
    const values = steps.at(-1)?.kind === 'oneHot' ? knownValues(from) : []
    if (width === 1) return [column]
    return Array.from({ length: width }, (_, i) =>
      width === values.length ? `${column} = ${values[i]}` : `${column} ${i + 1}`,
    ) // not text: names of values
  })
}

/** The values of each weight, such as `dense_1/kernel`; they share the memory of the set. */
export function weightTensors({ specs, data }: WeightSet): ReadonlyMap<string, Float32Array> {
  let at = 0
  return new Map(
    specs.map(({ name, shape }) => {
      const from = at
      at += shape.reduce((product, n) => product * n, 1)
      return [name, data.subarray(from, at)]
    }),
  )
}
