/** @file Backends that can train a run, and why one was chosen. */

export const BACKENDS = ['webgpu', 'wasm', 'webgl', 'cpu'] as const
export type Backend = (typeof BACKENDS)[number]
export type BackendChoice = Backend | 'auto'

/** A backend and whether this machine has it. */
export interface BackendOffer {
  readonly backend: Backend
  readonly available: boolean
  /** A GPU adapter emulated on the CPU. It works but is slow, so it is never chosen automatically. */
  readonly software: boolean
  /** The name of the adapter or a description of the backend; if unavailable, the reason as a sentence. */
  readonly detail: string
}

export interface BackendChosen {
  readonly backend: Backend
  readonly adapter?: string
  /** The reason for this choice, as text. */
  readonly reason: string
}
