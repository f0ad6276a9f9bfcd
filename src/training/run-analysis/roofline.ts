/**
 * @file Roofline: measures the peak compute and memory bandwidth of a machine in about a second, and derives the
 * minimum time of a step from them.
 */
import type { Machine } from '../program/machine'
import type { Tagged } from '../program/ops'
import type { OpTime } from '../train-step'

export interface DevicePeak {
  /** Peak compute in GFLOPS, measured with a square matrix product. */
  readonly gflops: number
  /** Peak memory bandwidth in GB/s, measured by adding long arrays. */
  readonly gigabytes: number
}

const SIDE = 256
const LONG = 1 << 20
const TIMES = 5

/** Measures the peak performance of a machine with a matrix product and a sum of long arrays. */
export async function measurePeak(machine: Machine): Promise<DevicePeak> {
  const at = (buffer: number) => ({ buffer, offset: 0 })
  const square = (buffer: number) => ({ ...at(buffer), stride: SIDE })
  const memory = await machine.open(
    [SIDE * SIDE, SIDE * SIDE, SIDE * SIDE, LONG, LONG, LONG].map((words, i) => ({
      name: `roof ${i}`,
      role: 'work',
      words,
    })),
  )
  try {
    const ops: readonly Tagged[] = [
      { op: { op: 'product', a: square(0), b: square(1), out: square(2), m: SIDE, k: SIDE, n: SIDE }, ...UNTAGGED },
      { op: { op: 'combine', how: 'add', a: at(3), b: at(4), out: at(5), size: LONG }, ...UNTAGGED },
    ]
    const recording = await memory.record(ops)
    // Uses the fastest of a few runs, because other work on the machine can slow down some runs and we want the peak.
    const times: Float64Array[] = []
    for (let i = 0; i < TIMES; i++) times.push(await memory.time(recording))
    const [product, sum] = ops.map((_, op) => Math.min(...times.map((all) => all[op] as number)))
    return {
      gflops: (2 * SIDE ** 3) / (product as number) / 1e6,
      gigabytes: (3 * 4 * LONG) / (sum as number) / 1e6,
    }
  } finally {
    memory.close()
  }
}

/**
 * Returns the minimum time of these ops in milliseconds: each op takes at least the time for its arithmetic or for its
 * memory traffic, whichever is longer.
 */
export function minimumMs(times: readonly OpTime[], { gflops, gigabytes }: DevicePeak): number {
  return times.reduce((sum, { flops, bytes }) => sum + Math.max(flops / (gflops * 1e6), bytes / (gigabytes * 1e6)), 0)
}

const UNTAGGED = { layer: '', phase: 'forward' } as const
