/** @file Convolutions of sequences and images: plain, transposed, depthwise and separable. */
import type { Build, Shape, Tensor } from '../op-builder'
import type { ConvShape } from '../ops'
import { openActivated } from './activation'
import { biasBackward, biasOf, linear, linearBackward } from './dense'
import { type Config, type Layer, type LayerKind, needsGradient, num, onlyInput, type Weight } from './layer'
import { asImage, convShape, shapeAfter, windowOf } from './window'

function overAxes(axes: 1 | 2): LayerKind {
  const windowAt = (batch: number, config: Config, input: Shape) =>
    convShape(batch, asImage(input, axes), num(config, 'filters'), windowOf(config, 'kernel_size', axes))
  return {
    shape: (config, inputs) => shapeAfter(windowAt(1, config, onlyInput(inputs)), axes),
    weights(config, inputs) {
      const { kernelHeight, kernelWidth, inChannels, outChannels } = windowAt(1, config, onlyInput(inputs))
      const kernel = axes === 1 ? [kernelWidth] : [kernelHeight, kernelWidth]
      return [{ name: 'kernel', shape: [...kernel, inChannels, outChannels] }, ...biasOf(config, outChannels)]
    },
    lower(b, layer, inputs) {
      const x = onlyInput(inputs)
      const shape = windowAt(b.rows, layer.config, x.shape)
      const { kernel, bias } = layer.weights as Readonly<Record<'kernel', Weight>> & { readonly bias?: Weight }
      const { out, to, activation, finish: close } = openActivated(b, layer, inputs)
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
      b.backward(out, inputs, () => {
        const dy = b.preActivationGrad(out)
        biasBackward(b, layer, dy, positionsOf(shape))
        if (kernel.gradient) b.emit({ op: 'conv2dFilterGrad', x: x.view, dy, out: kernel.gradient, shape })
        const sink = b.sink(x, 'last')
        if (sink) b.emit({ op: 'conv2dInputGrad', dy, w: kernel.view, shape, ...sink })
      })
      return out
    },
  }
}

const conv1d = overAxes(1)
const conv2d = overAxes(2)

/** The window of the convolution that maps the output of a transposed convolution to its input. */
function transposedWindow(batch: number, config: Config, input: Shape): ConvShape {
  const [height, width, channels] = asImage(input, 2)
  const window = windowOf(config, 'kernel_size', 2)
  const along = (n: number, axis: 0 | 1) =>
    n * window.stride[axis] + (window.padding === 'valid' ? Math.max(window.kernel[axis] - window.stride[axis], 0) : 0)
  return convShape(batch, [along(height, 0), along(width, 1), num(config, 'filters')], channels, window)
}

const conv2dTranspose: LayerKind = {
  shape(config, inputs) {
    const { inHeight, inWidth, inChannels } = transposedWindow(1, config, onlyInput(inputs))
    return [inHeight, inWidth, inChannels]
  },
  weights(config, inputs) {
    const { kernelHeight, kernelWidth, inChannels, outChannels } = transposedWindow(1, config, onlyInput(inputs))
    return [
      { name: 'kernel', shape: [kernelHeight, kernelWidth, inChannels, outChannels] },
      ...biasOf(config, inChannels),
    ]
  },
  lower(b, layer, inputs) {
    const x = onlyInput(inputs)
    const shape = transposedWindow(b.rows, layer.config, x.shape)
    const { kernel, bias } = layer.weights as Readonly<Record<'kernel', Weight>> & { readonly bias?: Weight }
    const { out, to, activation, finish: close } = openActivated(b, layer, inputs)
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
    b.backward(out, inputs, () => {
      const dz = b.preActivationGrad(out)
      biasBackward(b, layer, dz, shape.batch * shape.inHeight * shape.inWidth)
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

/** Emits the gradients of the depthwise kernel and of x. */
function depthwiseBackward(b: Build, layer: Layer, x: Tensor, out: Tensor, shape: ConvShape): void {
  const kernel = layer.weights.depthwise_kernel as Weight
  const dy = b.preActivationGrad(out)
  if (kernel.gradient) b.emit({ op: 'depthwiseFilterGrad', x: x.view, dy, out: kernel.gradient, shape })
  const sink = b.sink(x, 'last')
  if (sink) b.emit({ op: 'depthwiseInputGrad', dy, w: kernel.view, shape, ...sink })
}

const depthwiseConv2d: LayerKind = {
  shape: (config, inputs) => shapeAfter(byChannel(1, config, onlyInput(inputs)), 2),
  weights(config, inputs) {
    const shape = byChannel(1, config, onlyInput(inputs))
    return [channelKernel(shape), ...biasOf(config, shape.outChannels)]
  },
  lower(b, layer, inputs) {
    const x = onlyInput(inputs)
    const shape = byChannel(b.rows, layer.config, x.shape)
    const { bias } = layer.weights
    const { out, to, activation, finish: close } = openActivated(b, layer, inputs)
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
    b.backward(out, inputs, () => {
      biasBackward(b, layer, b.preActivationGrad(out), positionsOf(shape))
      depthwiseBackward(b, layer, x, out, shape)
    })
    return out
  },
}

const separableConv2d: LayerKind = {
  shape(config, inputs) {
    const { outHeight, outWidth } = byChannel(1, config, onlyInput(inputs))
    return [outHeight, outWidth, num(config, 'filters')]
  },
  weights(config, inputs) {
    const shape = byChannel(1, config, onlyInput(inputs))
    const filters = num(config, 'filters')
    return [
      channelKernel(shape),
      { name: 'pointwise_kernel', shape: [1, 1, shape.outChannels, filters] },
      ...biasOf(config, filters),
    ]
  },
  lower(b, layer, inputs) {
    const x = onlyInput(inputs)
    const shape = byChannel(b.rows, layer.config, x.shape)
    const { depthwise_kernel: first, pointwise_kernel: second, bias } = layer.weights
    const middle = b.tensor(shapeAfter(shape, 2), { needsGradient: needsGradient(layer, inputs), part: 'by channel' })
    b.emit({ op: 'depthwise', x: x.view, w: (first as Weight).view, out: middle.view, shape })
    b.backward(middle, inputs, () => depthwiseBackward(b, layer, x, middle, shape))
    const activated = openActivated(b, layer, inputs)
    linear(b, middle, second as Weight, { ...activated, bias })
    activated.finish()
    b.backward(activated.out, [middle], () =>
      linearBackward(b, layer, 'pointwise_kernel', middle, b.preActivationGrad(activated.out)),
    )
    return activated.out
  },
}

function positionsOf({ batch, outHeight, outWidth }: ConvShape): number {
  return batch * outHeight * outWidth
}

/** The layer classes that this file lowers. */
export const lowerings: Readonly<Record<string, LayerKind>> = {
  Conv1D: conv1d,
  Conv2D: conv2d,
  Conv2DTranspose: conv2dTranspose,
  DepthwiseConv2D: depthwiseConv2d,
  SeparableConv2D: separableConv2d,
}
