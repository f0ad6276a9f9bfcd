/** @file Operands of ops: buffers and views of them, the constants of a step, activations, windows. */
/** The role of a buffer, which determines its lifetime and who may write it. */
export type Role =
  /** All weights of a network in one arena: the trainable ones first, in model order, then the others. */
  | 'weights'
  /** One arena with the layout of the trainable weights. */
  | 'gradients'
  /** The state of the optimizer: one arena per slot, one after another. */
  | 'slots'
  /** Stored rows, targets and tables, written by the host before a run. */
  | 'data'
  /** The row numbers of the next batches (u32). */
  | 'order'
  /** The numbers that change from step to step: see `StepConstants`. */
  | 'constants'
  /**
   * The position of the machine: [index of the step in the constants, number of steps whose metrics are written] (u32).
   */
  | 'state'
  /** The metrics ring: step s of the state is at (s mod the number of steps in the buffer) * `metricWords`. */
  | 'figures'
  /** Results and their gradients. Never shared, so that each of them can be inspected after a step. */
  | 'work'

export interface BufferSpec {
  readonly name: string
  readonly role: Role
  /** In words of four bytes. */
  readonly words: number
  /** The layer it belongs to, by its name in the Keras JSON. */
  readonly layer?: string
}

/** A position in a buffer: `buffer` is the index of the buffer, `offset` counts its words. */
export interface View {
  readonly buffer: number
  readonly offset: number
}

/** A view of rows; `stride` is the number of words from one row to the next. */
export interface Matrix extends View {
  readonly stride: number
}

/** Words of one step's constants, in this order; see `StepConstants`. */
export const CONSTANT_WORDS = 9

/**
 * The numbers of a step that the host sets, so that they are not fixed in a recording. The index of the word is in
 * brackets.
 */
export interface StepConstants {
  /** [0] u32. Steps since the run's first epoch, which seed masks and noise. */
  readonly step: number
  /** [1] u32. The position of this batch in the order. */
  readonly first: number
  /** [2] The learning rate. */
  readonly rate: number
  /** [3] 1 / (1 - beta1^t) if the rule uses it, with t counting updates from 1; if not, 1. */
  readonly correction1: number
  /** [4] 1 / sqrt(1 - beta2^t) if the rule uses it; if not, 1. */
  readonly correction2: number
  /** [5] 1: the weights are updated after this step; 0: its gradients are only accumulated. */
  readonly update: number
  /** [6] The factor of accumulated gradients: 1 / the number of batches. */
  readonly share: number
  /** [7] 1: accumulation restarts with this step's gradients. */
  readonly fresh: number
  /** [8] The decay of the moving average of the weights at this update; 0 without an average. */
  readonly keep: number
}

/** Writes the constants of steps in the layout that machines read; returns the words that were filled. */
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
 * Words of one step's record in the ring: total loss, then loss, sum and known rows of each head. The sum counts
 * correct predictions, or adds absolute errors as encoded.
 */
export function metricWords(heads: number): number {
  return 1 + 3 * heads
}

export type ActivationName =
  | 'linear'
  | 'relu'
  | 'relu6'
  | 'leaky_relu'
  | 'sigmoid'
  | 'hard_sigmoid'
  | 'tanh'
  | 'elu'
  | 'selu'
  | 'gelu'
  | 'swish'
  | 'mish'
  | 'softplus'
  | 'softsign'

export interface Activation {
  readonly name: ActivationName
  /** Of leaky_relu: the derivative below zero. */
  readonly alpha?: number
}

/** Activations whose derivative follows from their result: these can be fused with a product or a convolution. */
export const DERIVATIVE_FROM_RESULT: ReadonlySet<ActivationName> = new Set([
  'linear',
  'relu',
  'relu6',
  'leaky_relu',
  'sigmoid',
  'hard_sigmoid',
  'tanh',
  'elu',
  'selu',
  'softsign',
])

/**
 * Multiplies a gradient by the derivative of the activation (one of DERIVATIVE_FROM_RESULT) whose result is `result`,
 * in the layout of the gradient.
 */
export interface Gate {
  readonly activation: Activation
  readonly result: View
}

/** Whether results are added to the output (`out += ...`) instead of replacing it. */
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
