/** @file Convolutions: learned filters that slide along a sequence (one axis) or over an image (two axes). */
import { ok } from '../../../base/result'
import { layersText } from '../../../messages/en/catalog/layers'
import { defineLayer } from '../../layer-def'
import { int, perAxis } from '../../params'
import { activatedMemory, activation, snake, withActivation } from './activation'
import { initializer, kernelInitializer, kernelRegularizer, l2, useBias } from './initializers-and-regularizers'
import { features, ranked, size } from './shapes'
import { kernelSize, padding, slide, strides, windowText } from './sliding-window'

interface Convolution {
  readonly kind: 'conv1d' | 'conv2d'
  readonly class_name: string
  readonly axes: 1 | 2
}

/** Defines a convolution over one or two axes. */
export function convolutionLayer({ kind, class_name, axes }: Convolution) {
  const text = layersText[kind]
  return defineLayer({
    kind,
    family: 'learns',
    inputs: 'one',
    params: {
      filters: int({ ...text.filters, min: 1, max: 4096, default: 32 }),
      kernelSize: kernelSize(axes),
      strides: strides(axes),
      padding,
      activation,
      useBias,
      kernelInitializer,
      kernelRegularizer,
    },
    glance(p) {
      const described = { filters: p.filters, kernel: windowText(p.kernelSize, axes) }
      const { filters, filtersWide } = layersText.glance
      return withActivation(axes === 1 ? filtersWide(described) : filters(described), p.activation)
    },
    shape(inputs, p) {
      const x = ranked(inputs, axes === 1 ? 2 : 3, text.title)
      if (!x.ok) return x
      const over = x.value.slice(0, axes)
      const places = slide(over, perAxis(p.kernelSize, axes), perAxis(p.strides, axes), p.padding)
      return places.ok ? ok([...places.value, p.filters]) : places
    },
    weights: (inputs, p) => [
      { name: 'kernel', shape: [...perAxis(p.kernelSize, axes), features(inputs), p.filters], trainable: true },
      ...(p.useBias ? [{ name: 'bias', shape: [p.filters], trainable: true }] : []),
    ],
    multiplyAdds: (inputs, out, p) => size(out) * features(inputs) * size(perAxis(p.kernelSize, axes)),
    memory: (_, out, p) => activatedMemory(size(out), p.activation),
    keras: (p) => ({
      class_name,
      config: {
        filters: p.filters,
        kernel_size: perAxis(p.kernelSize, axes),
        strides: perAxis(p.strides, axes),
        padding: p.padding,
        data_format: 'channels_last',
        // Dilation rates above 1 have no gradient in tf.js 4.22, so they are not offered.
        dilation_rate: axes === 1 ? [1] : [1, 1],
        activation: snake(p.activation),
        use_bias: p.useBias,
        kernel_initializer: initializer(p.kernelInitializer),
        bias_initializer: 'zeros',
        kernel_regularizer: l2(p.kernelRegularizer),
      },
    }),
  })
}
