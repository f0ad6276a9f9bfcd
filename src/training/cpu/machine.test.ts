import { describe, expect, test } from 'vitest'
import '../testing/node-wasm'
import { hashArrays } from '../../base/hash'
import { rng } from '../../base/rng'
import type { Memory } from '../program/machine'
import { type BufferSpec, CONSTANT_WORDS, type ConvShape, metricWords, type Op, type View } from '../program/ops'
import { openCpu } from './machine'

const cpu = openCpu()
const at = (buffer: number, offset = 0): View => ({ buffer, offset })
const work = (...words: number[]): BufferSpec[] => words.map((n, i) => ({ name: `b${i}`, role: 'work', words: n }))
const normals = (seed: number, size: number) => {
  const random = rng(seed, { kind: 'generate' })
  return Float32Array.from({ length: size }, () => random.normal())
}
const tagged = (ops: readonly Op[]) => ops.map((op) => ({ op, layer: '', phase: 'forward' }) as const)

async function once(memory: Memory, ...ops: readonly Op[]) {
  memory.run(await memory.record(tagged(ops)), 1)
}

/**
 * Runs an op once on all rows and once on only a few of them, and returns the results of the rows that both runs
 * computed.
 */
async function both(width: number, results: number, weights: number, op: (rows: number) => Op) {
  const [many, few] = [33, 7]
  const outs = []
  for (const rows of [many, few]) {
    const memory = await (await cpu).open(work(many * width, weights, many * results))
    memory.write(at(0), normals(1, many * width))
    memory.write(at(1), normals(2, weights))
    await once(memory, op(rows))
    outs.push(await memory.read(at(2), few * results))
    memory.close()
  }
  return outs
}

describe('the result of a row does not depend on the other rows', () => {
  test.each([1, 8, 10, 37])('in a product of %i columns', async (n) => {
    const k = 600
    const [all, some] = await both(k, n, k * n, (m) => ({
      op: 'product',
      a: { ...at(0), stride: k },
      b: { ...at(1), stride: n },
      out: { ...at(2), stride: n },
      m,
      k,
      n,
      activation: { name: 'sigmoid' },
    }))
    expect(some).toEqual(all)
  })

  test('in a convolution', async () => {
    const shape = (batch: number): ConvShape => ({
      batch,
      inHeight: 11,
      inWidth: 11,
      inChannels: 3,
      outHeight: 11,
      outWidth: 11,
      outChannels: 6,
      kernelHeight: 3,
      kernelWidth: 3,
      strideHeight: 1,
      strideWidth: 1,
      padTop: 1,
      padLeft: 1,
      dilationHeight: 1,
      dilationWidth: 1,
    })
    const [all, some] = await both(363, 726, 162, (rows) => ({
      op: 'conv2d',
      x: at(0),
      w: at(1),
      out: at(2),
      shape: shape(rows),
    }))
    expect(some).toEqual(all)
  })
})

/** Buffers and ops, written by hand, for one Adam step of a network with layer sizes 20, 6, 9 and 3 on 10 rows. */
function smallNet() {
  const [inputs, hidden, outputs, rows, all] = [6, 9, 3, 10, 20]
  const [kernel2, words] = [(inputs + 1) * hidden, (inputs + 1) * hidden + (hidden + 1) * outputs]
  const specs: BufferSpec[] = [
    { name: 'weights', role: 'weights', words },
    { name: 'gradients', role: 'gradients', words },
    { name: 'slots', role: 'slots', words: 2 * words },
    { name: 'rows', role: 'data', words: all * inputs },
    { name: 'targets', role: 'data', words: all },
    { name: 'order', role: 'order', words: all },
    { name: 'constants', role: 'constants', words: 8 * CONSTANT_WORDS },
    { name: 'state', role: 'state', words: 2 },
    { name: 'figures', role: 'figures', words: 100 * metricWords(1) },
    ...work(rows * inputs, rows * hidden, rows * outputs, rows * outputs, rows * outputs, rows * hidden),
  ]
  const [W, G, S, x, h, z, p, dz, dh] = [0, 1, 2, 9, 10, 11, 12, 13, 14] as const
  const rowsOf = (buffer: number, stride: number, offset = 0) => ({ ...at(buffer, offset), stride })
  const tanh = { name: 'tanh' } as const
  const ops: Op[] = [
    { op: 'gatherRows', source: at(3), order: at(5), out: at(x), rows, width: inputs },
    {
      op: 'product',
      a: rowsOf(x, inputs),
      b: rowsOf(W, hidden),
      out: rowsOf(h, hidden),
      m: rows,
      k: inputs,
      n: hidden,
      bias: at(W, inputs * hidden),
      activation: tanh,
    },
    {
      op: 'product',
      a: rowsOf(h, hidden),
      b: rowsOf(W, outputs, kernel2),
      out: rowsOf(z, outputs),
      m: rows,
      k: hidden,
      n: outputs,
      bias: at(W, kernel2 + hidden * outputs),
    },
    {
      op: 'loss',
      loss: 'sparseCategoricalCrossentropy',
      config: {},
      fused: 'softmax',
      output: at(z),
      activated: at(p),
      targets: at(4),
      order: at(5),
      gradient: at(dz),
      classes: true,
      threshold: 0.5,
      form: 'oneHot',
      rows,
      width: outputs,
      weight: 1,
      head: 0,
      heads: 1,
      figures: at(8),
    },
    {
      op: 'product',
      a: rowsOf(h, hidden),
      b: rowsOf(dz, outputs),
      out: rowsOf(G, outputs, kernel2),
      m: hidden,
      k: rows,
      n: outputs,
      transposeA: true,
    },
    { op: 'columnSum', x: rowsOf(dz, outputs), out: at(G, kernel2 + hidden * outputs), m: rows, n: outputs },
    {
      op: 'product',
      a: rowsOf(dz, outputs),
      b: rowsOf(W, outputs, kernel2),
      out: rowsOf(dh, hidden),
      m: rows,
      k: outputs,
      n: hidden,
      transposeB: true,
      gate: { activation: tanh, result: at(h) },
    },
    {
      op: 'product',
      a: rowsOf(x, inputs),
      b: rowsOf(dh, hidden),
      out: rowsOf(G, hidden),
      m: inputs,
      k: rows,
      n: hidden,
      transposeA: true,
    },
    { op: 'columnSum', x: rowsOf(dh, hidden), out: at(G, inputs * hidden), m: rows, n: hidden },
    {
      op: 'update',
      rule: 'Adam',
      config: {},
      weights: at(W),
      gradients: at(G),
      slots: [at(S), at(S, words)],
      size: words,
    },
    { op: 'finish', weights: [1], figures: at(8) },
  ]
  return { specs, ops, words, rows, all, inputs }
}

/** Opens the small network with its data, the constants of 8 steps, and the recorded step. */
async function openSmallNet() {
  const net = smallNet()
  const memory = await (await cpu).open(net.specs)
  memory.write(at(0), normals(3, net.words))
  memory.write(at(3), normals(4, net.all * net.inputs))
  memory.write(
    at(4),
    Float32Array.from({ length: net.all }, (_, i) => i % 3),
  )
  memory.write(
    at(5),
    Uint32Array.from({ length: net.all }, (_, i) => (i * 7) % net.all),
  )
  const constants = new Float32Array(8 * CONSTANT_WORDS)
  for (let step = 0; step < 8; step++) {
    constants.set([0.01, 1, 1, 1, 1, 1], step * CONSTANT_WORDS + 2)
    new Uint32Array(constants.buffer).set([step, (step % 2) * net.rows], step * CONSTANT_WORDS)
  }
  memory.write(at(6), constants)
  return { memory, net, recording: await memory.record(tagged(net.ops)) }
}

/** Trains for this many rounds of 8 steps. */
async function train(rounds: number) {
  const { memory, net, recording } = await openSmallNet()
  for (let round = 0; round < rounds; round++) {
    memory.write(at(7), Uint32Array.of(0))
    memory.run(recording, 8)
  }
  const weights = await memory.read(at(0), net.words)
  const figures = await memory.read(at(8), 100 * metricWords(1))
  memory.close()
  return { weights, figures }
}

describe('training', () => {
  test('learns, and gives the same numbers on every machine', async () => {
    const { weights, figures } = await train(10)
    expect(figures[79 * 4]).toBeLessThan(0.6 * (figures[0] as number))
    expect(hashArrays([weights])).toBe('dd960fdaca450b50869ddedda033a8082468bdeb5dd4ff4d481d8f0a5b5fe112')
  })

  test('is the same step by step as in one run of many steps', async () => {
    const { memory, net, recording } = await openSmallNet()
    for (let step = 0; step < 8; step++) memory.run(recording, 1)
    expect(await memory.read(at(0), net.words)).toEqual((await train(1)).weights)
  })

  test('allocates nothing while it runs', async () => {
    const { memory, net, recording } = await openSmallNet()
    const before = memory.counters()
    memory.run(recording, 8)
    const after = memory.counters()
    expect(after).toMatchObject({ made: before.made, reads: before.reads, submissions: before.submissions + 1 })
    expect(after.calls - before.calls).toBe(8 * net.ops.length)
  })

  test('can be timed op by op without changing its state', async () => {
    const { memory, net, recording } = await openSmallNet()
    memory.run(recording, 3)
    const times = await memory.time(recording)
    expect(times).toHaveLength(net.ops.length)
    expect(times.every((ms) => ms > 0)).toBe(true)
    const state = await memory.read(at(7), 2)
    expect([...new Uint32Array(state.buffer)]).toEqual([3, 3])
  })
})

describe('the memory', () => {
  test('reports its size, and refuses a size that is too large', async () => {
    const machine = await cpu
    expect((await machine.open(work(100, 7))).bytes).toBe(428)
    await expect(machine.open(work(2 ** 29, 2 ** 29))).rejects.toMatchObject({ code: 'memory-not-granted' })
  })

  test('stores bytes and words unchanged', async () => {
    const memory = await (await cpu).open(work(4))
    memory.write(at(0, 1), Uint8Array.of(1, 2, 3, 4))
    memory.write(at(0, 2), Uint32Array.of(0xffffffff))
    expect([...new Uint32Array((await memory.read(at(0), 4)).buffer)]).toEqual([0, 0x04030201, 0xffffffff, 0])
  })

  test('is freed when closed', async () => {
    const memory = await (await cpu).open(work(4))
    memory.close()
    expect(() => memory.write(at(0), Float32Array.of(1))).toThrow('closed')
  })

  test('refuses an unknown op by name', async () => {
    const memory = await (await cpu).open(work(4))
    const op: Op = { op: 'update', rule: 'Guess', config: {}, weights: at(0), gradients: at(0), slots: [], size: 4 }
    await expect(memory.record(tagged([op]))).rejects.toThrow('no optimizer is called Guess')
  })
})
