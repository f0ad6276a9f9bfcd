/** @file Merges: several inputs number by number, or side by side. */
import type { Build, Tensor } from '../build'
import { sizeOf } from '../build'
import { NotLowered } from '../not-lowered'
import type { View } from '../ops'
import { type Layer, type LayerKind, needs, num } from './layer'

const likeFirst: LayerKind['shape'] = (_, inputs) => {
  const [first = [], ...others] = inputs
  if (others.length === 0 || others.some((shape) => String(shape) !== String(first))) {
    throw new NotLowered('merge of inputs of different shapes')
  }
  return first
}

/** Add and Average: the gradient of each input is the result's, or its share. */
function summed(shareOf: (inputs: number) => number): LayerKind {
  return {
    shape: likeFirst,
    lower(b, layer, inputs) {
      const out = b.tensor(layer.shape, { needs: needs(layer, inputs) })
      const share = shareOf(inputs.length)
      const size = b.rows * out.size
      let so = (inputs[0] as Tensor).view
      inputs.slice(1).forEach((x, i) => {
        const last = i === inputs.length - 2
        b.emit({ op: 'combine', how: 'add', a: so, b: x.view, out: out.view, size, ...(last && { scale: share }) })
        so = out.view
      })
      b.back(out, inputs, () => {
        const dy = b.slopes(out)
        for (const x of inputs) handBack(b, x, dy, size, share)
      })
      return out
    },
  }
}

/** Gives dy * share to x; where it is all that x gets, the bend of x rides along. */
function handBack(b: Build, x: Tensor, dy: View, size: number, share: number): void {
  const sink = b.sink(x, share === 1 ? 'only' : 'never')
  if (!sink) return
  const { gate, ...to } = sink
  if (gate) {
    const { activation, result } = gate
    b.emit({ op: 'activateGrad', dy, x: result, y: result, size, activation, ...to })
  } else b.emit({ op: 'strided', x: dy, sizes: [size], from: [1], to: [1], scale: share, ...to })
}

export const add = summed(() => 1)
export const average = summed((inputs) => 1 / inputs)

/** One input after the other joins what is there; on the way back they leave in the other direction. */
function chained(how: 'multiply' | 'maximum' | 'minimum'): LayerKind {
  return {
    shape: likeFirst,
    lower(b, layer, inputs) {
      const out = b.tensor(layer.shape, { needs: needs(layer, inputs) })
      const size = b.rows * out.size
      const [first, ...others] = inputs as readonly [Tensor, ...Tensor[]]
      // What each further input met.
      const met: Tensor[] = [first]
      others.forEach((x, i) => {
        const last = i === others.length - 1
        const a = met[i] as Tensor
        const next = last ? out : b.tensor(layer.shape, { needs: needs(layer, inputs), part: `of ${i + 2}` })
        b.emit({ op: 'combine', how, a: a.view, b: x.view, out: next.view, size })
        met.push(next)
        b.back(next, [a, x], () => {
          const dy = b.slopes(next)
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

export const multiply = chained('multiply')
export const maximum = chained('maximum')
export const minimum = chained('minimum')

/** The axis of a sample, counted from 0, that inputs are laid along. */
function axisOf(layer: Pick<Layer, 'config'>, rank: number): number {
  const axis = num(layer.config, 'axis', -1)
  const own = axis < 0 ? rank + axis : axis - 1
  if (own < 0 || own >= rank) throw new NotLowered(`concatenation along axis ${axis}`)
  return own
}

export const concatenate: LayerKind = {
  shape(config, inputs) {
    const [first = []] = inputs
    const axis = axisOf({ config }, first.length)
    return first.map((n, i) => (i === axis ? inputs.reduce((sum, shape) => sum + (shape[i] as number), 0) : n))
  },
  lower(b, layer, inputs) {
    const out = b.tensor(layer.shape, { needs: needs(layer, inputs) })
    const axis = axisOf(layer, layer.shape.length)
    const outer = b.rows * sizeOf(layer.shape.slice(0, axis))
    const whole = sizeOf(layer.shape.slice(axis))
    let begins = 0
    const pieces = inputs.map((x) => {
      const block = sizeOf(x.shape.slice(axis))
      const at = begins
      begins += block
      return { x, sizes: [outer, block], own: [block, 1], joint: [whole, 1], at }
    })
    const from = (view: View, at: number): View => ({ ...view, offset: view.offset + at })
    for (const { x, sizes, own, joint, at } of pieces) {
      b.emit({ op: 'strided', x: x.view, out: from(out.view, at), sizes, from: own, to: joint })
    }
    b.back(out, inputs, () => {
      const dy = b.slopes(out)
      for (const { x, sizes, own, joint, at } of pieces) {
        const sink = b.sink(x, 'never')
        if (sink) b.emit({ op: 'strided', x: from(dy, at), sizes, from: joint, to: own, ...sink })
      }
    })
    return out
  },
}
