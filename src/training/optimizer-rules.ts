/**
 * @file Optimizer rules: the formula of each optimizer class that `catalog/optimizers` emits, as a function of a vector
 * of weights, its gradient and the rule's slots. The formulas are those of tf.train, against which they are tested;
 * `optimizers.ts` stores the slots.
 */
import type { Lowered } from '../catalog/keras-json'
import { betasOf } from './loop/step-constants'
import type { StepConstants } from './program/ops'
import { tf } from './tensorflow'

export interface Rule {
  /** The initial value of each slot. */
  readonly slots: readonly number[]
  /** Returns the weights after the step, followed by the new slots. Call it within a tidy. */
  next(weight: tf.Tensor, gradient: tf.Tensor, slots: readonly tf.Tensor[], step: Moves): tf.Tensor[]
}

type Moves = Pick<StepConstants, 'rate' | 'correction1' | 'correction2'>
type Config = Lowered['config']

/** The rule with this class name. Throws if the name is not in the catalog. */
export function ruleOf(lowered: Lowered): Rule {
  const make = Object.hasOwn(RULES, lowered.class_name) ? RULES[lowered.class_name] : undefined
  if (!make) throw new Error(`no optimizer is called ${lowered.class_name}`)
  return make(lowered.config)
}

export const RULES: Readonly<Record<string, (config: Config) => Rule>> = {
  SGD: () => ({ slots: [], next: (w, g, _, { rate }) => [tf.sub(w, tf.mul(g, rate))] }),

  Momentum(config) {
    const keep = number(config, 'momentum', 0.9)
    const nesterov = config.nesterov === true
    return {
      slots: [0],
      next(w, g, [speed], { rate }) {
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
      next(w, g, [square, speed, mean], { rate }) {
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
      next(w, g, [sum], { rate }) {
        const more = tf.add(sum as tf.Tensor, tf.square(g))
        return [tf.sub(w, tf.mul(tf.div(g, tf.sqrt(tf.add(more, 1e-7))), rate)), more]
      },
    }
  },

  // Unlike tf.train, we add the gradient to the running sum before dividing by it, as Zeiler and Keras do. tf.train
  // divides first, which makes its first step a plain gradient step.
  Adadelta(config) {
    const rho = number(config, 'rho', 0.95)
    const epsilon = number(config, 'epsilon', 1e-7)
    return {
      slots: [0, 0],
      next(w, g, [square, moved], { rate }) {
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
    const [beta1, beta2] = betasOf(config)
    const epsilon = number(config, 'epsilon', 1e-7)
    return {
      slots: [0, 0],
      next(w, g, [mean, largest], { rate, correction1 }) {
        const means = blend(mean as tf.Tensor, g, beta1)
        const largests = tf.maximum(tf.mul(largest as tf.Tensor, beta2), tf.abs(g))
        const move = tf.mul(tf.div(means, tf.add(largests, epsilon)), rate * correction1)
        return [tf.sub(w, move), means, largests]
      },
    }
  },
}

/** Adam, or AdamW if `decay` is not zero: the decay is decoupled from the gradient and its scaling. */
function adam(config: Config, decay: number): Rule {
  const [beta1, beta2] = betasOf(config)
  const epsilon = number(config, 'epsilon', 1e-7)
  return {
    slots: [0, 0],
    next(w, g, [mean, square], { rate, correction1, correction2 }) {
      const means = blend(mean as tf.Tensor, g, beta1)
      const squares = blend(square as tf.Tensor, tf.square(g), beta2)
      const root = tf.add(tf.mul(tf.sqrt(squares), correction2), epsilon)
      const move = tf.mul(tf.div(means, root), rate * correction1)
      const pulled = decay === 0 ? w : tf.mul(w, 1 - rate * decay)
      return [tf.sub(pulled, move), means, squares]
    },
  }
}

/** Returns the moving average a k + b (1 - k). */
export function blend(a: tf.Tensor, b: tf.Tensor, k: number): tf.Tensor {
  return tf.add(tf.mul(a, k), tf.mul(b, 1 - k))
}

function number(config: Config, name: string, fallback: number): number {
  const value = config[name]
  return typeof value === 'number' ? value : fallback
}
