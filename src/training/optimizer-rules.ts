/**
 * @file Optimizer rules on tensors: computes a step from an optimizer's formula, for a vector of weights, its gradient,
 * and the slots, which `optimizers.ts` stores. The formulas are tested against those of tf.train.
 */
import type { Lowered } from '../catalog/keras-json'
import { configuredOptimizer, initialSlots } from '../formulas/optimizer-formulas'
import { evaluateOnTensors } from './formula-tensors'
import type { StepConstants } from './program/ops'
import { tf } from './tensorflow'

export interface Rule {
  /** The initial value of each slot. */
  readonly slots: readonly number[]
  /** Returns the weights after the step, followed by the new slots. Call it within a tidy. */
  next(
    weight: tf.Tensor,
    gradient: tf.Tensor,
    slots: readonly tf.Tensor[],
    step: Pick<StepConstants, 'rate' | 'correction1' | 'correction2'>,
  ): tf.Tensor[]
}

/** The rule with this class name. Throws if the name is not in the catalog. */
export function ruleOf({ class_name: name, config }: Lowered): Rule {
  const optimizer = configuredOptimizer(name, config)
  const { weight, slots } = optimizer.formula.rule(optimizer.flags)
  return {
    slots: initialSlots(optimizer),
    next(w, g, before, { rate, correction1, correction2 }) {
      const slotValues = Object.fromEntries(before.map((slot, i) => [`slot${i}`, slot]))
      const variables = { ...optimizer.numbers, ...slotValues, w, g, rate, correction1, correction2 }
      return evaluateOnTensors([weight, ...slots], variables) as tf.Tensor[]
    },
  }
}

/** Returns the moving average a k + b (1 - k). */
export function blend(a: tf.Tensor, b: tf.Tensor, k: number): tf.Tensor {
  return tf.add(tf.mul(a, k), tf.mul(b, 1 - k))
}
