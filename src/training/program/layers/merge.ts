/** @file Merges: combine several inputs element by element, or concatenate them. */

import type { Build, Tensor } from '../op-builder'
import { sizeOf } from '../op-builder'
import type { View } from '../ops'
import { type Layer, type LayerKind, NotLowered, needsGradient, num, unsupported } from './layer'

const likeFirst: LayerKind['shape'] = (_, inputs) => {
  const [first = [], ...others] = inputs
  if (others.length === 0 || others.some((shape) => String(shape) !== String(first))) {
    throw new NotLowered(unsupported.mergedShapes)
  }
  return first
}

/** Add and Average: the gradient of each input is the gradient of the result multiplied by the input's share. */
function summed(shareOf: (inputs: number) => number): LayerKind {
  return {
    shape: likeFirst,
    lower(b, layer, inputs) {
      const out = b.tensor(layer.shape, { needsGradient: needsGradient(layer, inputs) })
      const share = shareOf(inputs.length)
      const size = b.rows * out.size
      let sum = (inputs[0] as Tensor).view
      inputs.slice(1).forEach((x, i) => {
        const isLast = i === inputs.length - 2
        b.emit({ op: 'combine', how: 'add', a: sum, b: x.view, out: out.view, size, ...(isLast && { scale: share }) })
        sum = out.view
      })
      b.backward(out, inputs, () => {
        const dy = b.preActivationGrad(out)
        for (const x of inputs) passBack(b, x, dy, size, share)
      })
      return out
    },
  }
}

/**
 * Passes dy * share back to x. If x gets no other gradient, dy * share is also multiplied by the derivative of x's
 * activation.
 */
function passBack(b: Build, x: Tensor, dy: View, size: number, share: number): void {
  const sink = b.sink(x, share === 1 ? 'only' : 'never')
  if (!sink) return
  const { gate, ...to } = sink
  if (gate) {
    const { activation, result } = gate
    b.emit({ op: 'activateGrad', dy, x: result, y: result, size, activation, ...to })
  } else b.emit({ op: 'strided', x: dy, sizes: [size], from: [1], to: [1], scale: share, ...to })
}

const add = summed(() => 1)
const average = summed((inputs) => 1 / inputs)

/** Combines the inputs one after another; the backward pass visits them in reverse order. */
function chained(how: 'multiply' | 'maximum' | 'minimum'): LayerKind {
  return {
    shape: likeFirst,
    lower(b, layer, inputs) {
      const out = b.tensor(layer.shape, { needsGradient: needsGradient(layer, inputs) })
      const size = b.rows * out.size
      const [first, ...others] = inputs as readonly [Tensor, ...Tensor[]]
      // The accumulated result before each additional input.
      const accumulated: Tensor[] = [first]
      others.forEach((x, i) => {
        const isLast = i === others.length - 1
        const a = accumulated[i] as Tensor
        const next = isLast
          ? out
          : b.tensor(layer.shape, { needsGradient: needsGradient(layer, inputs), part: `of ${i + 2}` })
        b.emit({ op: 'combine', how, a: a.view, b: x.view, out: next.view, size })
        accumulated.push(next)
        b.backward(next, [a, x], () => {
          const dy = b.preActivationGrad(next)
          const sides = [
            ['b', x],
            ['a', a],
          ] as const
          for (const [of, side] of sides) {
            const sink = b.sink(side, 'never')
            if (sink) b.emit({ op: 'combineGrad', how, of, a: a.view, b: x.view, dy, size, ...sink })
          }
        })
      })
      return out
    },
  }
}

const multiply = chained('multiply')
const maximum = chained('maximum')
const minimum = chained('minimum')

/** Returns the axis of a sample, counted from 0, along which inputs are concatenated. */
function axisOf(layer: Pick<Layer, 'config'>, rank: number): number {
  const axis = num(layer.config, 'axis', -1)
  const ownStrides = axis < 0 ? rank + axis : axis - 1
  if (ownStrides < 0 || ownStrides >= rank) throw new NotLowered(unsupported.concatenation({ axis }))
  return ownStrides
}

const concatenate: LayerKind = {
  shape(config, inputs) {
    const [first = []] = inputs
    const axis = axisOf({ config }, first.length)
    return first.map((n, i) => (i === axis ? inputs.reduce((sum, shape) => sum + (shape[i] as number), 0) : n))
  },
  lower(b, layer, inputs) {
    const out = b.tensor(layer.shape, { needsGradient: needsGradient(layer, inputs) })
    const axis = axisOf(layer, layer.shape.length)
    const outer = b.rows * sizeOf(layer.shape.slice(0, axis))
    const joinedWords = sizeOf(layer.shape.slice(axis))
    let offset = 0
    const pieces = inputs.map((x) => {
      const block = sizeOf(x.shape.slice(axis))
      const at = offset
      offset += block
      return { x, sizes: [outer, block], ownStrides: [block, 1], joinedStrides: [joinedWords, 1], at }
    })
    const from = (view: View, at: number): View => ({ ...view, offset: view.offset + at })
    for (const { x, sizes, ownStrides, joinedStrides, at } of pieces) {
      b.emit({ op: 'strided', x: x.view, out: from(out.view, at), sizes, from: ownStrides, to: joinedStrides })
    }
    b.backward(out, inputs, () => {
      const dy = b.preActivationGrad(out)
      for (const { x, sizes, ownStrides, joinedStrides, at } of pieces) {
        const sink = b.sink(x, 'never')
        if (sink) b.emit({ op: 'strided', x: from(dy, at), sizes, from: joinedStrides, to: ownStrides, ...sink })
      }
    })
    return out
  },
}

/** The layer classes that this file lowers. */
export const lowerings: Readonly<Record<string, LayerKind>> = {
  Add: add,
  Average: average,
  Multiply: multiply,
  Maximum: maximum,
  Minimum: minimum,
  Concatenate: concatenate,
}
