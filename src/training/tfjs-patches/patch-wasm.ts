/** @file mendWasm: kernels that the WASM backend lacks, gets wrong or does slowly, put in their places. */
import { batchMatMul } from './batch-mat-mul'
import { conv2dBackpropFilter } from './conv2d-backprop-filter'
import { conv2dBackpropInput } from './conv2d-backprop-input'
import { depthwiseBackpropFilter, depthwiseBackpropInput } from './depthwise-backprop'
import { withExplicitPadding } from './explicit-padding'
import { putKernel, wrapKernel } from './heap'
import { maxPoolGrad } from './max-pool-grad'
import { sumOfColumns } from './sum'
import { unsortedSegmentSum } from './unsorted-segment-sum'

const CONVOLUTIONS = ['Conv2D', 'FusedConv2D', 'DepthwiseConv2dNative', 'FusedDepthwiseConv2D']

/** Registers the mended kernels. To be called once, when the backend's code is loaded and before it is opened. */
export function mendWasm(): void {
  putKernel('Conv2DBackpropFilter', conv2dBackpropFilter)
  putKernel('Conv2DBackpropInput', conv2dBackpropInput)
  putKernel('DepthwiseConv2dNativeBackpropFilter', depthwiseBackpropFilter)
  putKernel('DepthwiseConv2dNativeBackpropInput', depthwiseBackpropInput)
  putKernel('UnsortedSegmentSum', unsortedSegmentSum)
  putKernel('MaxPoolGrad', maxPoolGrad)
  wrapKernel('BatchMatMul', batchMatMul)
  wrapKernel('Sum', sumOfColumns)
  for (const name of CONVOLUTIONS) wrapKernel(name, withExplicitPadding)
}
