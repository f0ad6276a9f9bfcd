/** @file UI text for the training engines: what the faster engine does not support, and why one could not be opened. */
import { defineText } from '../define'
import { byteSize, count, dimensions } from '../format'

/** Each entry completes the sentence "The faster engine cannot train this network here: ...". */
export const enginesText = defineText('engines', {
  noAdapter: 'the browser offers no GPU adapter',
  bufferTooLarge: (a: { bytes: number; limit: number }) =>
    `it needs a buffer of ${byteSize(a.bytes)}, but the GPU allows only ${byteSize(a.limit)}`,
  kernelsNotLoaded: (a: { status: number }) => `its code could not be downloaded (HTTP ${a.status})`,
  unsupported: {
    layer: (a: { layer: string }) => `it does not support the layer ${a.layer}`,
    activation: (a: { activation: string }) => `it does not support the activation ${a.activation}`,
    recurrentActivation: (a: { activation: string }) =>
      `it does not support the ${a.activation} activation in recurrent layers`,
    recurrentAxes: (a: { axes: number }) => `it does not support recurrent layers over ${count(a.axes)} axes`,
    windowAxes: (a: { axes: number; shape: readonly number[] }) =>
      `it does not support windows over ${count(a.axes)} axes of ${dimensions(a.shape)}`,
    inputs: (a: { inputs: number }) => `it cannot connect ${count(a.inputs)} inputs to a layer that takes only one`,
    oneNumber: 'it does not support layers that take a single number',
    /** A setting of a Keras layer that is not supported, with its value as JSON. */
    setting: (a: { setting: string; value: string }) => `it does not support ${a.setting} = ${a.value}`,
    regularizer: (a: { regularizer: string }) => `it does not support the regularizer ${a.regularizer}`,
    inputShape: (a: { shape: string }) => `it does not support inputs of shape ${a.shape}`,
    sharedLayer: (a: { layer: string }) => `it does not support a layer that is used twice (${a.layer})`,
    masking: 'it does not support embeddings with masking',
    mergedShapes: 'it does not support merging inputs of different shapes',
    concatenation: (a: { axis: number }) => `it does not support concatenation along axis ${a.axis}`,
    normAxis: (a: { axis: string }) => `it does not support normalization along axis ${a.axis}`,
    plainBatchNorm: 'it does not support batch normalization without gamma or beta',
  },
})

export const backendsText = defineText('engines/backends', {
  details: {
    plainJavaScript: 'Plain JavaScript, slow',
    simd: 'SIMD, one thread',
    noSimd: 'No SIMD, slower',
  },
  /** Why a backend is not available. */
  missing: {
    webgpuInsecure: 'WebGPU needs https or localhost.',
    webgpu: 'This browser has no WebGPU.',
    adapter: 'This browser offers no GPU adapter.',
    adapterFailed: (a: { why: string }) => `The browser failed to provide a GPU adapter: ${a.why}`,
    wasm: 'This browser has no WebAssembly.',
    webglWorkers: 'This browser has no WebGL in workers.',
    webgl: 'This browser has no WebGL 2.',
    backend: 'This browser does not support this backend.',
  },
  /** Why a run uses this backend. */
  chosen: {
    byUser: (a: { backend: string }) => `You chose ${a.backend}.`,
    emulatedByUser: (a: { backend: string; adapter: string }) =>
      `You chose ${a.backend}. It is emulated on the CPU (${a.adapter}), which works but is slow.`,
    fastest: (a: { backend: string; adapter: string }) => `Fastest available: ${a.backend} on ${a.adapter}.`,
    /** `why` contains sentences that say what is missing. */
    fallback: (a: { backend: string; why: readonly string[] }) =>
      [`Fastest available: ${a.backend}.`, ...a.why].join(' '),
    fallbackOn: (a: { backend: string; adapter: string; why: readonly string[] }) =>
      [`Fastest available: ${a.backend} on ${a.adapter}.`, ...a.why].join(' '),
    onlyEmulated: (a: { adapter: string }) => `The only GPU adapter is emulated on the CPU (${a.adapter}).`,
  },
})
