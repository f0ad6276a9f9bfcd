/** @file Calibrate: temperature scaling of probabilities, p^(1/T) normalized to a sum of 1 (Guo et al., "On calibration of modern neural networks", ICML 2017). */
import { exp, log } from '../../base/exact-math'
import { defineRunner } from '../request-context'

// not text: a class name
export const runner = defineRunner('Calibrate', ({ config: { temperature } }, _place, { kind }) => ({
  appliesTo: 'answered',
  run(context) {
    if (kind === 'classes' && context.outputs && temperature > 0 && temperature !== 1)
      context.outputs = scaleTemperature(context.outputs, temperature)
  },
}))

/**
 * Rescales probabilities to another temperature. The order of the probabilities does not change, so neither does the
 * predicted class.
 */
export function scaleTemperature(probabilities: Float32Array, temperature: number): Float32Array<ArrayBuffer> {
  const most = probabilities.reduce((a, b) => Math.max(a, b), 0)
  if (!(most > 0)) return Float32Array.from(probabilities)
  const raised = Float64Array.from(probabilities, (p) => (p > 0 ? exp(log(p / most) / temperature) : 0))
  const sum = raised.reduce((all, one) => all + one, 0)
  return Float32Array.from(raised, (one) => one / sum)
}
