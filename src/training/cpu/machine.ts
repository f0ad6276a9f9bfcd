/**
 * @file The CPU machine: runs ops as WebAssembly SIMD kernels with reproducible results. Each machine has its own
 * memory, which is freed when it is closed.
 */

import { MAX_ROW_BYTES } from '../../data/engine-limits'
import kernelsUrl from '../../kernels/build/kernels.wasm?url'
import { enginesText } from '../../messages/en/engines'
import { refuse } from '../../messages/message'
import type { Machine, Memory, Recording } from '../program/machine'
import type { BufferSpec, Op, View } from '../program/ops'
import { convolutions } from './encode/convolutions'
import { elementwise } from './encode/elementwise'
import { lossesAndUpdates } from './encode/losses-and-updates'
import { products } from './encode/products'
import { type Encoded, type Encoders, encodeWith, type MemoryLayout } from './encoder'
import { TILE_AT, TILE_BYTES } from './records/codes'

/** Opens the machine. Rejects if the browser lacks WebAssembly or WebAssembly SIMD. */
export async function openCpu(): Promise<Machine> {
  const module = await loadKernels()
  return {
    name: 'exact CPU',
    device: 'WebAssembly SIMD',
    isSynchronous: true,
    mostBytes: MAX_ROW_BYTES,
    open: (buffers) => openMemory(module, buffers),
  }
}

interface CpuRecording extends Recording {
  /** Address where the records of each op begin; the last entry marks the end of the records. */
  readonly starts: readonly number[]
}

async function openMemory(module: WebAssembly.Module, specs: readonly BufferSpec[]): Promise<Memory> {
  const heap = await openHeap(module, specs)
  const buffers = heap.buffers
  const addressOf = (view: View) => (buffers[view.buffer] as number) + view.offset * 4
  const placeOf = (role: BufferSpec['role']) => buffers[specs.findIndex((spec) => spec.role === role)] ?? 0
  const fixed = {
    buffers,
    words: specs.map(({ words }) => words),
    constants: placeOf('constants'),
    state: placeOf('state'),
  }
  /** Scratch space shared by all ops of all recordings, because its contents are no longer needed when an op ends. */
  let scratch = { address: 0, bytes: 0 }
  const counters = { calls: 0, submissions: 0, reads: 0 }

  return {
    bytes: specs.reduce((sum, { words }) => sum + words * 4, 0),
    write(at, values) {
      heap.bytes().set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), addressOf(at))
    },
    async read(at, words) {
      counters.reads++
      const address = addressOf(at)
      return new Float32Array(heap.bytes().slice(address, address + words * 4).buffer)
    },
    async record(tagged): Promise<CpuRecording> {
      const ops = tagged.map(({ op }) => op)
      const encoded = () => encode(ops, { ...fixed, scratch: scratch.address, top: heap.top() })
      let { words, starts, scratch: wanted, calls } = encoded()
      if (wanted > scratch.bytes) {
        scratch = { address: heap.allocate(wanted), bytes: wanted }
        ;({ words, starts, calls } = encoded())
      }
      const address = heap.allocate(words.byteLength)
      heap.bytes().set(new Uint8Array(words.buffer), address)
      return { ops: tagged, calls, starts: starts.map((start) => address + start) }
    },
    run(recording, times) {
      const { starts, calls } = recording as CpuRecording
      heap.run(starts[0] as number, starts[starts.length - 1] as number, times)
      counters.calls += calls * times
      counters.submissions++
    },
    async settled() {},
    async time(recording) {
      const state = new Uint32Array(heap.bytes().buffer, fixed.state, 2)
      return timeOps((recording as CpuRecording).starts, heap.run, state)
    },
    counters: () => ({ ...counters, made: heap.growths() }),
    close: heap.close,
  }
}

const RUNS = 5
/** The shortest time we measure, because the resolution of browser clocks can be as coarse as 0.1 ms. */
const MIN_MS = 0.5

/**
 * Measures the time of each op. `starts` contains the address where the records of each op begin, followed by the end
 * address. Restores `state` after each run.
 */
function timeOps(
  starts: readonly number[],
  run: (list: number, end: number, times: number) => void,
  state: Uint32Array,
): Float64Array {
  const before = state.slice()
  return Float64Array.from({ length: starts.length - 1 }, (_, op) => {
    const once = () => {
      run(starts[op] as number, starts[op + 1] as number, 1)
      state.set(before)
    }
    const took = (times: number) => {
      const start = performance.now()
      for (let time = 0; time < times; time++) once()
      return performance.now() - start
    }
    let times = 1
    while (took(times) < MIN_MS) times *= 2
    const all = Array.from({ length: RUNS }, () => took(times) / times).sort((a, b) => a - b)
    return all[RUNS >> 1] as number
  })
}

const ENCODERS: Encoders = {
  ...products,
  ...convolutions,
  ...elementwise,
  ...lossesAndUpdates,
}

/** Encodes these ops as records, for the given memory layout. */
function encode(ops: readonly Op[], layout: MemoryLayout): Encoded {
  return encodeWith(ENCODERS, ops, layout)
}

const PAGE = 65_536
/** The alignment of buffers in bytes: one cache line. */
const LINE = 64
/** Maximum size in bytes; every browser allocates this much if the machine has enough memory. */
const MOST = 2 ** 31

interface Heap {
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
async function openHeap(module: WebAssembly.Module, specs: readonly BufferSpec[]): Promise<Heap> {
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

interface Kernels {
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
function loadKernels(): Promise<WebAssembly.Module> {
  loaded ??= read()
  return loaded
}

async function fromBuild(): Promise<WebAssembly.Module> {
  const response = await fetch(kernelsUrl)
  if (!response.ok) throw new Error(enginesText.kernelsNotLoaded({ status: response.status }))
  // Streaming compilation is not used, because it fails if the host serves the file with the wrong MIME type.
  return WebAssembly.compile(await response.arrayBuffer())
}
