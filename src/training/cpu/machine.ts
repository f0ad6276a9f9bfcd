/**
 * @file The CPU machine: runs ops as WebAssembly SIMD kernels with reproducible results. Each machine has its own
 * memory, which is freed when it is closed.
 */
import type { Machine, Memory, Recording } from '../program/machine'
import type { BufferSpec, View } from '../program/ops'
import { encode } from './encode'
import { openHeap } from './wasm-memory'
import { loadKernels } from './kernels'
import { timeOps } from './op-timing'

/**
 * Maximum number of bytes of dataset rows in memory, because a browser tab can use only two to four gigabytes in total.
 */
const MOST_ROWS = 512 * 2 ** 20

/** Opens the machine. Rejects if the browser lacks WebAssembly or WebAssembly SIMD. */
export async function openCpu(): Promise<Machine> {
  const module = await loadKernels()
  return {
    name: 'exact CPU',
    device: 'WebAssembly SIMD',
    isSynchronous: true,
    mostBytes: MOST_ROWS,
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
