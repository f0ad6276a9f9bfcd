/**
 * @file Machine: runs programs. The CPU machine uses our own WebAssembly kernels, and the GPU machine uses WebGPU;
 * `interpret.ts` defines the results of both.
 */
import type { BufferSpec, Tagged, View } from './ops'

export interface Machine {
  readonly name: 'exact CPU' | 'recorded WebGPU'
  /** The device name that is stored with runs: 'WebAssembly SIMD', or the name of the GPU adapter. */
  readonly device: string
  /** Whether steps are done when `run` returns. */
  readonly isSynchronous: boolean
  /** Maximum number of bytes of dataset rows kept on the device at once. */
  readonly mostBytes: number
  /** Creates the buffers, filled with zeros. Throws a Refusal if they do not fit. */
  open(buffers: readonly BufferSpec[]): Promise<Memory>
}

/** A list of ops that is ready to run: nothing needs to be compiled, allocated or looked up later. */
export interface Recording {
  readonly ops: readonly Tagged[]
  /** Number of dispatches (GPU) or kernel calls (CPU) in one run. */
  readonly calls: number
}

export interface Memory {
  /**
   * Writes words, starting at this position; bytes are packed four per word, little-endian. The new values are visible
   * to everything that runs later.
   */
  write(at: View, values: Float32Array | Uint32Array | Uint8Array): void
  /** Reads words after everything that was run so far has finished. Does not block later work. */
  read(at: View, words: number): Promise<Float32Array<ArrayBuffer>>
  /** Prepares a list of ops for execution. Rejects if an op cannot be prepared; never skips an op silently. */
  record(ops: readonly Tagged[]): Promise<Recording>
  /** Runs a recording `times` times; on a GPU, in a single submission. Constants and state are read from buffers. */
  run(recording: Recording, times: number): void
  /** Resolves when all work started so far is done. */
  settled(): Promise<void>
  /**
   * Measures the time of each op in a recording in milliseconds, as the median of several runs. Overwrites the buffers,
   * so save a snapshot first.
   */
  time(recording: Recording): Promise<Float64Array>
  counters(): MachineCounters
  /** Total bytes of all buffers. */
  readonly bytes: number
  close(): void
}

/** Counters since the memory was opened. */
export interface MachineCounters {
  readonly calls: number
  readonly submissions: number
  /** Number of buffers, bind groups or memory blocks that were created. */
  readonly made: number
  readonly reads: number
}
