/** @file Conv 2D: learned filters that slide over an image. */

import { ok } from '../../base/result'
import { layersText } from '../../messages/en/catalog/layers'
import { defineLayer } from '../layer-def'
import { int, perAxis } from '../params'
import { activatedMemory, activation, snake, withActivation } from './shared/activation'
import { initializer, kernelInitializer, kernelRegularizer, l2, useBias } from './shared/initializers-and-regularizers'
import { features, image, ranked, size } from './shared/shapes'
import { kernelSize, padding, slide, strides, windowText } from './shared/sliding-window'

export const layer = defineLayer({
  kind: 'conv2d',
  family: 'learns',
  inputs: 'one',
  params: {
    filters: int({ ...layersText.conv2d.filters, min: 1, max: 4096, default: 32 }),
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
    const x = ranked(inputs, 3, layersText.conv2d.title)
    if (!x.ok) return x
    const places = slide(image(inputs).slice(0, 2), perAxis(p.kernelSize, 2), perAxis(p.strides, 2), p.padding)
    return places.ok ? ok([...places.value, p.filters]) : places
  },
  weights: (inputs, p) => [
    { name: 'kernel', shape: [...perAxis(p.kernelSize, 2), features(inputs), p.filters], trainable: true },
    ...(p.useBias ? [{ name: 'bias', shape: [p.filters], trainable: true }] : []),
  ],
  multiplyAdds: (inputs, out, p) => size(out) * features(inputs) * size(perAxis(p.kernelSize, 2)),
  memory: (_, out, p) => activatedMemory(size(out), p.activation),
  keras: (p) => ({
    class_name: 'Conv2D',
    config: {
      filters: p.filters,
      kernel_size: perAxis(p.kernelSize, 2),
      strides: perAxis(p.strides, 2),
      padding: p.padding,
      data_format: 'channels_last',
      // Dilation rates above 1 have no gradient in tf.js 4.22, so they are not offered.
      dilation_rate: [1, 1],
      activation: snake(p.activation),
      use_bias: p.useBias,
      kernel_initializer: initializer(p.kernelInitializer),
      bias_initializer: 'zeros',
      kernel_regularizer: l2(p.kernelRegularizer),
    },
  }),
})
