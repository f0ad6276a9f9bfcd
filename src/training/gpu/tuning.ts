/**
 * @file Tuning: which variant of a product is fastest on this device, measured once a shape and remembered. All variants add in the
 * same order, so a choice moves time, not results.
 */
import type { OpOf, Tagged } from '../program/ops'
import { bindKernel } from './bindings'
import type { Choices } from './choices'
import type { Gpu } from './device'
import { layOut } from './layout'
import { pipelinesOf } from './pipelines'
import { productKernel, productShape, productVariants } from './shaders/product'

export interface Tuner {
  /** Measures what of these ops was never measured on this device. */
  prepare(ops: readonly Tagged[]): Promise<void>
  choose(shape: string, among: readonly string[]): string
}

/** Products of fewer multiplications take no time worth measuring for. */
const SMALL = 1 << 20
/** Milliseconds spent on measuring at one recording, at most; the rest gets the first variant. */
const PATIENCE_MS = 600

/** Measures on this device and remembers in `choices`. */
export function makeTuner(gpu: Gpu, choices: Choices): Tuner {
  return {
    async prepare(ops) {
      // The emulated device chooses by rule.
      if (gpu.emulated) return
      const begin = performance.now()
      const wanted = new Map<string, OpOf<'product'>>()
      for (const { op } of ops) {
        if (op.op === 'product' && costOf(op) >= SMALL) wanted.set(productShape(op), op)
      }
      // The costly ones first: the patience may not last for all.
      const unknown = [...wanted]
        .filter(([shape]) => choices.get(gpu.name, shape) === undefined)
        .sort((a, b) => costOf(b[1]) - costOf(a[1]))
      for (const [shape, op] of unknown) {
        if (performance.now() - begin > PATIENCE_MS) return
        choices.set(gpu.name, shape, await fastest(gpu, op))
      }
    },
    choose(shape, among) {
      const chosen = choices.get(gpu.name, shape)
      return chosen !== undefined && among.includes(chosen) ? chosen : (among[0] as string)
    },
  }
}

function costOf({ m, k, n, batches }: OpOf<'product'>): number {
  return m * k * n * (batches ? batches.outer * batches.inner : 1)
}

/** The variant that took least time on buffers of zeros, the best of three turns each. */
async function fastest({ device }: Gpu, op: OpOf<'product'>): Promise<string> {
  const invocations = device.limits.maxComputeInvocationsPerWorkgroup
  const variants = productVariants(op, { emulated: false, invocations })
  if (variants.length === 1) return variants[0] as string
  const { apart, words } = aside(op)
  const { sizes, locate } = layOut(words.map((count, i) => ({ name: `${i}`, role: 'work', words: count })))
  const buffers = sizes.map((size) => device.createBuffer({ size, usage: GPUBufferUsage.STORAGE }))
  const pipelines = pipelinesOf(device)
  try {
    const ready = await Promise.all(
      variants.map(async (variant) => {
        const kernel = bindKernel(productKernel(apart, variant), locate)
        const entries = kernel.bound.map(({ buffer }, binding) => ({
          binding,
          resource: { buffer: buffers[buffer] as GPUBuffer },
        }))
        const pipeline = await pipelines.get(kernel)
        const group = device.createBindGroup({ layout: pipelines.layout(kernel), entries })
        return { variant, run: (times: number) => submit(device, pipeline, group, kernel.grid, times) }
      }),
    )
    let best = { variant: variants[0] as string, ms: Number.POSITIVE_INFINITY }
    for (const { variant, run } of ready) {
      const first = await run(1)
      // Far behind at the first turn: not worth two more.
      if (first > 3 * best.ms) continue
      const times = Math.max(1, Math.min(20, Math.round(2 / first)))
      const ms = Math.min(await run(times), await run(times)) / times
      if (ms < best.ms) best = { variant, ms }
    }
    return best.variant
  } finally {
    for (const buffer of buffers) buffer.destroy()
  }
}

/** The same product with each operand in a buffer of its own, and the words of those. */
function aside(op: OpOf<'product'>): { apart: OpOf<'product'>; words: number[] } {
  const words: number[] = []
  const place = (count: number) => {
    words.push(count)
    return { buffer: words.length - 1, offset: 0 }
  }
  const { batches, m, k, n } = op
  const reach = (step: readonly [number, number] | undefined) =>
    batches && step ? (batches.outer - 1) * step[0] + (batches.inner - 1) * step[1] : 0
  const matrix = (rows: number, columns: number, stride: number, step: readonly [number, number] | undefined) => ({
    ...place((rows - 1) * stride + columns + reach(step)),
    stride,
  })
  const a = op.transposeA ? matrix(k, m, op.a.stride, batches?.a) : matrix(m, k, op.a.stride, batches?.a)
  const b = op.transposeB ? matrix(n, k, op.b.stride, batches?.b) : matrix(k, n, op.b.stride, batches?.b)
  const out = matrix(m, n, op.out.stride, batches?.out)
  const apart = { ...op, a, b, out }
  if (op.bias) apart.bias = place(n)
  if (op.gate) apart.gate = { ...op.gate, result: place(words[2] as number) }
  return { apart, words }
}

/** Milliseconds until so many runs are done. */
async function submit(
  device: GPUDevice,
  pipeline: GPUComputePipeline,
  group: GPUBindGroup,
  [x, y]: readonly [number, number],
  times: number,
): Promise<number> {
  const begin = performance.now()
  const encoder = device.createCommandEncoder()
  const pass = encoder.beginComputePass()
  pass.setPipeline(pipeline)
  pass.setBindGroup(0, group)
  for (let i = 0; i < times; i++) pass.dispatchWorkgroups(x, y)
  pass.end()
  device.queue.submit([encoder.finish()])
  await device.queue.onSubmittedWorkDone()
  return performance.now() - begin
}
