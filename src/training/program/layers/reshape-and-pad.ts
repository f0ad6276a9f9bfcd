/** @file Moves: layers that do not change the values but reshape, permute, repeat, pad or crop them. */

import type { Build, Shape, Tensor } from '../op-builder'
import { sizeOf } from '../op-builder'
import { expectSetting, type Layer, type LayerKind, NotLowered, num, onlyInput, perAxis, unsupported } from './layer'
import { asImage } from './window'

/** A layer that only changes the shape; the values are not copied. */
function reshapedKind(shape: LayerKind['shape']): LayerKind {
  return { shape, lower: (b, layer, inputs) => b.reshaped(onlyInput(inputs), layer.shape) }
}

const flatten = reshapedKind((config, inputs) => {
  expectSetting(config, 'data_format', 'channels_last')
  return [sizeOf(onlyInput(inputs))]
})

const reshape = reshapedKind((config, inputs) => {
  const target = config.target_shape as Shape
  const known = sizeOf(target.filter((n) => n !== -1))
  return target.map((n) => (n === -1 ? sizeOf(onlyInput(inputs)) / known : n))
})

/**
 * How a layer moves values: for each index, the strides in x and in the result. The backward pass sums over repeated
 * values.
 */
interface Move {
  readonly sizes: readonly number[]
  readonly from: readonly number[]
  readonly to: readonly number[]
  /** Number of words to skip at the start of each tensor. */
  readonly skip?: { readonly x?: number; readonly out?: number }
}

function stridedKind(shape: LayerKind['shape'], moveOf: (b: Build, layer: Layer, x: Tensor) => Move): LayerKind {
  return {
    shape,
    lower(b, layer, inputs) {
      const x = onlyInput(inputs)
      const { sizes, from, to, skip } = moveOf(b, layer, x)
      const out = b.tensor(layer.shape, { needsGradient: x.node.needsGradient })
      const at = <T extends { readonly offset: number }>(view: T, more = 0) => ({ ...view, offset: view.offset + more })
      b.emit({ op: 'strided', x: at(x.view, skip?.x), out: at(out.view, skip?.out), sizes, from, to })
      b.backward(out, inputs, () => {
        const sink = b.sink(x, 'never')
        if (!sink) return
        const apart = sizes.map((_, axis) => axis).filter((axis) => from[axis] !== 0)
        const again = sizes.map((_, axis) => axis).filter((axis) => from[axis] === 0)
        const pick = (axes: readonly number[], numbers: readonly number[]) =>
          axes.map((axis) => numbers[axis] as number)
        b.emit({
          op: 'strided',
          x: at(b.preActivationGrad(out), skip?.out),
          sizes: pick(apart, sizes),
          from: pick(apart, to),
          to: pick(apart, from),
          ...(again.length > 0 && { sum: pick(again, sizes), along: pick(again, to) }),
          ...sink,
          out: at(sink.out, skip?.x),
        })
      })
      return out
    },
  }
}

/** The stride of each axis in words. */
function stridesOf(shape: Shape): readonly number[] {
  return shape.map((_, axis) => sizeOf(shape.slice(axis + 1)))
}

const permute = stridedKind(
  (config, inputs) => (config.dims as readonly number[]).map((axis) => onlyInput(inputs)[axis - 1] as number),
  (b, layer, x) => {
    const dims = layer.config.dims as readonly number[]
    const strides = stridesOf(x.shape)
    return {
      sizes: [b.rows, ...layer.shape],
      from: [x.size, ...dims.map((axis) => strides[axis - 1] as number)],
      to: [x.size, ...stridesOf(layer.shape)],
    }
  },
)

const repeatVector = stridedKind(
  (config, inputs) => [num(config, 'n'), ...onlyInput(inputs)],
  (b, layer, x) => {
    const [times = 1] = layer.shape
    return { sizes: [b.rows, times, x.size], from: [x.size, 0, 1], to: [times * x.size, x.size, 1] }
  },
)

const upSampling2d = stridedKind(
  (config, inputs) => {
    expectSetting(config, 'data_format', 'channels_last')
    expectSetting(config, 'interpolation', 'nearest')
    const [height, width, channels] = asImage(onlyInput(inputs), 2)
    const [down = 1, right = 1] = perAxis(config, 'size', 2, 2)
    return [height * down, width * right, channels]
  },
  (b, layer, x) => {
    const [height, width, channels] = asImage(x.shape, 2)
    const [down = 1, right = 1] = perAxis(layer.config, 'size', 2, 2)
    const line = width * right * channels
    return {
      sizes: [b.rows * height, down, width, right, channels],
      from: [width * channels, 0, channels, 0, 1],
      to: [down * line, line, right * channels, channels, 1],
    }
  },
)

type Sides = readonly [readonly [number, number], readonly [number, number]]

/** The padding on each side of the two axes of an image. */
function paddingOf(config: Layer['config'], key: 'padding' | 'cropping'): Sides {
  expectSetting(config, 'data_format', 'channels_last')
  const value = config[key] ?? 1
  const pair = (side: unknown): readonly [number, number] => {
    const [a, b] = Array.isArray(side) ? side : [side, side]
    if (typeof a !== 'number' || typeof b !== 'number')
      throw new NotLowered(unsupported.setting({ setting: key, value: JSON.stringify(value) }))
    return [a, b]
  }
  return Array.isArray(value) ? [pair(value[0]), pair(value[1])] : [pair(value), pair(value)]
}

/** Copies an image into a larger one whose border is initialized with zeros and never overwritten. */
const zeroPadding2d = stridedKind(
  (config, inputs) => {
    const [[top, bottom], [left, right]] = paddingOf(config, 'padding')
    const [height, width, channels] = asImage(onlyInput(inputs), 2)
    return [height + top + bottom, width + left + right, channels]
  },
  (b, layer, x) => {
    const [[top], [left]] = paddingOf(layer.config, 'padding')
    const inner = within(b, x.shape, layer.shape)
    return { sizes: inner.sizes, from: inner.small, to: inner.large, skip: { out: inner.at(top, left) } }
  },
)

const cropping2d = stridedKind(
  (config, inputs) => {
    const [[top, bottom], [left, right]] = paddingOf(config, 'cropping')
    const [height, width, channels] = asImage(onlyInput(inputs), 2)
    return [height - top - bottom, width - left - right, channels]
  },
  (b, layer, x) => {
    const [[top], [left]] = paddingOf(layer.config, 'cropping')
    const inner = within(b, layer.shape, x.shape)
    return { sizes: inner.sizes, from: inner.large, to: inner.small, skip: { x: inner.at(top, left) } }
  },
)

/** Describes a small image inside a large one: the sizes that they share, and the strides in each. */
function within(b: Build, inner: Shape, outer: Shape) {
  const [height, width, channels] = asImage(inner, 2)
  const [allHeight, allWidth] = asImage(outer, 2)
  const [line, allLine] = [width * channels, allWidth * channels]
  return {
    sizes: [b.rows, height, line],
    small: [height * line, line, 1],
    large: [allHeight * allLine, allLine, 1],
    at: (down: number, right: number) => down * allLine + right * channels,
  }
}

/** The layer classes that this file lowers. */
export const lowerings: Readonly<Record<string, LayerKind>> = {
  Flatten: flatten,
  Reshape: reshape,
  Permute: permute,
  RepeatVector: repeatVector,
  UpSampling2D: upSampling2d,
  ZeroPadding2D: zeroPadding2d,
  Cropping2D: cropping2d,
}
