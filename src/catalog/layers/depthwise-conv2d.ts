/** @file Depthwise conv 2D: applies separate filters to each channel. */

import { ok } from '../../base/result'
import { layersText } from '../../messages/en/catalog/layers'
import { defineLayer } from '../layer-def'
import { int, perAxis } from '../params'
import { activatedMemory, activation, snake, withActivation } from './shared/activation'
import { initializer, kernelInitializer, useBias } from './shared/initializers-and-regularizers'
import { features, image, ranked, size } from './shared/shapes'
import { kernelSize, padding, slide, strides, windowText } from './shared/sliding-window'

export const layer = defineLayer({
  kind: 'depthwiseConv2d',
  family: 'learns',
  inputs: 'one',
  params: {
    kernelSize: kernelSize(2),
    depthMultiplier: int({ ...layersText.depthwiseConv2d.depthMultiplier, min: 1, max: 64, default: 1 }),
    strides: strides(2),
    padding,
    activation,
    useBias,
    depthwiseInitializer: kernelInitializer,
  },
  glance: (p) =>
    withActivation(
      layersText.glance.perChannel({ kernel: windowText(p.kernelSize, 2), filters: p.depthMultiplier }),
      p.activation,
    ),
  shape(inputs, p) {
    const x = ranked(inputs, 3, layersText.depthwiseConv2d.title)
    if (!x.ok) return x
    const places = slide(image(inputs).slice(0, 2), perAxis(p.kernelSize, 2), perAxis(p.strides, 2), p.padding)
    return places.ok ? ok([...places.value, features(inputs) * p.depthMultiplier]) : places
  },
  weights: (inputs, p) => [
    {
      name: 'depthwise_kernel',
      shape: [...perAxis(p.kernelSize, 2), features(inputs), p.depthMultiplier],
      trainable: true,
    },
    ...(p.useBias ? [{ name: 'bias', shape: [features(inputs) * p.depthMultiplier], trainable: true }] : []),
  ],
  multiplyAdds: (_, out, p) => size(out) * size(perAxis(p.kernelSize, 2)),
  memory: (_, out, p) => activatedMemory(size(out), p.activation),
  keras: (p) => ({
    class_name: 'DepthwiseConv2D',
    config: {
      kernel_size: perAxis(p.kernelSize, 2),
      strides: perAxis(p.strides, 2),
      padding: p.padding,
      depth_multiplier: p.depthMultiplier,
      data_format: 'channels_last',
      dilation_rate: [1, 1],
      activation: snake(p.activation),
      use_bias: p.useBias,
      depthwise_initializer: initializer(p.depthwiseInitializer),
      bias_initializer: 'zeros',
    },
  }),
})
