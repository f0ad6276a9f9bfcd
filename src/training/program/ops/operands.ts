/** @file Operands of ops: buffers, views of buffers, the constants of a step, activations and windows. */
import { CONSTANT_WORDS } from '../../../data/engine-limits'

/** The role of a buffer, which determines its lifetime and who may write to it. */
export type Role =
  /** All weights of a network in one contiguous buffer: first the trainable weights in model order, then the others. */
  | 'weights'
  /** Gradients, in a buffer with the same layout as the trainable weights. */
  | 'gradients'
  /**
   * The optimizer state: one section per slot, stored one after another, each with the layout of the trainable weights.
   */
  | 'slots'
  /** Rows, targets and tables, written by the host before a run. */
  | 'data'
  /** The row numbers of the next batches, in order (u32). */
  | 'order'
  /** The values that change from step to step; see `StepConstants`. */
  | 'constants'
  /**
   * The machine's position: [index of the current step in the constants, number of steps whose metrics have been
   * written] (u32).
   */
  | 'state'
  /** The metrics ring: the metrics of step s are at (s mod the capacity in steps) * `metricWords`. */
  | 'figures'
  /** Results and their gradients. These buffers are never reused, so that each can be inspected after a step. */
  | 'work'

export interface BufferSpec {
  readonly name: string
  readonly role: Role
  /** The size in words of four bytes. */
  readonly words: number
  /** The layer that the buffer belongs to, identified by its name in the Keras JSON. */
  readonly layer?: string
}

/** A position in a buffer: `buffer` is the index of the buffer, `offset` the number of words from its start. */
export interface View {
  readonly buffer: number
  readonly offset: number
}

/** A matrix as a view with a row stride; `stride` is the number of words from one row to the next. */
export interface Matrix extends View {
  readonly stride: number
}

/**
 * The values that the host sets before a step runs, so that a recording does not depend on them. The index of each word
 * is in brackets.
 */
export interface StepConstants {
  /** [0] u32. Number of steps since the start of the run's first epoch; used as a seed for masks and noise. */
  readonly step: number
  /** [1] u32. Index in the order at which this batch begins. */
  readonly first: number
  /** [2] The learning rate. */
  readonly rate: number
  /** [3] 1 / (1 - beta1^t) if the rule uses it, where t counts updates from 1; otherwise 1. */
  readonly correction1: number
  /** [4] 1 / sqrt(1 - beta2^t) if the rule uses it; otherwise 1. */
  readonly correction2: number
  /** [5] 1 if the weights are updated after this step; 0 if its gradients are only accumulated. */
  readonly update: number
  /** [6] The factor for accumulated gradients: 1 / the number of batches. */
  readonly share: number
  /** [7] 1 if accumulation restarts with this step's gradients. */
  readonly fresh: number
  /** [8] The decay of the weights' moving average at this update; 0 if there is no average. */
  readonly keep: number
}

/**
 * Writes the constants of several steps in the layout that machines read; returns the part of the array that was
 * filled.
 */
export function packConstants(
  steps: readonly StepConstants[],
  into: Uint32Array<ArrayBuffer> = new Uint32Array(steps.length * CONSTANT_WORDS),
): Uint32Array<ArrayBuffer> {
  const floats = new Float32Array(into.buffer)
  steps.forEach(({ step, first, rate, correction1, correction2, update, share, fresh, keep }, i) => {
    const at = i * CONSTANT_WORDS
    into[at] = step
    into[at + 1] = first
    floats[at + 2] = rate
    floats[at + 3] = correction1
    floats[at + 4] = correction2
    floats[at + 5] = update
    floats[at + 6] = share
    floats[at + 7] = fresh
    floats[at + 8] = keep
  })
  return into.subarray(0, steps.length * CONSTANT_WORDS)
}

/**
 * Returns the number of words in one step's record in the ring: the total loss, followed by the loss, sum and known
 * rows of each output head. The sum is the number of correct predictions, or the sum of absolute errors in the encoded
 * scale.
 */
export function metricWords(heads: number): number {
  return 1 + 3 * heads
}

export interface Activation {
  /** The name of an activation formula. */
  readonly name: string
  /** The setting of an activation that has one, such as the slope of leaky ReLU below zero. */
  readonly alpha?: number
}

/**
 * Multiplies a gradient by the derivative of an activation (one of DERIVATIVE_FROM_RESULT); `result` is the
 * activation's result, in the layout of the gradient.
 */
export interface Gate {
  readonly activation: Activation
  readonly result: View
}

/** Whether results are added to the output (`out += ...`) instead of overwriting it. */
export interface Accumulates {
  readonly accumulate?: boolean
}

export interface ConvShape {
  readonly batch: number
  readonly inHeight: number
  readonly inWidth: number
  readonly inChannels: number
  readonly outHeight: number
  readonly outWidth: number
  readonly outChannels: number
  readonly kernelHeight: number
  readonly kernelWidth: number
  readonly strideHeight: number
  readonly strideWidth: number
  readonly padTop: number
  readonly padLeft: number
  readonly dilationHeight: number
  readonly dilationWidth: number
}
