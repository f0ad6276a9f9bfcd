/**
 * @file Tuning: finds the fastest variant of a product on this device, measured once per shape and then stored. All
 * variants add in the same order, so the choice affects only the speed, not the results.
 */
import type { OpOf, Tagged } from '../program/ops'
import { bindKernel, pipelinesOf } from './bindings'
import { layoutBuffers } from './buffer-layout'
import type { Gpu } from './device'
import { productKernel, productShape, productVariants } from './shaders/product'
import type { Choices } from './variant-choices'

export interface Tuner {
  /** Measures the shapes of these ops that have not been measured on this device yet. */
  prepare(ops: readonly Tagged[]): Promise<void>
  choose(shape: string, among: readonly string[]): string
}

/** Products with fewer multiplications are too fast to be worth measuring. */
const SMALL = 1 << 20
/** Maximum time in milliseconds spent on measuring for one recording; any remaining shapes use the first variant. */
const MAX_TUNING_MS = 600

/** Creates a tuner that measures on this device and stores the results in `choices`. */
export function makeTuner(gpu: Gpu, choices: Choices): Tuner {
  return {
    async prepare(ops) {
      // On emulated devices, a fixed rule chooses the variant.
      if (gpu.emulated) return
      const begin = performance.now()
      const unmeasured = new Map<string, OpOf<'product'>>()
      for (const { op } of ops) {
        if (op.op === 'product' && costOf(op) >= SMALL) unmeasured.set(productShape(op), op)
      }
      // The most expensive shapes come first, because there may not be time to measure all of them.
      const unknown = [...unmeasured]
        .filter(([shape]) => choices.get(gpu.name, shape) === undefined)
        .sort((a, b) => costOf(b[1]) - costOf(a[1]))
      for (const [shape, op] of unknown) {
        if (performance.now() - begin > MAX_TUNING_MS) return
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

/** Measures the variants on buffers of zeros and returns the fastest, judged by the best of three runs each. */
async function fastest({ device }: Gpu, op: OpOf<'product'>): Promise<string> {
  const invocations = device.limits.maxComputeInvocationsPerWorkgroup
  const variants = productVariants(op, { emulated: false, invocations })
  if (variants.length === 1) return variants[0] as string
  const { apart, words } = separated(op)
  const { sizes, locate } = layoutBuffers(words.map((count, i) => ({ name: `${i}`, role: 'work', words: count })))
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
      // A variant that is this slow in its first run is not worth two more runs.
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

/** The same product with each operand in a separate buffer, and the sizes of these buffers in words. */
function separated(op: OpOf<'product'>): { apart: OpOf<'product'>; words: number[] } {
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

/** Submits `times` runs and returns the milliseconds until they are done. */
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
