/** @file Weight initializers and regularizers: their parameters and lowering, always explicit. */
import { layersText } from '../../../messages/en/catalog/layers'
import { choice, flag, float } from '../../params'
import { snake } from './activation'

const INITIALIZERS = [
  'glorotUniform',
  'glorotNormal',
  'heUniform',
  'heNormal',
  'leCunUniform',
  'leCunNormal',
  'randomNormal',
  'randomUniform',
  'truncatedNormal',
  'zeros',
  'ones',
] as const

/** Always explicit, because TensorFlow.js 4.22 defaults to glorotNormal and Keras to glorotUniform. */
export const kernelInitializer = choice({
  ...layersText.params.kernelInitializer,
  options: INITIALIZERS,
  default: 'glorotUniform',
  advanced: true,
})

export const useBias = flag({
  ...layersText.params.useBias,
  default: true,
  advanced: true,
})

export const kernelRegularizer = float({
  ...layersText.params.kernelRegularizer,
  min: 0,
  max: 1,
  step: 0.0001,
  default: 0,
  advanced: true,
})

/** An initializer as Keras JSON, with explicit arguments, because the defaults of TensorFlow.js and Keras differ. */
export function initializer(name: (typeof INITIALIZERS)[number]): unknown {
  switch (name) {
    case 'randomNormal':
      return { class_name: 'RandomNormal', config: { mean: 0, stddev: 0.05 } }
    case 'truncatedNormal':
      return { class_name: 'TruncatedNormal', config: { mean: 0, stddev: 0.05 } }
    case 'randomUniform':
      return { class_name: 'RandomUniform', config: { minval: -0.05, maxval: 0.05 } }
    default:
      return snake(name)
  }
}

/** An L2 penalty as Keras JSON; null if there is none. */
export function l2(amount: number): unknown {
  return amount === 0 ? null : { class_name: 'L1L2', config: { l1: 0, l2: amount } }
}
