/**
 * @file stepsOf: how many steps of an example a test takes. What 200 steps of a perceptron say, a few dozen of a convolution do: each step of
 * it sums a thousand times as many numbers. Counted from the drawing, so that examples to come have their share by themselves.
 */
import { expectDefined } from '../../base/assert'
import { findDataset } from '../../catalog/datasets/all'
import { checkNetwork } from '../../compile/check-network'
import { cost } from '../../compile/cost'
import { templates } from '../../gallery'

/** Work of a step up to which an example is light, and takes all steps asked for: multiply-adds of a batch, forward. */
const LIGHT = 32e6
/**
 * Norms and activations multiply next to nothing, yet read and write every number on the way, there and back: one weighs about so many
 * multiply-adds, by the times of `fashion-cnn` (few, thick layers) and `fashion-inverted` (many, with norms).
 */
const NUMBER = 32
const FLOAT = 4
/** The heaviest takes this share of the steps at least. */
const LEAST = 0.2

/** So many steps, or fewer by how heavy one is. */
export function stepsOf(id: string, asked: number): number {
  const { networks, data, plan } = expectDefined(
    templates.find((template) => template.id === id),
    id,
  ).content
  const { schema } = expectDefined(findDataset(data.dataset), data.dataset)
  const { checked } = checkNetwork(expectDefined(networks[0], id).drawing, schema, plan)
  const { multiplyAdds, activationBytes } = cost(expectDefined(checked, id), plan.batchSize)
  const work = multiplyAdds + NUMBER * (activationBytes / FLOAT)
  return Math.round(asked * Math.min(1, Math.max(LEAST, LIGHT / work)))
}
