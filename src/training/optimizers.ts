/**
 * @file makeOptimizer: updates a network's trainable weights with an optimizer rule and stores the rule's state. All
 * weights are concatenated into one vector, because the operations of a rule are so small that launching them costs
 * more than computing them.
 */
import type { Lowered } from '../catalog/keras-json'
import type { Clip } from '../catalog/training-plan'
import type { EngineState, TrainingJob } from '../data/training-job'
import { configuredOptimizer, initialSlots } from '../formulas/optimizer-formulas'
import { message, Refusal } from '../messages/message'
import { evaluateOnTensors } from './formula-tensors'
import type { StepConstants } from './program/ops'
import { tf } from './tensorflow'

type OptimizerState = Pick<EngineState, 'slots' | 'average' | 'sum'>

interface Optimizer {
  /**
   * Updates the weights with these gradients, keyed by variable name; a missing gradient counts as zeros. Call it
   * within a tidy.
   */
  apply(gradients: Readonly<Record<string, tf.Tensor>>, constants: StepConstants): void
  /** Sets the weights to their moving average; does nothing if there is no average. */
  setToAverage(): void
  state(): Promise<OptimizerState>
  /**
   * Restores a saved state. A missing part is reset: slots to the rule's initial values, the average to the current
   * weights. Throws a Refusal if the slots belong to another rule.
   */
  setState(state: OptimizerState): void
  close(): void
}

type Planned = Pick<TrainingJob, 'clip' | 'accumulate' | 'average'>

/** The optimizer of these variables. Throws if the name is not in the catalog. */
export function makeOptimizer(lowered: Lowered, variables: readonly tf.Variable[], plan: Planned): Optimizer {
  const rule = ruleOf(lowered)
  const size = variables.reduce((sum, variable) => sum + variable.size, 0)
  const slots = rule.slots.map((value) => kept(() => tf.fill([size], value)))
  const sum = (plan.accumulate ?? 1) > 1 ? kept(() => tf.zeros([size])) : undefined
  const { clip } = plan
  const average = plan.average === undefined ? undefined : kept(() => flat(variables))

  function assign(values: tf.Tensor1D): void {
    let from = 0
    for (const variable of variables) {
      variable.assign(tf.reshape(tf.slice1d(values, from, variable.size), variable.shape))
      from += variable.size
    }
  }
  function setSlots(values: Float32Array): void {
    if (values.length !== slots.length * size && values.length > 0) {
      const why = { of: 'optimizer', expected: slots.length * size, got: values.length } as const
      throw new Refusal(message('weights-do-not-fit', { why }))
    }
    slots.forEach((slot, i) => {
      const initial = rule.slots[i] as number
      set(slot, values.length === 0 ? new Float32Array(size).fill(initial) : values.slice(i * size, (i + 1) * size))
    })
  }

  return {
    apply(given, constants) {
      if (size === 0) return
      let gradients = flat(variables.map((variable) => given[variable.name] ?? tf.zerosLike(variable)))
      if (sum) {
        if (constants.fresh === 0) gradients = tf.add(sum, gradients)
        sum.assign(gradients)
      }
      if (constants.update === 0) return
      if (constants.share !== 1) gradients = tf.mul(gradients, constants.share)
      if (clip) gradients = clipped(clip, gradients, variables)
      const [after, ...next] = rule.next(flat(variables), gradients, slots, constants) as tf.Tensor1D[]
      slots.forEach((slot, i) => {
        slot.assign(next[i] as tf.Tensor)
      })
      assign(after as tf.Tensor1D)
      average?.assign(blend(average, after as tf.Tensor, constants.keep))
    },
    setToAverage() {
      tf.tidy(() => average && assign(flat([average])))
    },
    async state() {
      const reading = [average?.data(), sum?.data(), ...slots.map((slot) => slot.data())]
      const [averaged, summed, ...remembered] = await Promise.all(reading)
      const all = new Float32Array(slots.length * size)
      remembered.forEach((values, i) => {
        all.set(values as Float32Array, i * size)
      })
      return {
        slots: all,
        ...(averaged ? { average: Float32Array.from(averaged) } : {}),
        ...(summed ? { sum: Float32Array.from(summed) } : {}),
      }
    },
    setState(state) {
      setSlots(state.slots)
      if (sum) set(sum, state.sum ?? new Float32Array(size))
      const averaged = state.average
      tf.tidy(() => average?.assign(averaged ? tf.tensor1d(averaged) : flat(variables)))
    },
    close() {
      tf.dispose([slots, sum, average])
    },
  }
}

/** Clips gradients to the limit: by value, by the norm of each weight, or by the global norm. */
function clipped(clip: Clip, gradients: tf.Tensor1D, variables: readonly tf.Variable[]): tf.Tensor1D {
  const { by, limit } = clip
  switch (by) {
    case 'value':
      return tf.clipByValue(gradients, -limit, limit)
    case 'globalNorm':
      return shortened(gradients, limit)
    case 'norm': {
      const parts = tf.split(
        gradients,
        variables.map(({ size }) => size),
      ) as tf.Tensor1D[]
      return tf.concat1d(parts.map((part) => shortened(part, limit)))
    }
    default:
      return by satisfies never
  }
}

/** Scales a vector down so that its norm is at most `limit`. */
function shortened(vector: tf.Tensor1D, limit: number): tf.Tensor1D {
  const norm = tf.sqrt(tf.sum(tf.square(vector)))
  return tf.mul(vector, tf.div(limit, tf.maximum(norm, limit)))
}

function flat(tensors: readonly tf.Tensor[]): tf.Tensor1D {
  return tensors.length === 0
    ? tf.tensor1d([])
    : tf.concat1d(tensors.map((tensor) => tf.reshape(tensor, [-1]) as tf.Tensor1D))
}

function kept(make: () => tf.Tensor): tf.Variable {
  return tf.tidy(() => tf.variable(make(), false))
}

function set(variable: tf.Variable, values: Float32Array): void {
  tf.tidy(() => variable.assign(tf.tensor1d(values)))
}

/**
 * Computes a step from an optimizer's formula, for a vector of weights, its gradient, and the slots, which
 * `optimizers.ts` stores. The formulas are tested against those of tf.train.
 */
interface Rule {
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
function blend(a: tf.Tensor, b: tf.Tensor, k: number): tf.Tensor {
  return tf.add(tf.mul(a, k), tf.mul(b, 1 - k))
}
