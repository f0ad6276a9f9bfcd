/**
 * @file The adversary of adversarial training: moves the examples of a batch along the sign of the gradient of the
 * loss, within the range of the inputs (FGSM: Goodfellow and others 2015; PGD: Madry and others 2018). Dropout is off
 * in the attack, and batch normalization uses its statistics, as in predictions.
 */
import { rng } from '../base/rng'
import type { AdversarialAttack } from '../data/augment/adversarial'
import type { Range } from '../data/input-ranges'
import type { Network } from './network'
import { tf } from './tensorflow'

/** The stream of the random starts: no example of a batch has such a number in the streams of augmentations. */
const START = 0xffffff

/** Where the examples may be moved: the low and the high end of each value. */
interface Box {
  readonly low: Float32Array
  readonly high: Float32Array
}

/** All values within epsilon of these that are in the range; rows from `attacked` on stay. */
export function boxOf(values: Float32Array, { unit, low, high }: Range, epsilon: number, attacked: number): Box {
  const size = unit.length
  const end = (of: (value: number, most: number, k: number) => number) =>
    values.map((value, i) => {
      const k = i % size
      return i < attacked * size ? of(value, epsilon * (unit[k] as number), k) : value
    })
  return {
    low: end((value, most, k) => Math.max(Math.min(value, low[k] as number), value - most)),
    high: end((value, most, k) => Math.min(Math.max(value, high[k] as number), value + most)),
  }
}

/** Where PGD starts: at random in the boxes, the same for the same seed and step. */
export function startsIn(boxes: readonly Box[], seed: number, step: number): Float32Array[] {
  const random = rng(seed, { kind: 'augment', at: START, step })
  return boxes.map(({ low, high }) =>
    low.map((least, i) => {
      const most = high[i] as number
      return most > least ? least + (most - least) * random.uniform() : least
    }),
  )
}

/**
 * Attacks a batch, and returns one tensor per input. `lossOf` is the loss of the outputs, each [rows, units]. Call it
 * within a tidy.
 */
export type Adversary = (
  inputs: readonly Float32Array[],
  batch: { readonly rows: number; readonly step: number },
  lossOf: (outputs: readonly tf.Tensor2D[]) => tf.Scalar,
) => tf.Tensor[]

/** An adversary of this network; inputs without values that can be moved stay as they are. */
export function makeAdversary(
  { forward, model }: Pick<Network, 'forward' | 'model'>,
  { epsilon, steps, share }: AdversarialAttack,
  ranges: readonly Range[],
  seed: number,
): Adversary {
  const isMoved = ranges.map(({ unit }) => unit.some((one) => one > 0))
  // Of PGD, so that every place in the box can be reached from any start, as Madry and others do.
  const rate = steps === 1 ? epsilon : (2.5 * epsilon) / steps
  return (inputs, { rows, step }, lossOf) => {
    const shapes = model.inputs.map(({ shape }) => [rows, ...(shape.slice(1) as number[])])
    const tensorOf = (values: Float32Array, i: number) => tf.tensor(values, shapes[i] as number[], 'float32')
    const boxes = inputs.map((values, i) => boxOf(values, ranges[i] as Range, epsilon, Math.round(share * rows)))
    const from = steps === 1 ? inputs : startsIn(boxes, seed, step)
    const ends = boxes.map(({ low, high }, i) => [tensorOf(low, i), tensorOf(high, i)] as const)
    const sizes = ranges.map(({ unit }, i) => tf.tensor(unit, (shapes[i] as number[]).slice(1), 'float32'))
    let tensors = from.map(tensorOf)
    if (!isMoved.includes(true)) return tensors
    for (let done = 0; done < steps; done++) {
      const sources = tensors.filter((_, i) => isMoved[i])
      const now = tensors
      const { grads } = tf.engine().gradients(() => lossOf(forward(now, rows, 'predict')), sources, undefined, true)
      let at = 0
      tensors = now.map((tensor, i) => {
        const gradient = isMoved[i] ? (grads[at++] as tf.Tensor | undefined) : undefined
        if (!gradient) return tensor
        const [low, high] = ends[i] as (typeof ends)[number]
        const moved = tf.add(tensor, tf.mul(tf.mul(tf.sign(gradient), sizes[i] as tf.Tensor), rate))
        return tf.minimum(tf.maximum(moved, low), high)
      })
    }
    return tensors
  }
}
