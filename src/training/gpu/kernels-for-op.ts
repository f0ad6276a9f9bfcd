/**
 * @file kernelsForOp: creates the dispatches for any op, using one function per kind of op. The compiler checks that
 * none is missing.
 */
import type { Op } from '../program/ops'
import type { Kernel, KernelContext } from './kernel'
import { averagePool, averagePoolGrad } from './shaders/average-pool'
import { batchNorm, batchNormGrad, normalize } from './shaders/batch-norm'
import { columnSum } from './shaders/column-sum'
import { combine, combineGrad } from './shaders/combine'
import { conv2d, conv2dInputGrad } from './shaders/conv2d'
import { conv2dFilterGrad } from './shaders/conv2d-kernel-gradient'
import { depthwise, depthwiseFilterGrad, depthwiseInputGrad } from './shaders/depthwise'
import { dropout } from './shaders/dropout'
import { activate, activateGrad, fill } from './shaders/elementwise'
import { embedding, embeddingGrad } from './shaders/embedding'
import { gatherRows } from './shaders/gather'
import { gruGates, gruGatesGrad, gruState, gruStateGrad } from './shaders/gru'
import { layerNorm, layerNormGrad } from './shaders/layer-norm'
import { lstmCell, lstmCellGrad } from './shaders/lstm'
import { finish, loss, penalty } from './shaders/loss'
import { maxPool, maxPoolGrad } from './shaders/max-pool'
import { product } from './shaders/product'
import { softmax, softmaxGrad } from './shaders/softmax'
import { strided } from './shaders/strided'
import { addGradients, squares, update } from './shaders/weight-update'

/** The dispatches of an op, in order. */
export function kernelsForOp(op: Op, context: KernelContext): Kernel[] {
  switch (op.op) {
    case 'columnSum':
      return columnSum(op, context)
    case 'fill':
      return fill(op)
    case 'activate':
      return activate(op)
    case 'activateGrad':
      return activateGrad(op)
    case 'combine':
      return combine(op)
    case 'combineGrad':
      return combineGrad(op)
    case 'dropout':
      return dropout(op, context)
    case 'strided':
      return strided(op, context)
    case 'depthwise':
      return depthwise(op)
    case 'depthwiseInputGrad':
      return depthwiseInputGrad(op)
    case 'depthwiseFilterGrad':
      return depthwiseFilterGrad(op, context)
    case 'averagePool':
      return averagePool(op)
    case 'averagePoolGrad':
      return averagePoolGrad(op)
    case 'batchNorm':
      return batchNorm(op, context)
    case 'normalize':
      return normalize(op)
    case 'batchNormGrad':
      return batchNormGrad(op, context)
    case 'layerNorm':
      return layerNorm(op, context)
    case 'layerNormGrad':
      return layerNormGrad(op, context)
    case 'embedding':
      return embedding(op)
    case 'embeddingGrad':
      return embeddingGrad(op, context)
    case 'lstmCell':
      return lstmCell(op)
    case 'lstmCellGrad':
      return lstmCellGrad(op)
    case 'gruGates':
      return gruGates(op)
    case 'gruState':
      return gruState(op)
    case 'gruStateGrad':
      return gruStateGrad(op)
    case 'gruGatesGrad':
      return gruGatesGrad(op)
    case 'gatherRows':
      return gatherRows(op, context)
    case 'product':
      return product(op, context)
    case 'softmax':
      return softmax(op)
    case 'softmaxGrad':
      return softmaxGrad(op)
    case 'conv2d':
      return conv2d(op, context)
    case 'conv2dInputGrad':
      return conv2dInputGrad(op, context)
    case 'conv2dFilterGrad':
      return conv2dFilterGrad(op, context)
    case 'maxPool':
      return maxPool(op)
    case 'maxPoolGrad':
      return maxPoolGrad(op)
    case 'loss':
      return loss(op, context)
    case 'penalty':
      return penalty(op)
    case 'finish':
      return finish(op, context)
    case 'addGradients':
      return addGradients(op, context)
    case 'squares':
      return squares(op)
    case 'update':
      return update(op, context)
    default:
      return op satisfies never
  }
}
