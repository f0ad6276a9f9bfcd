/** @file Conv 2D transpose: a convolution run backwards, which makes an image larger. */
import { ok } from '../../base/result'
import { counted } from '../../messages/format'
import { defineLayer } from '../layer-def'
import { int, perAxis } from '../params'
import { activation, snake, withActivation } from './shared/activation'
import { features, image, ranked, size } from './shared/shapes'
import { initializer, kernelInitializer, kernelRegularizer, l2, useBias } from './shared/weights'
import { kernelSize, padding, strides, windowWords } from './shared/window'

export const conv2dTranspose = defineLayer({
  kind: 'conv2dTranspose',
  title: 'Conv 2D transpose',
  family: 'learns',
  summary:
    'Paints its pattern at every place, as strong as the number there says: a convolution run backwards, which enlarges.',
  search: 'deconvolution upsampling decoder generator',
  inputs: 'one',
  params: {
    filters: int({ label: 'Filters', min: 1, max: 4096, default: 32, help: 'How many channels are painted.' }),
    kernelSize: kernelSize(2),
    strides: strides(2),
    padding,
    activation,
    useBias,
    kernelInitializer,
    kernelRegularizer,
  },
  glance: (p) => withActivation(`${counted(p.filters, 'filter')}, ${windowWords(p.kernelSize, 2)}`, p.activation),
  shape(inputs, p) {
    const x = ranked(inputs, 3, 'Conv 2D transpose')
    if (!x.ok) return x
    const kernel = perAxis(p.kernelSize, 2)
    const stride = perAxis(p.strides, 2)
    // Each place is `stride` apart; without padding the last window reaches past it.
    const places = image(inputs)
      .slice(0, 2)
      .map((n, axis) => {
        const step = stride[axis] ?? 1
        return n * step + (p.padding === 'valid' ? Math.max((kernel[axis] ?? 1) - step, 0) : 0)
      })
    return ok([...places, p.filters])
  },
  weights: (inputs, p) => [
    { name: 'kernel', shape: [...perAxis(p.kernelSize, 2), p.filters, features(inputs)], trainable: true },
    ...(p.useBias ? [{ name: 'bias', shape: [p.filters], trainable: true }] : []),
  ],
  multiplyAdds: (inputs, _, p) => size(image(inputs)) * p.filters * size(perAxis(p.kernelSize, 2)),
  keras: (p) => ({
    class_name: 'Conv2DTranspose',
    config: {
      filters: p.filters,
      kernel_size: perAxis(p.kernelSize, 2),
      strides: perAxis(p.strides, 2),
      padding: p.padding,
      data_format: 'channels_last',
      activation: snake(p.activation),
      use_bias: p.useBias,
      kernel_initializer: initializer(p.kernelInitializer),
      bias_initializer: 'zeros',
      kernel_regularizer: l2(p.kernelRegularizer),
    },
  }),
})
