/** @file Calibrate: probabilities at another temperature, p^(1/T) made to add to 1 (Guo et al., "On calibration of modern neural networks", ICML 2017). */
import { exp, log } from '../../base/exact'
import { defineRunner } from '../request-context'

export const calibrate = defineRunner('Calibrate', ({ config: { temperature } }, _place, { kind }) => ({
  serves: 'answered',
  run(token) {
    if (kind === 'classes' && token.outputs && temperature > 0 && temperature !== 1)
      token.outputs = tempered(token.outputs, temperature)
  },
}))

/** The order of the classes stays, so the class that is told does. */
export function tempered(probabilities: Float32Array, temperature: number): Float32Array<ArrayBuffer> {
  const most = probabilities.reduce((a, b) => Math.max(a, b), 0)
  if (!(most > 0)) return Float32Array.from(probabilities)
  const raised = Float64Array.from(probabilities, (p) => (p > 0 ? exp(log(p / most) / temperature) : 0))
  const sum = raised.reduce((all, one) => all + one, 0)
  return Float32Array.from(raised, (one) => one / sum)
}
