/**
 * @file openBackend: loads a TensorFlow.js backend on first use, patches its kernels, and makes it the current backend.
 */
import plainUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url'
import simdUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url'
import { LARGE_HEAP } from '../../data/engine-limits'
import { type Message, message } from '../../messages/message'
import type { Backend } from '../../protocol/backend'
import { openGpu } from '../gpu/device'
import { tf } from '../tensorflow'
import { patchCpu, patchGradients } from '../tfjs-patches/patch-gradients'
import { patchWasm } from '../tfjs-patches/patch-wasm'
import type { WasmBackend } from '../tfjs-patches/wasm-memory'

/**
 * URL prefix for the WASM binaries, set by tests that run outside a browser. If undefined, the bundled URLs are used.
 */
let wasmPrefix: string | undefined

/** Sets the folder from which the WASM binaries are read. Call it before the backend is first opened. */
export function readWasmFrom(prefix: string): void {
  wasmPrefix = prefix
}

patchGradients()

const loading = new Map<Backend, Promise<void>>()

/** Makes `backend` the current backend for new tensors. Throws if the backend does not start. */
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

/**
 * Returns the memory of the WASM backend, whose heap only grows, by starting the backend again. Does nothing for other
 * backends, for a small heap, and while tensors are in use.
 */
export async function releaseMemory(backend: Backend): Promise<void> {
  if (backend !== 'wasm' || tf.getBackend() !== 'wasm' || tf.memory().numTensors > 0) return
  const { wasm } = tf.backend() as unknown as WasmBackend
  const factory = tf.findBackendFactory('wasm')
  if (wasm.HEAPU8.byteLength < LARGE_HEAP) return
  tf.removeBackend('wasm')
  tf.registerBackend('wasm', factory)
  // Starting it at once sets its kernels up again, which drops their references to the old heap.
  await tf.setBackend('wasm')
}

const loaders: Readonly<Record<Backend, () => Promise<void>>> = {
  async webgpu() {
    const { WebGPUBackend } = await import('@tensorflow/tfjs-backend-webgpu')
    const { device, adapter } = await openGpu()
    // Share one GPU device with the recorded engine, so that a lost device is reported only once and both have the same
    // limits.
    if (tf.findBackendFactory('webgpu')) tf.removeBackend('webgpu')
    tf.registerBackend('webgpu', () => new WebGPUBackend(device, adapter.info))
  },
  async webgl() {
    await import('@tensorflow/tfjs-backend-webgl')
  },
  async cpu() {
    await import('@tensorflow/tfjs-backend-cpu')
    patchCpu()
  },
  async wasm() {
    const wasm = await import('@tensorflow/tfjs-backend-wasm')
    // The threaded backend serializes a function with toString(), which breaks in minified builds, so we use a single
    // thread with SIMD.
    tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false)
    wasm.setWasmPaths(
      wasmPrefix ?? {
        'tfjs-backend-wasm.wasm': plainUrl,
        'tfjs-backend-wasm-simd.wasm': simdUrl,
        // Never fetched, but the backend requires this entry.
        'tfjs-backend-wasm-threaded-simd.wasm': simdUrl,
      },
    )
    patchWasm()
  },
}

type OnDeviceError = (reason: Message) => void

const watched = new WeakSet<object>()

/** Calls `onTrouble` when the device of the current backend is lost or reports an error. Registers once per device. */
export function watchDevice(onTrouble: OnDeviceError): void {
  const name = tf.getBackend()
  if (name === 'webgpu') watchGpu((tf.backend() as unknown as { readonly device: GPUDevice }).device, onTrouble)
  if (name === 'webgl') {
    const { gpgpu } = tf.backend() as unknown as { readonly gpgpu: { readonly gl: { readonly canvas: EventTarget } } }
    watchGl(gpgpu.gl.canvas, onTrouble)
  }
}

/** Like watchDevice, but for any GPU device. */
export function watchGpu(device: GPUDevice, onTrouble: OnDeviceError): void {
  if (watched.has(device)) return
  watched.add(device)
  device.lost.then(
    ({ message: why }) => onTrouble(message('device-lost', { why }) as Message),
    () => undefined,
  )
  // If a tensor is too large for the device, all its values silently become zero; this event is the only indication of
  // the error.
  device.addEventListener('uncapturederror', (event) => {
    onTrouble(message('gpu-refused', { why: event.error.message }) as Message)
  })
}

/**
 * Reports the loss of a WebGL context: afterwards, reads never return and weights read as zeros, so this event is the
 * only indication.
 */
function watchGl(canvas: EventTarget, onTrouble: OnDeviceError): void {
  if (watched.has(canvas)) return
  watched.add(canvas)
  canvas.addEventListener('webglcontextlost', () => {
    // not text: for bug reports
    onTrouble(message('device-lost', { why: 'the WebGL context was lost' }) as Message)
  })
}
