/**
 * @file Optimizers: the rule of each class name that `catalog/optimizers` lowers to. A rule is a formula over one weight, its
 * gradient and the rule's own slots; `makeOptimizer` keeps the slots. Formulas as in tf.train, the oracle.
 */
import type { Lowered } from '../catalog/lowered'
import { tf } from './tf'

export interface Optimizer {
  /** One step down these gradients, keyed by the variable's name. To be called within a tidy. */
  apply(variables: readonly tf.Variable[], gradients: Readonly<Record<string, tf.Tensor>>, learningRate: number): void
  close(): void
}

interface Rule {
  /** What each slot begins with, everywhere. */
  readonly slots: readonly number[]
  /** The weight after the step, then the slots. `rate` is the learning rate; `step` counts from 1. */
  next(weight: tf.Tensor, gradient: tf.Tensor, slots: readonly tf.Tensor[], rate: number, step: number): tf.Tensor[]
}

type Config = Readonly<Record<string, unknown>>

/** The optimizer of this class name. Throws on a name that no catalog optimizer has. */
export function makeOptimizer(lowered: Lowered): Optimizer {
  const make = Object.hasOwn(RULES, lowered.class_name) ? RULES[lowered.class_name] : undefined
  if (!make) throw new Error(`no optimizer is called ${lowered.class_name}`)
  const rule = make(lowered.config)
  let slots: tf.Variable[] | undefined
  let step = 0
  return {
    apply(all, gradients, learningRate) {
      step++
      const variables = all.filter(({ name }) => gradients[name])
      if (variables.length === 0) return
      // All weights as one vector: a rule is a dozen small operations, and each costs more to start than to do.
      const weight = flat(variables)
      const gradient = flat(variables.map(({ name }) => gradients[name] as tf.Tensor))
      slots ??= rule.slots.map((value) => tf.variable(tf.fill([weight.size], value), false))
      const [after, ...kept] = rule.next(weight, gradient, slots, learningRate, step) as [tf.Tensor1D, ...tf.Tensor[]]
      slots.forEach((slot, i) => {
        slot.assign(kept[i] as tf.Tensor)
      })
      let from = 0
      for (const variable of variables) {
        variable.assign(tf.reshape(tf.slice1d(after, from, variable.size), variable.shape))
        from += variable.size
      }
    },
    close() {
      tf.dispose(slots ?? [])
      slots = undefined
    },
  }
}

function flat(tensors: readonly tf.Tensor[]): tf.Tensor1D {
  return tf.concat1d(tensors.map((tensor) => tf.reshape(tensor, [-1]) as tf.Tensor1D))
}

export const RULES: Readonly<Record<string, (config: Config) => Rule>> = {
  SGD: () => ({ slots: [], next: (w, g, _, rate) => [tf.sub(w, tf.mul(g, rate))] }),

  Momentum(config) {
    const keep = number(config, 'momentum', 0.9)
    const nesterov = config.nesterov === true
    return {
      slots: [0],
      next(w, g, [speed], rate) {
        const faster = tf.add(tf.mul(speed as tf.Tensor, keep), g)
        const along = nesterov ? tf.add(g, tf.mul(faster, keep)) : faster
        return [tf.sub(w, tf.mul(along, rate)), faster]
      },
    }
  },

  RMSProp(config) {
    const decay = number(config, 'decay', 0.9)
    const keep = number(config, 'momentum', 0)
    const epsilon = number(config, 'epsilon', 1e-7)
    const centered = config.centered === true
    return {
      slots: centered ? [0, 0, 0] : [0, 0],
      next(w, g, [square, speed, mean], rate) {
        const squares = blend(square as tf.Tensor, tf.square(g), decay)
        const means = centered ? blend(mean as tf.Tensor, g, decay) : undefined
        const spread = means ? tf.sub(squares, tf.square(means)) : squares
        const move = tf.div(tf.mul(g, rate), tf.sqrt(tf.add(spread, epsilon)))
        const faster = tf.add(tf.mul(speed as tf.Tensor, keep), move)
        return [tf.sub(w, faster), squares, faster, ...(means ? [means] : [])]
      },
    }
  },

  Adagrad(config) {
    return {
      slots: [number(config, 'initial_accumulator_value', 0.1)],
      next(w, g, [sum], rate) {
        const more = tf.add(sum as tf.Tensor, tf.square(g))
        return [tf.sub(w, tf.mul(tf.div(g, tf.sqrt(tf.add(more, 1e-7))), rate)), more]
      },
    }
  },

  // tf.train divides by the sum before this gradient is added, which makes its first step a plain one; Zeiler and Keras do not.
  Adadelta(config) {
    const rho = number(config, 'rho', 0.95)
    const epsilon = number(config, 'epsilon', 1e-7)
    return {
      slots: [0, 0],
      next(w, g, [square, moved], rate) {
        const squares = blend(square as tf.Tensor, tf.square(g), rho)
        const ratio = tf.div(tf.sqrt(tf.add(moved as tf.Tensor, epsilon)), tf.sqrt(tf.add(squares, epsilon)))
        const move = tf.mul(ratio, g)
        return [tf.sub(w, tf.mul(move, rate)), squares, blend(moved as tf.Tensor, tf.square(move), rho)]
      },
    }
  },

  Adam: (config) => adam(config, 0),
  AdamW: (config) => adam(config, number(config, 'weight_decay', 0.004)),

  Adamax(config) {
    const beta1 = number(config, 'beta_1', 0.9)
    const beta2 = number(config, 'beta_2', 0.999)
    const epsilon = number(config, 'epsilon', 1e-7)
    return {
      slots: [0, 0],
      next(w, g, [mean, largest], rate, step) {
        const means = blend(mean as tf.Tensor, g, beta1)
        const largests = tf.maximum(tf.mul(largest as tf.Tensor, beta2), tf.abs(g))
        const move = tf.mul(tf.div(means, tf.add(largests, epsilon)), rate / (1 - power(beta1, step)))
        return [tf.sub(w, move), means, largests]
      },
    }
  },
}

/** Adam, and with `decay` AdamW: the pull towards zero stands beside the gradient and knows nothing of its size. */
function adam(config: Config, decay: number): Rule {
  const beta1 = number(config, 'beta_1', 0.9)
  const beta2 = number(config, 'beta_2', 0.999)
  const epsilon = number(config, 'epsilon', 1e-7)
  return {
    slots: [0, 0],
    next(w, g, [mean, square], rate, step) {
      const means = blend(mean as tf.Tensor, g, beta1)
      const squares = blend(square as tf.Tensor, tf.square(g), beta2)
      // Both corrections in float64 here: tf.train keeps the powers in float32 tensors, where they drift.
      const root = tf.add(tf.mul(tf.sqrt(squares), 1 / Math.sqrt(1 - power(beta2, step))), epsilon)
      const move = tf.mul(tf.div(means, root), rate / (1 - power(beta1, step)))
      const pulled = decay === 0 ? w : tf.mul(w, 1 - rate * decay)
      return [tf.sub(pulled, move), means, squares]
    },
  }
}

/** a k + b (1 - k). */
function blend(a: tf.Tensor, b: tf.Tensor, k: number): tf.Tensor {
  return tf.add(tf.mul(a, k), tf.mul(b, 1 - k))
}

/** base^n by squaring: the same bits in every browser, which `Math.pow` does not promise. */
function power(base: number, n: number): number {
  let result = 1
  let square = base
  for (let rest = n; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result *= square
    square *= square
  }
  return result
}

function number(config: Config, name: string, usual: number): number {
  const value = config[name]
  return typeof value === 'number' ? value : usual
}
