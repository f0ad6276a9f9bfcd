/** @file What ops are made of: buffers and places in them, a step's constants, activations, windows. */
/** What a buffer holds: it decides how long it lives and who may write it. */
export type Role =
  /** All weights of a network in one arena: the trainable ones first, in model order, then the others. */
  | 'weights'
  /** One arena, laid out as the trainable weights are. */
  | 'gradients'
  /** What the optimizer keeps: as many arenas as it has slots, one after another. */
  | 'slots'
  /** Rows as they are stored, targets, tables: written by the host before a run. */
  | 'data'
  /** The row numbers of the batches to come (u32). */
  | 'order'
  /** What changes from step to step: see `StepConstants`. */
  | 'constants'
  /** Where the machine is: [index of the step in the constants, steps whose figures are written] (u32). */
  | 'state'
  /** The ring of figures: step s of the state stands at (s mod as many steps as the buffer holds) * `figureWords`. */
  | 'figures'
  /** Results and their gradients. Never shared, so that any of them can be looked at after a step. */
  | 'work'

export interface BufferSpec {
  readonly name: string
  readonly role: Role
  /** In words of four bytes. */
  readonly words: number
  /** The layer it belongs to, by its name in the Keras JSON. */
  readonly layer?: string
}

/** A place in a buffer: `buffer` counts the program's buffers, `offset` its words. */
export interface View {
  readonly buffer: number
  readonly offset: number
}

/** A view of rows; `stride` is the words from one row to the next. */
export interface Matrix extends View {
  readonly stride: number
}

/** Words of one step's constants, in this order; see `StepConstants`. */
export const CONSTANT_WORDS = 9

/** What the host says of each step, so that a recording never freezes it. Words of the record in brackets. */
export interface StepConstants {
  /** [0] u32. Steps done before this one since the run's first epoch: what masks and noise are drawn by. */
  readonly step: number
  /** [1] u32. Where this batch begins in the order. */
  readonly first: number
  /** [2] The learning rate. */
  readonly rate: number
  /** [3] 1 / (1 - beta1^t) where the rule wants it, t counting updates from 1; else 1. */
  readonly correction1: number
  /** [4] 1 / sqrt(1 - beta2^t) where the rule wants it; else 1. */
  readonly correction2: number
  /** [5] 1: the weights are moved after this step; 0: its gradients are only added up. */
  readonly update: number
  /** [6] What summed gradients are multiplied by before they are used: 1 / batches that were added up. */
  readonly share: number
  /** [7] 1: summing begins anew with this step's gradients. */
  readonly fresh: number
  /** [8] What the moving average of the weights keeps of itself when it takes in this update's; 0 where there is none. */
  readonly keep: number
}

/** Writes the constants of steps as the machines read them; returns the words that were filled. */
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

/** Words of one step's record in the ring: total loss, then loss, sum and known rows of each head. The sum is of right answers or of absolute errors as encoded. */
export function figureWords(heads: number): number {
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
  /** Of leaky_relu: the slope below zero. */
  readonly alpha?: number
}

/** Activations whose slope can be told from their result alone: these may ride along with a product or a convolution. */
export const FROM_RESULT: ReadonlySet<ActivationName> = new Set([
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

/** Multiplies a gradient by the slope of the activation (one of FROM_RESULT) whose result is `result`, laid out as the gradient. */
export interface Gate {
  readonly activation: Activation
  readonly result: View
}

/** Where results go on top of what is there (`out += ...`) instead of in its place. */
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
