/**
 * @file kernelsForOp: creates the dispatches for any op, using the function of a shader module that has the name of the
 * op. The compiler checks that none is missing.
 */
import type { Op, OpName, OpOf } from '../program/ops'
import type { Kernel, KernelContext } from './kernel'
import * as averagePool from './shaders/average-pool'
import * as batchNorm from './shaders/batch-norm'
import * as columnSum from './shaders/column-sum'
import * as combine from './shaders/combine'
import * as conv2d from './shaders/conv2d'
import * as conv2dKernelGradient from './shaders/conv2d-kernel-gradient'
import * as depthwise from './shaders/depthwise'
import * as dropout from './shaders/dropout'
import * as elementwise from './shaders/elementwise'
import * as embedding from './shaders/embedding'
import * as gather from './shaders/gather'
import * as gru from './shaders/gru'
import * as layerNorm from './shaders/layer-norm'
import * as lstm from './shaders/lstm'
import * as loss from './shaders/loss'
import * as maxPool from './shaders/max-pool'
import * as product from './shaders/product'
import * as softmax from './shaders/softmax'
import * as strided from './shaders/strided'
import * as weightUpdate from './shaders/weight-update'

const KERNELS: { readonly [K in OpName]: (op: OpOf<K>, context: KernelContext) => Kernel[] } = {
  ...averagePool,
  ...batchNorm,
  ...columnSum,
  ...combine,
  ...conv2d,
  ...conv2dKernelGradient,
  ...depthwise,
  ...dropout,
  ...elementwise,
  ...embedding,
  ...gather,
  ...gru,
  ...layerNorm,
  ...lstm,
  ...loss,
  ...maxPool,
  ...product,
  ...softmax,
  ...strided,
  ...weightUpdate,
}

/** The dispatches of an op, in order. */
export function kernelsForOp(op: Op, context: KernelContext): Kernel[] {
  return (KERNELS[op.op] as (op: Op, context: KernelContext) => Kernel[])(op, context)
}
