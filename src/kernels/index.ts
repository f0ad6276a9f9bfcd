/**
 * @file The exact CPU's kernels, in AssemblyScript: `run` executes a recording as often as requested, without
 * JavaScript in between. Every sum has a fixed order, every function is our own, and no instruction is relaxed, so
 * every machine gives the same bits.
 */
import { Code } from '../training/cpu/kernel-args/kernel-codes'
import { activate } from './activate'
import { averagePool, averagePoolGrad } from './average-pool'
import { batchNorm, batchNormGrad, normalize } from './batch-norm'
import { columnSum } from './column-sum'
import { combine, combineGrad } from './combine-tensors'
import { depthwise } from './depthwise'
import { depthwiseFilterGrad, depthwiseInputGrad } from './depthwise-grad'
import { dropout } from './dropout'
import { activateGrad, fill } from './fill-and-activate-gradient'
import { embedding, embeddingGrad } from './embedding'
import { finish } from './metrics'
import { frame } from './zero-pad-images'
import { gatherRows } from './gather-rows'
import { addGradients, penalty, squares } from './gradients'
import { gruGates, gruGatesGrad, gruState, gruStateGrad } from './gru'
import { layerNorm, layerNormGrad } from './layer-norm'
import { lstmCell, lstmCellGrad } from './lstm'
import { loss } from './loss'
import { maxPool, maxPoolGrad } from './max-pool'
import { product } from './matrix-product'
import { HEAD } from './read-record'
import { softmax, softmaxGrad } from './softmax'
import { strided } from './strided'
import { update } from './weight-update'

/** Runs the records from `list` to `end`, `times` times. */
export function run(list: usize, end: usize, times: i32): void {
  for (let time = 0; time < times; time++) {
    for (let at = list; at < end; at += load<usize>(at, 4) << 2) {
      const record = at + HEAD
      switch (load<i32>(at)) {
        case Code.update:
          update(record)
          break
        case Code.finish:
          finish(record)
          break
        case Code.loss:
          loss(record)
          break
        case Code.maxPoolGrad:
          maxPoolGrad(record)
          break
        case Code.maxPool:
          maxPool(record)
          break
        case Code.gatherRows:
          gatherRows(record)
          break
        case Code.product:
          product(record)
          break
        case Code.frame:
          frame(record)
          break
        case Code.columnSum:
          columnSum(record)
          break
        case Code.activate:
          activate(record)
          break
        case Code.softmax:
          softmax(record)
          break
        case Code.softmaxGrad:
          softmaxGrad(record)
          break
        case Code.layerNorm:
          layerNorm(record)
          break
        case Code.layerNormGrad:
          layerNormGrad(record)
          break
        case Code.batchNorm:
          batchNorm(record)
          break
        case Code.normalize:
          normalize(record)
          break
        case Code.batchNormGrad:
          batchNormGrad(record)
          break
        case Code.embedding:
          embedding(record)
          break
        case Code.embeddingGrad:
          embeddingGrad(record)
          break
        case Code.lstmCell:
          lstmCell(record)
          break
        case Code.lstmCellGrad:
          lstmCellGrad(record)
          break
        case Code.gruGates:
          gruGates(record)
          break
        case Code.gruState:
          gruState(record)
          break
        case Code.gruStateGrad:
          gruStateGrad(record)
          break
        case Code.gruGatesGrad:
          gruGatesGrad(record)
          break
        case Code.fill:
          fill(record)
          break
        case Code.activateGrad:
          activateGrad(record)
          break
        case Code.combine:
          combine(record)
          break
        case Code.combineGrad:
          combineGrad(record)
          break
        case Code.dropout:
          dropout(record)
          break
        case Code.strided:
          strided(record)
          break
        case Code.depthwise:
          depthwise(record)
          break
        case Code.depthwiseInputGrad:
          depthwiseInputGrad(record)
          break
        case Code.depthwiseFilterGrad:
          depthwiseFilterGrad(record)
          break
        case Code.averagePool:
          averagePool(record)
          break
        case Code.averagePoolGrad:
          averagePoolGrad(record)
          break
        case Code.penalty:
          penalty(record)
          break
        case Code.addGradients:
          addGradients(record)
          break
        case Code.squares:
          squares(record)
          break
        default:
          unreachable()
      }
    }
  }
}
