/** @file patchWasm: replaces kernels that the WASM backend lacks, computes incorrectly or computes slowly. */
import { batchMatMul } from './batch-mat-mul'
import { conv2dBackpropFilter } from './conv2d-backprop-filter'
import { conv2dBackpropInput } from './conv2d-backprop-input'
import { depthwiseBackpropFilter, depthwiseBackpropInput } from './depthwise-backprop'
import { withExplicitPadding } from './explicit-padding'
import { registerKernel, wrapKernel } from './wasm-memory'
import { maxPoolGrad } from './max-pool-grad'
import { sumOfColumns } from './sum-leading-axes'
import { unsortedSegmentSum } from './unsorted-segment-sum'

const CONVOLUTIONS = ['Conv2D', 'FusedConv2D', 'DepthwiseConv2dNative', 'FusedDepthwiseConv2D']

/** Registers the patched kernels. Call it once, after the backend's code is loaded and before it is opened. */
export function patchWasm(): void {
  registerKernel('Conv2DBackpropFilter', conv2dBackpropFilter)
  registerKernel('Conv2DBackpropInput', conv2dBackpropInput)
  registerKernel('DepthwiseConv2dNativeBackpropFilter', depthwiseBackpropFilter)
  registerKernel('DepthwiseConv2dNativeBackpropInput', depthwiseBackpropInput)
  registerKernel('UnsortedSegmentSum', unsortedSegmentSum)
  registerKernel('MaxPoolGrad', maxPoolGrad)
  wrapKernel('BatchMatMul', batchMatMul)
  wrapKernel('Sum', sumOfColumns)
  for (const name of CONVOLUTIONS) wrapKernel(name, withExplicitPadding)
}
