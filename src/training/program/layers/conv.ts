/** @file Convolutions over sequences and images, also run backwards (transposed), by channel (depthwise) and in two parts (separable). */
import type { Build, Shape, Tensor } from '../build'
import type { ConvShape } from '../ops'
import { openBent } from './activate'
import { biasBack, biasOf, mix, mixBack } from './dense'
import { type Config, type Layer, type LayerKind, needs, num, only, type Weight } from './layer'
import { asImage, convShape, shapeAfter, windowOf } from './window'

function overAxes(axes: 1 | 2): LayerKind {
  const windowAt = (batch: number, config: Config, input: Shape) =>
    convShape(batch, asImage(input, axes), num(config, 'filters'), windowOf(config, 'kernel_size', axes))
  return {
    shape: (config, inputs) => shapeAfter(windowAt(1, config, only(inputs)), axes),
    weights(config, inputs) {
      const { kernelHeight, kernelWidth, inChannels, outChannels } = windowAt(1, config, only(inputs))
      const kernel = axes === 1 ? [kernelWidth] : [kernelHeight, kernelWidth]
      return [{ name: 'kernel', shape: [...kernel, inChannels, outChannels] }, ...biasOf(config, outChannels)]
    },
    lower(b, layer, inputs) {
      const x = only(inputs)
      const shape = windowAt(b.rows, layer.config, x.shape)
      const { kernel, bias } = layer.weights as Readonly<Record<'kernel', Weight>> & { readonly bias?: Weight }
      const { out, to, activation, close } = openBent(b, layer, inputs)
      b.emit({
        op: 'conv2d',
        x: x.view,
        w: kernel.view,
        out: to,
        shape,
        ...(bias && { bias: bias.view }),
        ...(activation && { activation }),
      })
      close()
      b.back(out, inputs, () => {
        const dy = b.slopes(out)
        biasBack(b, layer, dy, placesOf(shape))
        if (kernel.gradient) b.emit({ op: 'conv2dFilterGrad', x: x.view, dy, out: kernel.gradient, shape })
        const sink = b.sink(x, 'last')
        if (sink) b.emit({ op: 'conv2dInputGrad', dy, w: kernel.view, shape, ...sink })
      })
      return out
    },
  }
}

export const conv1d = overAxes(1)
export const conv2d = overAxes(2)

/** The image a transposed convolution paints, as the window that would read it back. */
function painted(batch: number, config: Config, input: Shape): ConvShape {
  const [height, width, channels] = asImage(input, 2)
  const window = windowOf(config, 'kernel_size', 2)
  const along = (n: number, axis: 0 | 1) =>
    n * window.stride[axis] + (window.padding === 'valid' ? Math.max(window.kernel[axis] - window.stride[axis], 0) : 0)
  return convShape(batch, [along(height, 0), along(width, 1), num(config, 'filters')], channels, window)
}

export const conv2dTranspose: LayerKind = {
  shape(config, inputs) {
    const { inHeight, inWidth, inChannels } = painted(1, config, only(inputs))
    return [inHeight, inWidth, inChannels]
  },
  weights(config, inputs) {
    const { kernelHeight, kernelWidth, inChannels, outChannels } = painted(1, config, only(inputs))
    return [
      { name: 'kernel', shape: [kernelHeight, kernelWidth, inChannels, outChannels] },
      ...biasOf(config, inChannels),
    ]
  },
  lower(b, layer, inputs) {
    const x = only(inputs)
    const shape = painted(b.rows, layer.config, x.shape)
    const { kernel, bias } = layer.weights as Readonly<Record<'kernel', Weight>> & { readonly bias?: Weight }
    const { out, to, activation, close } = openBent(b, layer, inputs)
    b.emit({
      op: 'conv2dInputGrad',
      dy: x.view,
      w: kernel.view,
      out: to,
      shape,
      ...(bias && { bias: bias.view }),
      ...(activation && { activation }),
    })
    close()
    b.back(out, inputs, () => {
      const dz = b.slopes(out)
      biasBack(b, layer, dz, shape.batch * shape.inHeight * shape.inWidth)
      if (kernel.gradient) b.emit({ op: 'conv2dFilterGrad', x: dz, dy: x.view, out: kernel.gradient, shape })
      b.set(x, (to) => b.emit({ op: 'conv2d', x: dz, w: kernel.view, out: to, shape }))
    })
    return out
  },
}

function byChannel(batch: number, config: Config, input: Shape): ConvShape {
  const image = asImage(input, 2)
  const channels = image[2] * num(config, 'depth_multiplier', 1)
  return convShape(batch, image, channels, windowOf(config, 'kernel_size', 2))
}

function channelKernel({ kernelHeight, kernelWidth, inChannels, outChannels }: ConvShape) {
  return { name: 'depthwise_kernel', shape: [kernelHeight, kernelWidth, inChannels, outChannels / inChannels] }
}

/** The gradients of the kernel by channel and of x. */
function channelBack(b: Build, layer: Layer, x: Tensor, out: Tensor, shape: ConvShape): void {
  const kernel = layer.weights.depthwise_kernel as Weight
  const dy = b.slopes(out)
  if (kernel.gradient) b.emit({ op: 'depthwiseFilterGrad', x: x.view, dy, out: kernel.gradient, shape })
  const sink = b.sink(x, 'last')
  if (sink) b.emit({ op: 'depthwiseInputGrad', dy, w: kernel.view, shape, ...sink })
}

export const depthwiseConv2d: LayerKind = {
  shape: (config, inputs) => shapeAfter(byChannel(1, config, only(inputs)), 2),
  weights(config, inputs) {
    const shape = byChannel(1, config, only(inputs))
    return [channelKernel(shape), ...biasOf(config, shape.outChannels)]
  },
  lower(b, layer, inputs) {
    const x = only(inputs)
    const shape = byChannel(b.rows, layer.config, x.shape)
    const { bias } = layer.weights
    const { out, to, activation, close } = openBent(b, layer, inputs)
    b.emit({
      op: 'depthwise',
      x: x.view,
      w: (layer.weights.depthwise_kernel as Weight).view,
      out: to,
      shape,
      ...(bias && { bias: bias.view }),
      ...(activation && { activation }),
    })
    close()
    b.back(out, inputs, () => {
      biasBack(b, layer, b.slopes(out), placesOf(shape))
      channelBack(b, layer, x, out, shape)
    })
    return out
  },
}

export const separableConv2d: LayerKind = {
  shape(config, inputs) {
    const { outHeight, outWidth } = byChannel(1, config, only(inputs))
    return [outHeight, outWidth, num(config, 'filters')]
  },
  weights(config, inputs) {
    const shape = byChannel(1, config, only(inputs))
    const filters = num(config, 'filters')
    return [
      channelKernel(shape),
      { name: 'pointwise_kernel', shape: [1, 1, shape.outChannels, filters] },
      ...biasOf(config, filters),
    ]
  },
  lower(b, layer, inputs) {
    const x = only(inputs)
    const shape = byChannel(b.rows, layer.config, x.shape)
    const { depthwise_kernel: first, pointwise_kernel: second, bias } = layer.weights
    const middle = b.tensor(shapeAfter(shape, 2), { needs: needs(layer, inputs), part: 'by channel' })
    b.emit({ op: 'depthwise', x: x.view, w: (first as Weight).view, out: middle.view, shape })
    b.back(middle, inputs, () => channelBack(b, layer, x, middle, shape))
    const bent = openBent(b, layer, inputs)
    mix(b, middle, second as Weight, { ...bent, bias })
    bent.close()
    b.back(bent.out, [middle], () => mixBack(b, layer, 'pointwise_kernel', middle, b.slopes(bent.out)))
    return bent.out
  },
}

function placesOf({ batch, outHeight, outWidth }: ConvShape): number {
  return batch * outHeight * outWidth
}
