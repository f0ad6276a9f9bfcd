/**
 * @file Access to the WASM backend's memory, for JavaScript kernels that read and write tensors in place, without
 * copying.
 */
import { tf } from '../tensorflow'

/** The members of the backend in tfjs-backend-wasm 4.22 that these kernels use. */
export interface WasmBackend {
  makeOutput(shape: readonly number[], dtype: 'float32'): tf.TensorInfo
  disposeData(dataId: object): boolean
  readonly dataIdMap: { get(dataId: object): { readonly memoryOffset: number; readonly shape: readonly number[] } }
  readonly wasm: { readonly HEAPU8: Uint8Array }
}

/**
 * Returns the values of a float32 tensor. Call it after all outputs have been created, because creating a tensor may
 * move the WASM memory.
 */
export function floatsOf(backend: WasmBackend, info: tf.TensorInfo): Float32Array {
  const { memoryOffset } = backend.dataIdMap.get(info.dataId)
  return new Float32Array(backend.wasm.HEAPU8.buffer, memoryOffset, tf.util.sizeFromShape(info.shape))
}

/** The values of an int32 tensor. */
export function intsOf(backend: WasmBackend, info: tf.TensorInfo): Int32Array {
  const { memoryOffset } = backend.dataIdMap.get(info.dataId)
  return new Int32Array(backend.wasm.HEAPU8.buffer, memoryOffset, tf.util.sizeFromShape(info.shape))
}

export interface KernelCall<I extends string> {
  readonly inputs: Readonly<Record<I, tf.TensorInfo>>
  readonly attrs: Readonly<Record<string, unknown>>
  readonly backend: WasmBackend
}

/** Registers a kernel for the WASM backend, replacing the existing kernel if there is one. */
export function registerKernel<I extends string>(name: string, kernel: (call: KernelCall<I>) => tf.TensorInfo): void {
  if (tf.getKernel(name, 'wasm')) tf.unregisterKernel(name, 'wasm')
  tf.registerKernel({
    kernelName: name,
    backendName: 'wasm',
    kernelFunc: (call) => kernel(call as unknown as KernelCall<I>),
  })
}

/** Wraps a kernel of the WASM backend, and keeps its setup function. */
export function wrapKernel<I extends string>(
  name: string,
  wrap: (own: (call: KernelCall<I>) => tf.TensorInfo) => (call: KernelCall<I>) => tf.TensorInfo,
): void {
  const own = tf.getKernel(name, 'wasm')
  if (!own) throw new Error(`the WASM backend has no ${name}`)
  tf.unregisterKernel(name, 'wasm')
  const kernel = wrap(
    (call) => own.kernelFunc(call as unknown as Parameters<typeof own.kernelFunc>[0]) as tf.TensorInfo,
  )
  tf.registerKernel({ ...own, kernelFunc: (call) => kernel(call as unknown as KernelCall<I>) })
}

/** Runs the backend's kernel with this name. */
export function runKernel(
  name: string,
  backend: WasmBackend,
  inputs: Readonly<Record<string, tf.TensorInfo>>,
  attrs: Readonly<Record<string, unknown>>,
): tf.TensorInfo {
  const kernel = tf.getKernel(name, 'wasm')
  if (!kernel) throw new Error(`the WASM backend has no ${name}`)
  return kernel.kernelFunc({ inputs, attrs, backend } as unknown as Parameters<
    typeof kernel.kernelFunc
  >[0]) as tf.TensorInfo
}
