/** @file Pools: the maximum or mean of each window, or of all positions in the image or sequence. */
import type { Build, Shape, Tensor } from '../op-builder'
import { type Config, expectSetting, type LayerKind, lastAxis, onlyInput } from './layer'
import { asImage, convShape, shapeAfter, windowOf } from './window'

function overWindows(which: 'max' | 'average', axes: 1 | 2): LayerKind {
  const windowAt = (batch: number, config: Config, input: Shape) => {
    const image = asImage(input, axes)
    return convShape(batch, image, image[2], windowOf(config, 'pool_size', axes))
  }
  return {
    shape: (config, inputs) => shapeAfter(windowAt(1, config, onlyInput(inputs)), axes),
    lower(b, layer, inputs) {
      const x = onlyInput(inputs)
      const shape = windowAt(b.rows, layer.config, x.shape)
      const out = b.tensor(layer.shape, { needsGradient: x.node.needsGradient })
      if (which === 'average') {
        b.emit({ op: 'averagePool', x: x.view, out: out.view, shape })
        b.backward(out, inputs, () => {
          const sink = b.sink(x, 'last')
          if (sink) b.emit({ op: 'averagePoolGrad', dy: b.preActivationGrad(out), shape, ...sink })
        })
        return out
      }
      const places = b.scratch('places', b.rows * out.size)
      b.emit({ op: 'maxPool', x: x.view, out: out.view, places, shape })
      b.backward(out, inputs, () => {
        const sink = b.sink(x, 'last')
        if (sink) b.emit({ op: 'maxPoolGrad', dy: b.preActivationGrad(out), places, shape, ...sink })
      })
      return out
    },
  }
}

const maxPooling1d = overWindows('max', 1)
const maxPooling2d = overWindows('max', 2)
const averagePooling1d = overWindows('average', 1)
const averagePooling2d = overWindows('average', 2)

/** Returns the dimensions of an image or sequence as rows, positions and channels. */
function flat(
  b: Build,
  x: Tensor,
): { readonly places: number; readonly channels: number; readonly sizes: readonly number[] } {
  const [places, channels] = lastAxis(x.shape)
  return { places, channels, sizes: [b.rows, places, channels] }
}

const shapeOfAll: LayerKind['shape'] = (config, inputs) => {
  expectSetting(config, 'data_format', 'channels_last')
  return [lastAxis(onlyInput(inputs))[1]]
}

const globalAveragePooling: LayerKind = {
  shape: shapeOfAll,
  lower(b, layer, inputs) {
    const x = onlyInput(inputs)
    const { places, channels, sizes } = flat(b, x)
    const out = b.tensor(layer.shape, { needsGradient: x.node.needsGradient })
    const scale = 1 / places
    b.emit({
      op: 'strided',
      x: x.view,
      out: out.view,
      sizes: [b.rows, channels],
      from: [places * channels, 1],
      to: [channels, 1],
      sum: [places],
      along: [channels],
      scale,
    })
    b.backward(out, inputs, () => {
      const sink = b.sink(x, 'never')
      if (!sink) return
      const to = [places * channels, channels, 1]
      b.emit({ op: 'strided', x: b.preActivationGrad(out), sizes, from: [channels, 0, 1], to, scale, ...sink })
    })
    return out
  },
}

const globalMaxPooling: LayerKind = {
  shape: shapeOfAll,
  lower(b, layer, inputs) {
    const x = onlyInput(inputs)
    const { places, channels } = flat(b, x)
    const out = b.tensor(layer.shape, { needsGradient: x.node.needsGradient })
    const shape = convShape(b.rows, [1, places, channels], channels, {
      kernel: [1, places],
      stride: [1, 1],
      dilation: [1, 1],
      padding: 'valid',
    })
    b.emit({ op: 'maxPool', x: x.view, out: out.view, places: b.scratch('places', b.rows * channels), shape })
    b.backward(out, inputs, () => spread(b, x, out))
    return out
  },
}

/**
 * Passes the gradient to every position whose value equals the maximum, as TensorFlow.js does. There can be many such
 * positions, for example in the background of an image.
 */
function spread(b: Build, x: Tensor, out: Tensor): void {
  const { places, channels, sizes } = flat(b, x)
  const words = b.rows * x.size
  const [largest, slopes] = [b.scratch('largest', words), b.scratch('slopes', words)]
  const strides = { sizes, from: [channels, 0, 1], to: [places * channels, channels, 1] }
  b.emit({ op: 'strided', x: out.view, out: largest, ...strides })
  b.emit({ op: 'strided', x: b.preActivationGrad(out), out: slopes, ...strides })
  const sink = b.sink(x, 'never')
  if (!sink) return
  b.emit({ op: 'combineGrad', how: 'maximum', of: 'a', a: x.view, b: largest, dy: slopes, size: words, ...sink })
}

/** The layer classes that this file lowers. */
export const lowerings: Readonly<Record<string, LayerKind>> = {
  MaxPooling1D: maxPooling1d,
  MaxPooling2D: maxPooling2d,
  AveragePooling1D: averagePooling1d,
  AveragePooling2D: averagePooling2d,
  GlobalAveragePooling1D: globalAveragePooling,
  GlobalAveragePooling2D: globalAveragePooling,
  GlobalMaxPooling1D: globalMaxPooling,
  GlobalMaxPooling2D: globalMaxPooling,
}
