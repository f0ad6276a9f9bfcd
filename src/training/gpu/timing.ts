/** @file Timing: measures the time of each op in a recording, with timestamp queries if the device supports them. */
import type { OpOf, Tagged } from '../program/ops'
import { type Gpu, pipelinesOf } from './device'
import { bindKernel, layoutBuffers } from './dispatches'
import { productKernel, productShape, productVariants } from './shaders/products'
import type { Choices } from './variant-choices'

/** The dispatches of one op, ready to run. */
interface TimedOp {
  encode(pass: GPUComputePassEncoder): void
}

const ROUNDS = 5
/** Browsers round timestamps to 0.1 ms, so each op is repeated until the total time is well above that resolution. */
const MIN_MS = 1
const MOST_REPEATS = 64
/** Queries per query set; each op uses two. */
const SET_SIZE = 4096

/** Measures the time of each op in milliseconds, as the median of several rounds. */
export async function timeOps(device: GPUDevice, ops: readonly TimedOp[]): Promise<Float64Array> {
  const round = device.features.has('timestamp-query') ? byTimestamps : byWaiting
  const once = ops.map(() => 1)
  const rough = await round(device, ops, once)
  const repeats = ops.map((_, i) =>
    Math.min(MOST_REPEATS, Math.max(1, Math.ceil(MIN_MS / ((rough[i] as number) + 0.01)))),
  )
  const rounds: Float64Array[] = []
  for (let i = 0; i < ROUNDS; i++) rounds.push(await round(device, ops, repeats))
  return Float64Array.from(ops, (_, i) => {
    const times = rounds.map((one) => one[i] as number).sort((a, b) => a - b)
    return times[Math.floor(ROUNDS / 2)] as number
  })
}

type Round = (device: GPUDevice, ops: readonly TimedOp[], repeats: readonly number[]) => Promise<Float64Array>

const byTimestamps: Round = async (device, ops, repeats) => {
  const times = new Float64Array(ops.length)
  for (let from = 0; from < ops.length; from += SET_SIZE / 2) {
    const part = ops.slice(from, from + SET_SIZE / 2)
    const bytes = part.length * 16
    const querySet = device.createQuerySet({ type: 'timestamp', count: part.length * 2 })
    const resolved = device.createBuffer({ size: bytes, usage: GPUBufferUsage.QUERY_RESOLVE | GPUBufferUsage.COPY_SRC })
    const copy = device.createBuffer({ size: bytes, usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST })
    const encoder = device.createCommandEncoder()
    part.forEach((op, i) => {
      const pass = encoder.beginComputePass({
        timestampWrites: { querySet, beginningOfPassWriteIndex: 2 * i, endOfPassWriteIndex: 2 * i + 1 },
      })
      for (let r = 0; r < (repeats[from + i] as number); r++) op.encode(pass)
      pass.end()
    })
    encoder.resolveQuerySet(querySet, 0, part.length * 2, resolved, 0)
    encoder.copyBufferToBuffer(resolved, 0, copy, 0, bytes)
    device.queue.submit([encoder.finish()])
    await copy.mapAsync(GPUMapMode.READ)
    const stamps = new BigUint64Array(copy.getMappedRange())
    part.forEach((_, i) => {
      const nanoseconds = Number((stamps[2 * i + 1] as bigint) - (stamps[2 * i] as bigint))
      times[from + i] = Math.max(0, nanoseconds) / 1e6 / (repeats[from + i] as number)
    })
    querySet.destroy()
    resolved.destroy()
    copy.destroy()
  }
  return times
}

const byWaiting: Round = async (device, ops, repeats) => {
  const times = new Float64Array(ops.length)
  for (let i = 0; i < ops.length; i++) {
    // A submission itself takes time, so the time of one repeat is computed from the difference between a submission
    // with many repeats and one with a single repeat.
    const one = await wait(device, ops[i] as TimedOp, 1)
    const count = Math.max(8, repeats[i] as number)
    const many = await wait(device, ops[i] as TimedOp, count)
    times[i] = Math.max(0, (many - one) / (count - 1))
  }
  return times
}

async function wait(device: GPUDevice, op: TimedOp, repeats: number): Promise<number> {
  const begin = performance.now()
  const encoder = device.createCommandEncoder()
  const pass = encoder.beginComputePass()
  for (let r = 0; r < repeats; r++) op.encode(pass)
  pass.end()
  device.queue.submit([encoder.finish()])
  await device.queue.onSubmittedWorkDone()
  return performance.now() - begin
}

/**
 * Finds the fastest variant of a product on this device, measured once per shape and then stored. All variants add
 * in the same order, so the choice affects only the speed, not the results.
 */
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
