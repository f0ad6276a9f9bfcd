/** @file Heap: the memory that one program's kernels work on, of its exact size; it grows by recordings alone. */
import { refuse } from '../../messages/message'
import type { BufferSpec } from '../program/ops'
import type { Kernels } from './kernels'
import { TILE_AT, TILE_BYTES } from './records/products'

const PAGE = 65_536
/** What buffers begin at multiples of: a line of the cache. */
const LINE = 64
/** Bytes that every browser with enough memory grants. */
const MOST = 2 ** 31

export interface Heap {
  /** The first byte of each buffer. */
  readonly buffers: readonly number[]
  /** Where the next claim will begin. */
  top(): number
  /** The address of so many bytes more. Throws a Refusal where the browser does not grant them. */
  claim(bytes: number): number
  /** All of it; to be taken anew after each claim. */
  bytes(): Uint8Array<ArrayBuffer>
  readonly run: Kernels['run']
  /** Times that memory was asked for. */
  made(): number
  close(): void
}

/** Makes the memory with its buffers, all zeros. Rejects with a Refusal where the browser does not grant it. */
export async function openHeap(module: WebAssembly.Module, specs: readonly BufferSpec[]): Promise<Heap> {
  // Address 0 is none, so the first line stays empty; then comes what all products share.
  let top = rounded(TILE_AT + TILE_BYTES)
  const buffers = specs.map(({ words }) => {
    const address = top
    top += rounded(words * 4)
    return address
  })
  const memory = granted(top, () => new WebAssembly.Memory({ initial: Math.ceil(top / PAGE) }))
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
    claim(bytes) {
      const address = top
      const next = top + rounded(bytes)
      const missing = Math.ceil((next - open().memory.buffer.byteLength) / PAGE)
      if (missing > 0) {
        granted(next, () => open().memory.grow(missing))
        made++
      }
      top = next
      return address
    },
    bytes: () => new Uint8Array(open().memory.buffer as ArrayBuffer),
    run: (list, end, times) => open().kernels.run(list, end, times),
    made: () => made,
    close() {
      // Nothing else holds it: the collector gives it back whole.
      live = undefined
    },
  }
}

function rounded(bytes: number): number {
  return Math.ceil(bytes / LINE) * LINE
}

/** What `make` gives, or a Refusal: browsers throw a RangeError, each with words of its own. */
function granted<T>(bytes: number, make: () => T): T {
  try {
    if (bytes <= MOST) return make()
  } catch {}
  return refuse('memory-not-granted', { megabytes: Math.ceil(bytes / 2 ** 20) })
}
