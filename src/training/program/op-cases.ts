/**
 * @file Op cases: test cases that run every op with random numbers, odd sizes and all options, and measure the largest
 * difference between a machine and the interpreter. Used by the tests of all machines, in Node and in browsers.
 */
import { rng } from '../../base/rng'
import { interpret } from './interpret'
import { openStore } from './interpret/store'
import type { Machine } from './machine'
import { convCases, depthwiseCases, poolCases } from './op-cases/convolutions-and-pools'
import { endCases, lossCases } from './op-cases/losses'
import { normCases } from './op-cases/norms'
import { activationCases, gatherCases, maskCases, mergeCases, moveCases, softmaxCases } from './op-cases/elementwise'
import { batchedCases, columnSumCases, productCases } from './op-cases/products'
import { type CaseBuffer, type OpCase, openFixture } from './op-cases/op-fixture'
import { cellCases, embeddingCases } from './op-cases/embeddings-and-recurrent-cells'
import { gradientCases, updateCases } from './op-cases/updates'

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
