import { expect, test } from 'vitest'
import type { KerasModel } from '../../catalog/keras-json'
import type { Dataset } from '../../data/dataset'
import { opCases } from '../program/op-cases'
import type { BufferSpec, Op } from '../program/ops'
import { toProgram } from '../program/to-program'
import { chain, dense, pointsJob } from '../testing/small-networks'
import { bindKernel, kernelsForOp, layoutBuffers } from './dispatches'
import type { KernelContext } from './kernel'

/** The number of storage buffers per shader that every WebGPU device guarantees. */
const STORAGE_BUFFERS = 8
const WORKGROUP_BYTES = 16_384
const INVOCATIONS = 256

function bound(ops: readonly Op[], buffers: readonly BufferSpec[], emulated: boolean) {
  const { locate, sizes } = layoutBuffers(buffers)
  const of = (role: BufferSpec['role']) => ({ buffer: buffers.findIndex((spec) => spec.role === role), offset: 0 })
  const context: KernelContext = {
    constants: of('constants'),
    state: of('state'),
    metricWords: 64,
    invocations: INVOCATIONS,
    emulated,
    scratch: () => ({ buffer: -1, offset: 0 }),
    choose: (_, among) => among[0] as string,
  }
  const found = (buffer: number) => (buffer < 0 ? { buffer: sizes.length, offset: 0 } : locate(buffer))
  return ops.flatMap((op) =>
    kernelsForOp(op, context).map((kernel) => ({
      op: op.op,
      workgroup: kernel.workgroup ?? 64,
      ...bindKernel(kernel, found),
    })),
  )
}

/** Size in bytes of the arrays that a shader declares in workgroup memory. */
function workgroupBytes(source: string): number {
  const arrays = source.matchAll(/var<workgroup> \w+: array<\w+, (\d+)>/g)
  return [...arrays].reduce((sum, [, words]) => sum + 4 * Number(words), 0)
}

test.each(['a real', 'the emulated'])('on %s device every op stays within the minimum limits', (device) => {
  for (const { name, buffers, ops } of opCases(3)) {
    const specs = buffers.map(({ spec }) => spec)
    for (const kernel of bound(ops, specs, device === 'the emulated')) {
      expect(kernel.bound.length, `${name}: storage buffers`).toBeLessThanOrEqual(STORAGE_BUFFERS)
      expect(kernel.workgroup, `${name}: threads`).toBeLessThanOrEqual(INVOCATIONS)
      expect(workgroupBytes(kernel.source), `${name}: workgroup memory`).toBeLessThanOrEqual(WORKGROUP_BYTES)
      expect(Math.max(...kernel.grid), `${name}: workgroups`).toBeLessThanOrEqual(65_535)
    }
  }
})

const IMAGE = [28, 28, 1] as const

function dispatches(model: KerasModel, emulated: boolean): number {
  const [height, width, channels] = IMAGE
  const labels = Array.from({ length: 10 }, (_, i) => `${i}`)
  const rows = 128
  const dataset: Dataset = {
    schema: {
      id: 'digits',
      title: 'Digits',
      kind: 'images',
      columns: [
        { name: 'image', type: 'image', height, width, channels },
        { name: 'digit', type: 'category', values: labels },
      ],
      rows,
      testRows: 0,
      target: 'digit',
      ignore: [],
    },
    columns: [
      { type: 'image', pixels: new Uint8Array(rows * height * width * channels) },
      { type: 'category', codes: new Int16Array(rows) },
    ],
  }
  const job = pointsJob(model, rows, {
    pipeline: {
      inputs: [{ label: 'Image', kind: 'image', column: 'image', shape: [...IMAGE], scale: 1 / 255 }],
      outputs: [{ label: 'Digit', kind: 'classes', column: 'digit', labels }],
    },
  })
  const program = toProgram(job, dataset, { mostRows: 128, constantSteps: 8, metricSteps: 8 })
  const { ops } = program.list('train', 128)
  return bound(
    ops.map(({ op }) => op),
    program.buffers,
    emulated,
  ).length
}

test.each([false, true])('a step takes few dispatches (emulated: %s)', (emulated) => {
  const conv = { kernel_size: [3, 3], strides: [1, 1], padding: 'valid', activation: 'relu', use_bias: true }
  const pool = { pool_size: [2, 2], strides: [2, 2], padding: 'valid' }
  const perceptron = chain(IMAGE, [['Flatten', {}], dense(128, 'relu'), dense(10, 'softmax')])
  const cnn = chain(IMAGE, [
    ['Conv2D', { filters: 8, ...conv }],
    ['MaxPooling2D', pool],
    ['Conv2D', { filters: 16, ...conv }],
    ['MaxPooling2D', pool],
    ['Flatten', {}],
    dense(10, 'softmax'),
  ])
  expect(dispatches(perceptron, emulated)).toBeLessThanOrEqual(12)
  expect(dispatches(cnn, emulated)).toBeLessThanOrEqual(24)
})
