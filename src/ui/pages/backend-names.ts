/** @file The backends as people read them. */
import type { Backend } from '../../protocol/backend'

export const BACKEND_NAMES: Readonly<Record<Backend, string>> = {
  webgpu: 'WebGPU',
  wasm: 'WASM',
  webgl: 'WebGL',
  cpu: 'CPU',
}
