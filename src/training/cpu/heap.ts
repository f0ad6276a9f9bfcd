/** @file Heap: the WebAssembly memory of one program, of exactly the size it needs. Only recordings make it grow. */
import { refuse } from '../../messages/message'
import type { BufferSpec } from '../program/ops'
import type { Kernels } from './kernels'
import { TILE_AT, TILE_BYTES } from './records/products'

const PAGE = 65_536
/** The alignment of buffers: a cache line. */
const LINE = 64
/** The most bytes; every browser with enough memory grants them. */
const MOST = 2 ** 31

export interface Heap {
  /** The first byte of each buffer. */
  readonly buffers: readonly number[]
  /** The address of the next allocation. */
  top(): number
  /** Allocates bytes and returns their address. Throws a Refusal if the browser does not grant them. */
  allocate(bytes: number): number
  /** The whole memory; get it again after each allocation. */
  bytes(): Uint8Array<ArrayBuffer>
  readonly run: Kernels['run']
  /** How often memory was requested. */
  growths(): number
  close(): void
}

/** Creates the memory with its buffers, filled with zeros. Rejects with a Refusal if the browser does not grant it. */
export async function openHeap(module: WebAssembly.Module, specs: readonly BufferSpec[]): Promise<Heap> {
  // Address 0 means none, so the first cache line stays empty; then comes the tile that all products share.
  let top = rounded(TILE_AT + TILE_BYTES)
  const buffers = specs.map(({ words }) => {
    const address = top
    top += rounded(words * 4)
    return address
  })
  const memory = orRefusal(top, () => new WebAssembly.Memory({ initial: Math.ceil(top / PAGE) }))
  const instance = await WebAssembly.instantiate(module, { env: { memory } })
  let live: { readonly memory: WebAssembly.Memory; readonly kernels: Kernels } | undefined = {
    memory,
    kernels: instance.exports as unknown as Kernels,
  }
  let made = 1

  function open() {
    if (!live) throw new Error('the memory is closed')
    return live
  }

  return {
    buffers,
    top: () => top,
    allocate(bytes) {
      const address = top
      const next = top + rounded(bytes)
      const missing = Math.ceil((next - open().memory.buffer.byteLength) / PAGE)
      if (missing > 0) {
        orRefusal(next, () => open().memory.grow(missing))
        made++
      }
      top = next
      return address
    },
    bytes: () => new Uint8Array(open().memory.buffer as ArrayBuffer),
    run: (list, end, times) => open().kernels.run(list, end, times),
    growths: () => made,
    close() {
      // There is no other reference, so the garbage collector frees all of it.
      live = undefined
    },
  }
}

function rounded(bytes: number): number {
  return Math.ceil(bytes / LINE) * LINE
}

/** The result of `make`, or a Refusal: browsers throw a RangeError with different messages. */
function orRefusal<T>(bytes: number, make: () => T): T {
  try {
    if (bytes <= MOST) return make()
  } catch {}
  return refuse('memory-not-granted', { megabytes: Math.ceil(bytes / 2 ** 20) })
}
