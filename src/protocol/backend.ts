/** @file Backends that can run training, their names, and the reason for choosing one of them. */

export const BACKENDS = ['webgpu', 'wasm', 'webgl', 'cpu'] as const
export type Backend = (typeof BACKENDS)[number]
export type BackendChoice = Backend | 'auto'

/** A backend, and whether it is available on this machine. */
export interface BackendOffer {
  readonly backend: Backend
  readonly available: boolean
  /**
   * Whether the GPU adapter is emulated on the CPU. Such an adapter works but is slow, so it is never chosen
   * automatically.
   */
  readonly software: boolean
  /**
   * The name of the adapter, or a description of the backend; if the backend is unavailable, the reason as a sentence.
   */
  readonly detail: string
}

export interface BackendChosen {
  readonly backend: Backend
  readonly adapter?: string
  /** The reason for choosing this backend, as text. */
  readonly reason: string
}

/** Display names of the backends. */
export const BACKEND_NAMES: Readonly<Record<Backend, string>> = {
  webgpu: 'WebGPU',
  wasm: 'WASM',
  webgl: 'WebGL',
  cpu: 'CPU',
}
