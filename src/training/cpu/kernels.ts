/** @file loadKernels: the compiled kernels, fetched and compiled once. */
import kernelsUrl from '../../kernels/build/kernels.wasm?url'

export interface Kernels {
  /** Runs the records from the first address to the second, so many times over. */
  run(list: number, end: number, times: number): void
}

let read = fromBuild
let loaded: Promise<WebAssembly.Module> | undefined

/** Reads the kernels by other means than the build's own URL, for tests outside a browser. To be called before they are first loaded. */
export function readKernelsBy(reader: () => Promise<WebAssembly.Module>): void {
  read = reader
}

/** The kernels' module. Rejects when it cannot be fetched, or WebAssembly has no SIMD here. */
export function loadKernels(): Promise<WebAssembly.Module> {
  loaded ??= read()
  return loaded
}

async function fromBuild(): Promise<WebAssembly.Module> {
  const answer = await fetch(kernelsUrl)
  if (!answer.ok) throw new Error(`the kernels did not come: ${answer.status}`)
  // Not streamed: a host that names the file's type wrongly would be refused.
  return WebAssembly.compile(await answer.arrayBuffer())
}
