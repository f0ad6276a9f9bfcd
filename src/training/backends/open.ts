/** @file openBackend: loads a backend's code when it is first needed, mends its kernels, and makes it the one in use. */
import simdUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url'
import plainUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url'
import type { Backend } from '../../protocol/backend'
import { openGpu } from '../gpu/device'
import { mendCpu } from '../tfjs-patches/patch-cpu'
import { mendGradients } from '../tfjs-patches/patch-gradients'
import { mendWasm } from '../tfjs-patches/patch-wasm'
import { tf } from '../tf'

/** Where the WASM binaries are fetched from: a prefix, for tests outside a browser; otherwise the build's own URLs. */
let wasmPrefix: string | undefined

/** Reads the WASM binaries from a folder. To be called before the backend is first opened. */
export function findWasmIn(prefix: string): void {
  wasmPrefix = prefix
}

mendGradients()

const loading = new Map<Backend, Promise<void>>()

/** Makes `backend` the one that tensors are made on. Throws when it does not start. */
export async function openBackend(backend: Backend): Promise<void> {
  let load = loading.get(backend)
  if (!load) {
    load = loaders[backend]()
    loading.set(backend, load)
  }
  await load
  if (tf.getBackend() !== backend && !(await tf.setBackend(backend))) throw new Error(`${backend} did not start`)
  await tf.ready()
}

const loaders: Readonly<Record<Backend, () => Promise<void>>> = {
  async webgpu() {
    const { WebGPUBackend } = await import('@tensorflow/tfjs-backend-webgpu')
    const { device, adapter } = await openGpu()
    // The same device as the recorded engine's, so that one loss is heard once and both see the same limits.
    if (tf.findBackendFactory('webgpu')) tf.removeBackend('webgpu')
    tf.registerBackend('webgpu', () => new WebGPUBackend(device, adapter.info))
  },
  async webgl() {
    await import('@tensorflow/tfjs-backend-webgl')
  },
  async cpu() {
    await import('@tensorflow/tfjs-backend-cpu')
    mendCpu()
  },
  async wasm() {
    const wasm = await import('@tensorflow/tfjs-backend-wasm')
    // Threads need a function to survive toString(), which no minified build does; one thread with SIMD is what we use.
    tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false)
    wasm.setWasmPaths(
      wasmPrefix ?? {
        'tfjs-backend-wasm.wasm': plainUrl,
        'tfjs-backend-wasm-simd.wasm': simdUrl,
        // Never fetched, but the backend wants an entry.
        'tfjs-backend-wasm-threaded-simd.wasm': simdUrl,
      },
    )
    mendWasm()
  },
}
