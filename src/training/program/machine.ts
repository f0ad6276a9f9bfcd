/** @file Machine: what runs programs. The CPU's is WebAssembly of our own, the GPU's is WebGPU; both obey `interpret.ts`. */
import type { BufferSpec, Tagged, View } from './ops'

export interface Machine {
  readonly name: 'exact CPU' | 'recorded WebGPU'
  /** The device in words, for the record: 'WebAssembly SIMD', or the adapter. */
  readonly device: string
  /** Whether a run of steps is over when `run` returns. */
  readonly atOnce: boolean
  /** Bytes of rows that are held on the device at once, at most. */
  readonly mostBytes: number
  /** Makes the buffers, filled with zeros. Throws a Refusal when they do not fit. */
  open(buffers: readonly BufferSpec[]): Promise<Memory>
}

/** A list of ops made ready: nothing is compiled, allocated or looked up when it runs. */
export interface Recording {
  readonly ops: readonly Tagged[]
  /** Dispatches (GPU) or calls of kernels (CPU) of one run through. */
  readonly calls: number
}

export interface Memory {
  /** Words from here on; bytes are packed four a word, little-endian. Takes effect before anything that is run later. */
  write(at: View, values: Float32Array | Uint32Array | Uint8Array): void
  /** The words as they are after all that was run so far. Does not hold up what is run later. */
  read(at: View, words: number): Promise<Float32Array<ArrayBuffer>>
  /** Rejects when an op cannot be made ready; no machine leaves one out silently. */
  record(ops: readonly Tagged[]): Promise<Recording>
  /** Runs a recording `times` times over: on a GPU in one submission. Constants and state are in the buffers. */
  run(recording: Recording, times: number): void
  /** Resolves when all that was run is done. */
  settled(): Promise<void>
  /** Milliseconds of each op of a recording, the median of several runs. The buffers are used up: snapshot first. */
  time(recording: Recording): Promise<Float64Array>
  counters(): MachineCounters
  /** Bytes of all buffers. */
  readonly bytes: number
  close(): void
}

/** Since the memory was opened. */
export interface MachineCounters {
  readonly calls: number
  readonly submissions: number
  /** Buffers, bind groups or blocks of memory made. */
  readonly made: number
  readonly reads: number
}
