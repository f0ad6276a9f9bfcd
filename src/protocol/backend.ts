/** @file Backends: where a run's numbers are made, and why there. */

export const BACKENDS = ['webgpu', 'wasm', 'webgl', 'cpu'] as const
export type Backend = (typeof BACKENDS)[number]
export type BackendChoice = Backend | 'auto'

/** One backend as this machine offers it. */
export interface BackendOffer {
  readonly backend: Backend
  readonly available: boolean
  /** A GPU adapter that is emulated on the CPU: works, slowly; never chosen by itself. */
  readonly software: boolean
  /** The adapter's name or the reason it is missing, in words. */
  readonly detail: string
}

export interface BackendChosen {
  readonly backend: Backend
  readonly adapter?: string
  /** Why this one, in a sentence. */
  readonly reason: string
}
