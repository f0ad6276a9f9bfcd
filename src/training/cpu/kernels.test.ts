import { beforeAll, expect, test } from 'vitest'
import { fillMask } from '../../base/rng'
import type { Machine } from '../program/machine'
import type { BufferSpec, Op, Role } from '../program/ops'
import '../testing/node-wasm'
import { openCpu } from './machine'

let machine: Machine
beforeAll(async () => {
  machine = await openCpu()
})

const STEP = 41

/** Runs one op on buffers with these contents and returns the contents of the last buffer. */
async function run(op: Op, contents: readonly Float32Array[]): Promise<Float32Array> {
  const spec = (name: string, role: Role, words: number): BufferSpec => ({ name, role, words })
  const memory = await machine.open([
    ...contents.map((numbers, i) => spec(`work${i}`, 'work', numbers.length)),
    spec('constants', 'constants', 8),
    spec('state', 'state', 2),
  ])
  contents.forEach((numbers, buffer) => {
    memory.write({ buffer, offset: 0 }, numbers)
  })
  memory.write({ buffer: contents.length, offset: 0 }, Uint32Array.of(STEP))
  memory.run(await memory.record([{ op, layer: 'one', phase: 'forward' }]), 1)
  const last = contents.length - 1
  const result = await memory.read({ buffer: last, offset: 0 }, contents[last]?.length ?? 0)
  memory.close()
  return result
}

const view = (buffer: number, offset = 0) => ({ buffer, offset })
/** Distinct numbers of both signs. */
const numbers = (size: number) => Float32Array.from({ length: size }, (_, i) => ((i * 7919) % 10007) / 2500 - 2)

test.each([1, 3, 4, 15, 16, 17, 1001])('a mask of %i numbers equals that of base/rng bit for bit', async (size) => {
  for (const rate of [0, 0.3, 0.5, 0.999_999]) {
    const ones = new Float32Array(size).fill(1)
    const op = { op: 'dropout', x: view(0), out: view(1), size, rate, seed: -5, place: 3 } as const
    const got = await run(op, [ones, new Float32Array(size)])
    expect(got).toEqual(fillMask(new Float32Array(size), rate, -5, 3, STEP))
  }
})

test('at rate 1 everything is dropped', async () => {
  const op = { op: 'dropout', x: view(0), out: view(1), size: 5, rate: 1, seed: 1, place: 0 } as const
  expect([...(await run(op, [numbers(5), numbers(5)]))].every((value) => value === 0)).toBe(true)
})

/**
 * For each op that works row by row: a function that creates the op for a given number of rows and row width. The op's
 * first buffer is the input, and its last buffer is the output.
 */
const ROW_BY_ROW: Readonly<Record<string, (rows: number, width: number) => Op>> = {
  softmax: (rows, width) => ({ op: 'softmax', x: view(0), out: view(1), rows, width }),
  'log of softmax': (rows, width) => ({ op: 'softmax', x: view(0), out: view(1), rows, width, log: true }),
  softmaxGrad: (rows, width) => ({ op: 'softmaxGrad', dy: view(0), y: view(0), out: view(1), rows, width }),
  mish: (rows, width) => ({
    op: 'activate',
    x: view(0),
    out: view(1),
    size: rows * width,
    activation: { name: 'mish' },
  }),
  averagePool: (batch, channels) => ({
    op: 'averagePool',
    x: view(0),
    out: view(1),
    shape: {
      batch,
      inHeight: 1,
      inWidth: 1,
      inChannels: channels,
      outHeight: 1,
      outWidth: 1,
      outChannels: channels,
      kernelHeight: 1,
      kernelWidth: 1,
      strideHeight: 1,
      strideWidth: 1,
      padTop: 0,
      padLeft: 0,
      dilationHeight: 1,
      dilationWidth: 1,
    },
  }),
}

test.each(Object.entries(ROW_BY_ROW))('%s: the bits of a row do not depend on the rows after it', async (_, op) => {
  for (const width of [1, 3, 4, 10, 33]) {
    const x = numbers(33 * width)
    const many = await run(op(33, width), [x, new Float32Array(x.length)])
    const few = await run(op(7, width), [x.subarray(0, 7 * width), new Float32Array(7 * width)])
    expect(few).toEqual(many.subarray(0, 7 * width))
  }
})

test('the bits of a sum of squares do not depend on where its segment starts', async () => {
  const size = 1500
  const x = numbers(size + 3)
  const at = (offset: number): Op => ({
    op: 'squares',
    gradients: view(0, offset),
    segments: [{ offset: 0, size }],
    out: view(1),
    total: false,
  })
  const [first, second] = [await run(at(0), [x, new Float32Array(1)]), await run(at(3), [x, new Float32Array(1)])]
  const moved = await run(at(0), [x.subarray(3), new Float32Array(1)])
  expect(second).toEqual(moved)
  expect(second).not.toEqual(first)
})
