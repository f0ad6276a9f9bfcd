/**
 * @file stepsOf: how many training steps a test runs for an example. Heavy examples take fewer steps: one step of a
 * convolution sums a thousand times as many numbers as one of a perceptron. The number of steps is computed from the
 * drawing, so it works for new examples too.
 */
import { expectDefined } from '../../base/assert'
import { findDataset } from '../../catalog/datasets/all'
import { checkNetwork } from '../../compile/check-network'
import { cost } from '../../compile/cost'
import { templates } from '../../gallery'

/**
 * The maximum work per step, in multiply-adds of a forward pass over one batch, at which an example still runs all of
 * its steps.
 */
const LIGHT = 8e6
/**
 * The cost of reading or writing one number, in multiply-adds. It matters for norms and activations, which multiply
 * little but touch every number in both passes. Measured on `fashion-cnn` (few, thick layers) and `fashion-inverted`
 * (many layers, with norms).
 */
const NUMBER = 32
const FLOAT = 4
/** The heaviest example runs at least this fraction of the steps. */
const LEAST = 0.05

/** The number of steps, reduced for heavy examples. */
export function stepsOf(id: string, steps: number): number {
  const { networks, data, plan } = expectDefined(
    templates.find((template) => template.id === id),
    id,
  ).content
  const { schema } = expectDefined(findDataset(data.dataset), data.dataset)
  const { checked } = checkNetwork(expectDefined(networks[0], id).drawing, schema, plan)
  const { multiplyAdds, activationBytes } = cost(expectDefined(checked, id), plan.batchSize)
  const work = multiplyAdds + NUMBER * (activationBytes / FLOAT)
  return Math.round(steps * Math.min(1, Math.max(LEAST, LIGHT / work)))
}
