/**
 * @file Op cases: test cases that run every op with random numbers, odd sizes and all options, and measure the largest
 * difference between a machine and the interpreter. Used by the tests of all machines, in Node and in browsers.
 */
import { rng } from '../../base/rng'
import * as images from './interpret/convolutions-and-pools'
import * as numbers from './interpret/elementwise'
import * as sequences from './interpret/embeddings-and-recurrent-cells'
import { addGradients, finish, loss, penalty, squares, update } from './interpret/losses-and-updates'
import * as norms from './interpret/norms'
import { columnSum, product } from './interpret/products'
import { openStore, type Store } from './interpret/store'
import type { Machine, Recording } from './machine'
import { convCases, depthwiseCases, poolCases } from './op-cases/convolutions-and-pools'
import { activationCases, gatherCases, maskCases, mergeCases, moveCases, softmaxCases } from './op-cases/elementwise'
import { cellCases, embeddingCases } from './op-cases/embeddings-and-recurrent-cells'
import { endCases, gradientCases, lossCases, updateCases } from './op-cases/losses-and-updates'
import { normCases } from './op-cases/norms'
import { type CaseBuffer, type OpCase, openFixture } from './op-cases/op-fixture'
import { batchedCases, columnSumCases, productCases } from './op-cases/products'
import type { Op, OpName, OpOf } from './ops'

export type { OpCase } from './op-cases/op-fixture'

const FAMILIES = [
  gatherCases,
  productCases,
  batchedCases,
  columnSumCases,
  activationCases,
  softmaxCases,
  mergeCases,
  maskCases,
  moveCases,
  convCases,
  depthwiseCases,
  poolCases,
  normCases,
  embeddingCases,
  cellCases,
  lossCases,
  endCases,
  updateCases,
  gradientCases,
]

/** Returns the test cases for this seed, which are the same on every machine. */
export function opCases(seed: number): readonly OpCase[] {
  const random = rng(seed, { kind: 'generate' })
  return FAMILIES.flatMap((family) => family(() => openFixture(random)))
}

export interface OpReport {
  readonly name: string
  /**
   * The largest difference in any buffer, relative to the buffer's largest number; infinite if integer words differ or
   * if a value is NaN.
   */
  readonly worst: number
  /** The error, if the machine rejected the case. */
  readonly refused?: string
}

/** Number of cases that run at the same time, because a GPU compiles several shaders in parallel. */
const TOGETHER = 4

/** Runs each case once on the machine and in the interpreter. */
export async function compareOps(machine: Machine, cases: readonly OpCase[]): Promise<OpReport[]> {
  const reports: OpReport[] = []
  for (let from = 0; from < cases.length; from += TOGETHER) {
    reports.push(...(await Promise.all(cases.slice(from, from + TOGETHER).map((one) => report(machine, one)))))
  }
  return reports
}

async function report(machine: Machine, one: OpCase): Promise<OpReport> {
  try {
    return { name: one.name, worst: await distance(machine, one) }
  } catch (error) {
    return { name: one.name, worst: Number.POSITIVE_INFINITY, refused: String(error) }
  }
}

async function distance(machine: Machine, { buffers, ops }: OpCase): Promise<number> {
  const specs = buffers.map(({ spec }) => spec)
  const store = openStore(specs)
  const memory = await machine.open(specs)
  try {
    buffers.forEach(({ contents }, buffer) => {
      store.floats[buffer]?.set(contents)
      memory.write({ buffer, offset: 0 }, contents)
    })
    const tagged = ops.map((op) => ({ op, layer: 'case', phase: 'forward' }) as const)
    memory.run(await memory.record(tagged), 1)
    interpret(ops, store)
    let worst = 0
    for (const [buffer, one] of buffers.entries()) {
      const got = await memory.read({ buffer, offset: 0 }, one.spec.words)
      worst = Math.max(worst, maxDifference(one, got, store.floats[buffer] as Float32Array<ArrayBuffer>))
    }
    return worst
  } finally {
    memory.close()
  }
}

function maxDifference(
  { whole }: CaseBuffer,
  got: Float32Array<ArrayBuffer>,
  expected: Float32Array<ArrayBuffer>,
): number {
  if (whole) {
    const words = new Uint32Array(expected.buffer)
    return new Uint32Array(got.buffer).every((word, i) => word === words[i]) ? 0 : Number.POSITIVE_INFINITY
  }
  let most = 0
  let largest = 0.05
  expected.forEach((value, i) => {
    const other = got[i] as number
    // Missing targets are NaN on both sides.
    if (Number.isNaN(value) && Number.isNaN(other)) return
    const difference = Math.abs(other - value)
    most = Number.isNaN(difference) ? Number.POSITIVE_INFINITY : Math.max(most, difference)
    largest = Math.max(largest, Math.abs(value))
  })
  return most / largest
}

const INTERPRETERS: { readonly [K in OpName]: (op: OpOf<K>, store: Store) => void } = {
  ...numbers,
  ...images,
  ...norms,
  ...sequences,
  product,
  columnSum,
  loss,
  penalty,
  finish,
  addGradients,
  squares,
  update,
}

/** The names of all ops. */
export const OP_NAMES = Object.keys(INTERPRETERS) as readonly OpName[]

/** Runs these ops once, in order. */
function interpret(ops: readonly Op[], store: Store): void {
  for (const op of ops) (INTERPRETERS[op.op] as (op: Op, store: Store) => void)(op, store)
}

/** A machine that uses `interpret`, for tests in plain Node. */
export function interpretMachine(): Machine {
  return {
    name: 'exact CPU',
    device: 'the interpreter',
    isSynchronous: true,
    mostBytes: Number.POSITIVE_INFINITY,
    async open(buffers) {
      const store = openStore(buffers)
      let calls = 0
      let submissions = 0
      let reads = 0
      const run = (recording: Recording, times: number) => {
        for (let i = 0; i < times; i++)
          interpret(
            recording.ops.map(({ op }) => op),
            store,
          )
        calls += recording.calls * times
        submissions++
      }
      return {
        bytes: 4 * buffers.reduce((sum, { words }) => sum + words, 0),
        write({ buffer, offset }, values) {
          const { buffer: memory } = store.floats[buffer] as Float32Array<ArrayBuffer>
          const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength)
          new Uint8Array(memory).set(bytes, offset * 4)
        },
        async read({ buffer, offset }, words) {
          reads++
          return (store.floats[buffer] as Float32Array<ArrayBuffer>).slice(offset, offset + words)
        },
        record: async (ops) => ({ ops, calls: ops.length }),
        run,
        settled: async () => undefined,
        time: async (recording) => new Float64Array(recording.ops.length),
        counters: () => ({ calls, submissions, made: buffers.length, reads }),
        close: () => undefined,
      }
    },
  }
}
