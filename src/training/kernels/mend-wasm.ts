/** @file mendWasm: gradient kernels that the WASM backend lacks, gets wrong or does slowly, put in their places. */
import { tf } from '../tf'
import { batchMatMul } from './batch-mat-mul'
import { conv2dBackpropFilter } from './conv2d-backprop-filter'
import { conv2dBackpropInput } from './conv2d-backprop-input'
import { depthwiseBackpropFilter, depthwiseBackpropInput } from './depthwise-backprop'
import { type KernelCall, putKernel } from './heap'
import { maxPoolGrad } from './max-pool-grad'
import { unsortedSegmentSum } from './unsorted-segment-sum'

/** Registers the mended kernels. To be called once, when the backend's code is loaded and before it is opened. */
export function mendWasm(): void {
  putKernel('Conv2DBackpropFilter', conv2dBackpropFilter)
  putKernel('Conv2DBackpropInput', conv2dBackpropInput)
  putKernel('DepthwiseConv2dNativeBackpropFilter', depthwiseBackpropFilter)
  putKernel('DepthwiseConv2dNativeBackpropInput', depthwiseBackpropInput)
  putKernel('UnsortedSegmentSum', unsortedSegmentSum)
  putKernel('MaxPoolGrad', maxPoolGrad)
  mendProduct()
}

/** The backend's own product is wrapped, not replaced, so its set-up stays. */
function mendProduct(): void {
  const own = tf.getKernel('BatchMatMul', 'wasm')
  if (!own) return
  tf.unregisterKernel('BatchMatMul', 'wasm')
  const product = batchMatMul(
    (call) => own.kernelFunc(call as unknown as Parameters<typeof own.kernelFunc>[0]) as tf.TensorInfo,
  )
  tf.registerKernel({ ...own, kernelFunc: (call) => product(call as unknown as KernelCall<'a' | 'b'>) })
}
