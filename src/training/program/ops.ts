/**
 * @file Ops: the vocabulary of a step. A training step is a list of ops over buffers: forward, backward and update, nothing
 * hidden. `interpret.ts` says what each op means, number by number; the CPU and GPU machines are fast ways to do the same.
 * All numbers are float32 unless said; matrices are row by row; images are [batch, height, width, channels].
 */
import type { ImageOp } from './ops/images'
import type { LearningOp } from './ops/learning'
import type { NormOp } from './ops/norms'
import type { NumberOp } from './ops/numbers'
import type { ProductOp } from './ops/products'
import type { SequenceOp } from './ops/sequences'

export type {
  Accumulates,
  Activation,
  ActivationName,
  BufferSpec,
  ConvShape,
  Gate,
  Matrix,
  Role,
  StepConstants,
  View,
} from './ops/operands'
export { CONSTANT_WORDS, FROM_RESULT, figureWords, packConstants } from './ops/operands'

export type Op = NumberOp | ProductOp | ImageOp | NormOp | SequenceOp | LearningOp

export type OpName = Op['op']
export type OpOf<K extends OpName> = Extract<Op, { readonly op: K }>

/** Whose time an op is: the layer and the part of the step. */
export interface Tagged {
  readonly op: Op
  readonly layer: string
  readonly phase: 'input' | 'forward' | 'loss' | 'backward' | 'update'
}
