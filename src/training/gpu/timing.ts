/** @file Timing: measures the time of each op in a recording, with timestamp queries if the device supports them. */

/** The dispatches of one op, ready to run. */
export interface TimedOp {
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
