/** @file Display names of the backends. */
import type { Backend } from '../../protocol/backend'

export const BACKEND_NAMES: Readonly<Record<Backend, string>> = {
  webgpu: 'WebGPU',
  wasm: 'WASM',
  webgl: 'WebGL',
  cpu: 'CPU',
}
