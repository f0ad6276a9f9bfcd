/** @file Backends: what a run can be computed on, and why one was chosen. */

export const BACKENDS = ['webgpu', 'wasm', 'webgl', 'cpu'] as const
export type Backend = (typeof BACKENDS)[number]
export type BackendChoice = Backend | 'auto'

/** One backend as this machine offers it. */
export interface BackendOffer {
  readonly backend: Backend
  readonly available: boolean
  /** A GPU adapter that is emulated on the CPU: works, slowly; never chosen automatically. */
  readonly software: boolean
  /** The adapter's name or what the backend is here; of a missing one, the reason as a sentence. */
  readonly detail: string
}

export interface BackendChosen {
  readonly backend: Backend
  readonly adapter?: string
  /** Why this one, as text. */
  readonly reason: string
}
