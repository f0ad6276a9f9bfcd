/** @file Conv 2D transpose: the transpose of a convolution, which upsamples an image. */

import { ok } from '../../base/result'
import { layersText } from '../../messages/en/catalog/layers'
import { defineLayer } from '../layer-def'
import { int, perAxis } from '../params'
import { activatedMemory, activation, snake, withActivation } from './shared/activation'
import { initializer, kernelInitializer, kernelRegularizer, l2, useBias } from './shared/initializers-and-regularizers'
import { features, image, ranked, size } from './shared/shapes'
import { kernelSize, padding, strides, windowText } from './shared/sliding-window'

export const layer = defineLayer({
  kind: 'conv2dTranspose',
  family: 'learns',
  inputs: 'one',
  params: {
    filters: int({ ...layersText.conv2dTranspose.filters, min: 1, max: 4096, default: 32 }),
    kernelSize: kernelSize(2),
    strides: strides(2),
    padding,
    activation,
    useBias,
    kernelInitializer,
    kernelRegularizer,
  },
  glance: (p) =>
    withActivation(
      layersText.glance.filters({ filters: p.filters, kernel: windowText(p.kernelSize, 2) }),
      p.activation,
    ),
  shape(inputs, p) {
    const x = ranked(inputs, 3, layersText.conv2dTranspose.title)
    if (!x.ok) return x
    const kernel = perAxis(p.kernelSize, 2)
    const stride = perAxis(p.strides, 2)
    // Output positions are `stride` apart; without padding, the last window extends beyond them.
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
  memory: (_, out, p) => activatedMemory(size(out), p.activation),
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
