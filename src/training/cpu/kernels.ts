/** @file loadKernels: downloads and compiles the kernels once. */
import { enginesText } from '../../messages/en/engines'
import kernelsUrl from '../../kernels/build/kernels.wasm?url'

export interface Kernels {
  /** Runs the records from address `list` to address `end`, `times` times. */
  run(list: number, end: number, times: number): void
}

let read = fromBuild
let loaded: Promise<WebAssembly.Module> | undefined

/**
 * Replaces the function that loads the kernels, for tests outside a browser. Call it before the kernels are first
 * loaded.
 */
export function readKernelsWith(reader: () => Promise<WebAssembly.Module>): void {
  read = reader
}

/** The compiled kernels. Rejects if they cannot be downloaded, or if this browser's WebAssembly lacks SIMD. */
export function loadKernels(): Promise<WebAssembly.Module> {
  loaded ??= read()
  return loaded
}

async function fromBuild(): Promise<WebAssembly.Module> {
  const response = await fetch(kernelsUrl)
  if (!response.ok) throw new Error(enginesText.kernelsNotLoaded({ status: response.status }))
  // Streaming compilation is not used, because it fails if the host serves the file with the wrong MIME type.
  return WebAssembly.compile(await response.arrayBuffer())
}
