/** @file roofline: what a machine can do at best, measured in about a second, and the least time a step could take on it. */
import type { Machine } from '../program/machine'
import type { Tagged } from '../program/ops'
import type { OpTime } from '../train-step'

export interface Roof {
  /** Billions of floating-point operations a second of a square product. */
  readonly gflops: number
  /** Billions of bytes a second of adding long arrays. */
  readonly gigabytes: number
}

const SIDE = 256
const LONG = 1 << 20
const TIMES = 5

/** Measures the machine by a product and a sum of long arrays. */
export async function measureRoof(machine: Machine): Promise<Roof> {
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
      { op: { op: 'product', a: square(0), b: square(1), out: square(2), m: SIDE, k: SIDE, n: SIDE }, ...NOBODY },
      { op: { op: 'combine', how: 'add', a: at(3), b: at(4), out: at(5), size: LONG }, ...NOBODY },
    ]
    const recording = await memory.record(ops)
    // The quickest of a few: at best is what is asked, and the machine does other things too.
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

/** Milliseconds that these ops take at least: each as long as its arithmetic or its traffic, whichever is longer. */
export function floorOf(times: readonly OpTime[], { gflops, gigabytes }: Roof): number {
  return times.reduce((sum, { flops, bytes }) => sum + Math.max(flops / (gflops * 1e6), bytes / (gigabytes * 1e6)), 0)
}

const NOBODY = { layer: '', phase: 'forward' } as const
