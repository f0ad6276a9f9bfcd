/** @file The exact CPU: a machine of WebAssembly SIMD kernels on a memory of its own, given back whole when closed. */
import type { Machine, Memory, Recording } from '../program/machine'
import type { BufferSpec, View } from '../program/ops'
import { encode } from './encode'
import { openHeap } from './heap'
import { loadKernels } from './kernels'
import { timesOf } from './times'

/** Bytes of rows that lie in the memory: a page has two or four gigabytes for all it does. */
const MOST_ROWS = 512 * 2 ** 20

/** Opens the machine. Rejects when WebAssembly or its SIMD is missing. */
export async function openCpu(): Promise<Machine> {
  const module = await loadKernels()
  return {
    name: 'exact CPU',
    device: 'WebAssembly SIMD',
    atOnce: true,
    mostBytes: MOST_ROWS,
    open: (buffers) => openMemory(module, buffers),
  }
}

interface CpuRecording extends Recording {
  /** Addresses: where each op's records begin, and the end of the last. */
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
  /** One for all ops of all recordings: none lasts longer than its op. */
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
        scratch = { address: heap.claim(wanted), bytes: wanted }
        ;({ words, starts, calls } = encoded())
      }
      const address = heap.claim(words.byteLength)
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
      return timesOf((recording as CpuRecording).starts, heap.run, state)
    },
    counters: () => ({ ...counters, made: heap.made() }),
    close: heap.close,
  }
}
