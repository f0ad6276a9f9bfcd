/** @file loadKernels: downloads and compiles the kernels once. */
import { enginesText } from '../../messages/en/engines'
import kernelsUrl from '../../kernels/build/kernels.wasm?url'

export interface Kernels {
  /** Runs the records from the first address to the second, `times` times. */
  run(list: number, end: number, times: number): void
}

let read = fromBuild
let loaded: Promise<WebAssembly.Module> | undefined

/** Replaces how the kernels are read, for tests outside a browser. Call it before they are first loaded. */
export function readKernelsWith(reader: () => Promise<WebAssembly.Module>): void {
  read = reader
}

/** The module of the kernels. Rejects if it cannot be downloaded, or if WebAssembly has no SIMD here. */
export function loadKernels(): Promise<WebAssembly.Module> {
  loaded ??= read()
  return loaded
}

async function fromBuild(): Promise<WebAssembly.Module> {
  const response = await fetch(kernelsUrl)
  if (!response.ok) throw new Error(enginesText.kernelsNotLoaded({ status: response.status }))
  // Not streamed, because that fails on a host that serves the file with a wrong type.
  return WebAssembly.compile(await response.arrayBuffer())
}
