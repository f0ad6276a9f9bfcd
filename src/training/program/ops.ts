/**
 * @file Ops: the instructions of a program. A training step is a list of ops over buffers for the forward pass,
 * backward pass and update. `interpret.ts` defines what each op computes; the CPU and GPU machines implement the same
 * ops for speed. All numbers are float32 unless noted; matrices are row-major; images are [batch, height, width,
 * channels].
 */
import type { ImageOp } from './ops/convolutions-and-pools'
import type { NumberOp } from './ops/elementwise'
import type { SequenceOp } from './ops/embeddings-and-recurrent-cells'
import type { LearningOp } from './ops/losses-and-updates'
import type { NormOp } from './ops/norms'
import type { ProductOp } from './ops/products'

export type {
  Accumulates,
  Activation,
  BufferSpec,
  ConvShape,
  Gate,
  Matrix,
  Role,
  StepConstants,
  View,
} from './ops/operands'
export { CONSTANT_WORDS } from '../../data/engine-limits'
export { metricWords, packConstants } from './ops/operands'

export type Op = NumberOp | ProductOp | ImageOp | NormOp | SequenceOp | LearningOp

export type OpName = Op['op']
export type OpOf<K extends OpName> = Extract<Op, { readonly op: K }>

/** An op, tagged with the layer and phase that its time is attributed to. */
export interface Tagged {
  readonly op: Op
  readonly layer: string
  readonly phase: 'input' | 'forward' | 'loss' | 'backward' | 'update'
}
