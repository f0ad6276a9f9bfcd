/** @file Separable conv 2D: filters each channel, then mixes the channels. */

import { ok } from '../../base/result'
import { layersText } from '../../messages/en/catalog/layers'
import { defineLayer } from '../layer-def'
import { int, perAxis } from '../params'
import { activatedMemory, activation, snake, withActivation } from './shared/activation'
import { initializer, kernelInitializer, useBias } from './shared/initializers-and-regularizers'
import { features, image, ranked, size } from './shared/shapes'
import { kernelSize, padding, slide, strides, windowText } from './shared/sliding-window'

export const layer = defineLayer({
  kind: 'separableConv2d',
  family: 'learns',
  inputs: 'one',
  params: {
    filters: int({ ...layersText.separableConv2d.filters, min: 1, max: 4096, default: 32 }),
    kernelSize: kernelSize(2),
    depthMultiplier: int({
      ...layersText.separableConv2d.depthMultiplier,
      min: 1,
      max: 64,
      default: 1,
      advanced: true,
    }),
    strides: strides(2),
    padding,
    activation,
    useBias,
    depthwiseInitializer: kernelInitializer,
  },
  glance: (p) =>
    withActivation(
      layersText.glance.filters({ filters: p.filters, kernel: windowText(p.kernelSize, 2) }),
      p.activation,
    ),
  shape(inputs, p) {
    const x = ranked(inputs, 3, layersText.separableConv2d.title)
    if (!x.ok) return x
    const places = slide(image(inputs).slice(0, 2), perAxis(p.kernelSize, 2), perAxis(p.strides, 2), p.padding)
    return places.ok ? ok([...places.value, p.filters]) : places
  },
  weights(inputs, p) {
    const channels = features(inputs)
    return [
      { name: 'depthwise_kernel', shape: [...perAxis(p.kernelSize, 2), channels, p.depthMultiplier], trainable: true },
      { name: 'pointwise_kernel', shape: [1, 1, channels * p.depthMultiplier, p.filters], trainable: true },
      ...(p.useBias ? [{ name: 'bias', shape: [p.filters], trainable: true }] : []),
    ]
  },
  multiplyAdds(inputs, out, p) {
    const places = size(out) / p.filters
    return places * features(inputs) * p.depthMultiplier * (size(perAxis(p.kernelSize, 2)) + p.filters)
  },
  memory(inputs, out, p) {
    const filtered = (size(out) / p.filters) * features(inputs) * p.depthMultiplier
    const { forward, backward } = activatedMemory(size(out), p.activation)
    return { forward: forward + filtered, backward: backward + filtered }
  },
  keras: (p) => ({
    class_name: 'SeparableConv2D',
    config: {
      filters: p.filters,
      kernel_size: perAxis(p.kernelSize, 2),
      strides: perAxis(p.strides, 2),
      padding: p.padding,
      depth_multiplier: p.depthMultiplier,
      data_format: 'channels_last',
      dilation_rate: [1, 1],
      activation: snake(p.activation),
      use_bias: p.useBias,
      depthwise_initializer: initializer(p.depthwiseInitializer),
      // TensorFlow.js 4.22 uses the depthwise initializer for both kernels, so export the same one for both.
      pointwise_initializer: initializer(p.depthwiseInitializer),
      bias_initializer: 'zeros',
    },
  }),
})
