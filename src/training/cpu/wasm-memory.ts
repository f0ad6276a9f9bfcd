/**
 * @file Heap: the WebAssembly memory of one program, allocated at exactly the size the program needs. It grows only
 * when new recordings are made.
 */
import { refuse } from '../../messages/message'
import type { BufferSpec } from '../program/ops'
import type { Kernels } from './kernels'
import { TILE_AT, TILE_BYTES } from './kernel-args/products'

const PAGE = 65_536
/** The alignment of buffers in bytes: one cache line. */
const LINE = 64
/** Maximum size in bytes; every browser allocates this much if the machine has enough memory. */
const MOST = 2 ** 31

export interface Heap {
  /** The address of each buffer. */
  readonly buffers: readonly number[]
  /** The address of the next allocation. */
  top(): number
  /** Allocates this many bytes and returns their address. Throws a Refusal if the browser cannot allocate them. */
  allocate(bytes: number): number
  /** A view of the entire memory. An allocation can invalidate the view, so get a new one after each allocation. */
  bytes(): Uint8Array<ArrayBuffer>
  readonly run: Kernels['run']
  /** How many times the memory has been allocated or grown. */
  growths(): number
  close(): void
}

/** Creates the memory and its zero-filled buffers. Rejects with a Refusal if the browser cannot allocate it. */
export async function openHeap(module: WebAssembly.Module, specs: readonly BufferSpec[]): Promise<Heap> {
  // Address 0 means "absent", so the first cache line stays unused; the tile that all products share comes after it.
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
      // Drops the only reference, so that the garbage collector can free the memory.
      live = undefined
    },
  }
}

function rounded(bytes: number): number {
  return Math.ceil(bytes / LINE) * LINE
}

/**
 * Returns the result of `make`. If it fails, throws a Refusal instead of the RangeError, because each browser words
 * that error differently.
 */
function orRefusal<T>(bytes: number, make: () => T): T {
  try {
    if (bytes <= MOST) return make()
  } catch {}
  return refuse('memory-not-granted', { megabytes: Math.ceil(bytes / 2 ** 20) })
}
