/**
 * @file gpuMachine: runs programs on WebGPU. Each op is one or more compute shaders, a step is a list of dispatches,
 * and a submission contains many steps. Pipelines and bind groups of a recording are created only once.
 */
import { enginesText } from '../../messages/en/engines'
import { message, Refusal } from '../../messages/message'
import type { Machine, Memory, Recording } from '../program/machine'
import type { BufferSpec, Tagged, View } from '../program/ops'
import { type Gpu, pipelinesOf } from './device'
import { type BoundKernel, bindKernel, kernelsForOp, type Locate, layoutBuffers } from './dispatches'
import type { KernelContext } from './kernel'
import { makeTuner, type Tuner, timeOps } from './timing'
import type { Choices } from './variant-choices'

/** Maximum number of bytes of dataset rows on the device, because small GPUs share their memory with the display. */
const MOST_ROWS = 256 * 2 ** 20

/**
 * The machine that runs on a GPU device. `choices` contains earlier measurements on this device; measurements of new
 * shapes are added to it.
 */
export function gpuMachine(gpu: Gpu, choices: Choices): Machine {
  const tuner = makeTuner(gpu, choices)
  return {
    name: 'recorded WebGPU',
    device: gpu.name,
    isSynchronous: false,
    mostBytes: Math.min(MOST_ROWS, gpu.device.limits.maxStorageBufferBindingSize),
    open: (buffers) => openMemory(gpu, buffers, tuner),
  }
}

interface DispatchCall {
  readonly pipeline: GPUComputePipeline
  readonly group: GPUBindGroup
  readonly x: number
  readonly y: number
}

interface GpuRecording extends Recording {
  /** All dispatches in execution order. */
  readonly dispatches: readonly DispatchCall[]
  /** The same dispatches, grouped by op. */
  readonly byOp: readonly (readonly DispatchCall[])[]
}

/** Alignment in bytes for uniform buffer offsets that works on every device. */
const ALIGNED = 256
/** Index that stands for the scratch space between dispatches, which is not one of the program's buffers. */
const SCRATCH = -1

/** Creates the buffers. Throws a Refusal if they do not fit the device. */
async function openMemory(gpu: Gpu, buffers: readonly BufferSpec[], tuner: Tuner): Promise<Memory> {
  const { device } = gpu
  const { sizes, locate } = layoutBuffers(buffers)
  const most = Math.min(device.limits.maxBufferSize, device.limits.maxStorageBufferBindingSize)
  const tooLarge = Math.max(...sizes)
  if (tooLarge > most) throw refused(enginesText.bufferTooLarge({ bytes: tooLarge, limit: most }))
  device.pushErrorScope('out-of-memory')
  const ours = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST
  const made = sizes.map((size) => device.createBuffer({ size, usage: ours }))
  const full = await device.popErrorScope()
  if (full) {
    for (const buffer of made) buffer.destroy()
    throw refused(full.message)
  }

  const pipelines = pipelinesOf(device)
  const staging = makeStaging(device)
  const extra: GPUBuffer[] = []
  let groups = 0
  let calls = 0
  let submissions = 0
  let reads = 0

  const context = (scratch: KernelContext['scratch']): KernelContext => ({
    ...stepViews(buffers),
    scratch,
    emulated: gpu.emulated,
    invocations: device.limits.maxComputeInvocationsPerWorkgroup,
    choose: tuner.choose,
  })

  function make(bytes: number, usage: number): GPUBuffer {
    const buffer = device.createBuffer({ size: bytes, usage: usage })
    extra.push(buffer)
    return buffer
  }

  function bind(kernels: readonly BoundKernel[], scratchWords: number): (kernel: BoundKernel) => GPUBindGroup {
    const scratch = scratchWords > 0 ? make(scratchWords * 4, GPUBufferUsage.STORAGE) : undefined
    const moved = kernels.filter(({ offsets }) => offsets.length > 0)
    const places = new Map(moved.map((kernel, i) => [kernel, i * ALIGNED]))
    const uniform = make(Math.max(1, moved.length) * ALIGNED, GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST)
    for (const [kernel, place] of places) device.queue.writeBuffer(uniform, place, Uint32Array.from(kernel.offsets))
    return (kernel) => {
      const entries: GPUBindGroupEntry[] = kernel.bound.map(({ buffer }, binding) => ({
        binding,
        resource: { buffer: (buffer === SCRATCH ? scratch : made[buffer]) as GPUBuffer },
      }))
      const place = places.get(kernel)
      if (place !== undefined) {
        entries.push({ binding: entries.length, resource: { buffer: uniform, offset: place, size: ALIGNED } })
      }
      groups++
      return device.createBindGroup({ layout: pipelines.layout(kernel), entries })
    }
  }

  async function record(ops: readonly Tagged[]): Promise<GpuRecording> {
    await tuner.prepare(ops)
    let scratchWords = 0
    const shading = context((words) => {
      scratchWords = Math.max(scratchWords, words)
      return { buffer: SCRATCH, offset: 0 }
    })
    const locateAll: Locate = (buffer) => (buffer === SCRATCH ? { buffer, offset: 0 } : locate(buffer))
    const kernels = ops.map(({ op, layer }) => {
      try {
        return kernelsForOp(op, shading).map((kernel) => bindKernel(kernel, locateAll))
      } catch (error) {
        throw new Error(`${op.op} of ${layer}: ${error instanceof Error ? error.message : String(error)}`)
      }
    })
    const compiled = kernels.map((of, i) =>
      Promise.all(of.map((kernel) => pipelines.get(kernel))).catch((error: unknown) => {
        throw new Error(`${ops[i]?.op.op} did not compile: ${error instanceof Error ? error.message : String(error)}`)
      }),
    )
    const ready = await Promise.all(compiled)
    device.pushErrorScope('validation')
    const group = bind(kernels.flat(), scratchWords)
    const byOp = kernels.map((of, i) =>
      of.map((kernel, j): DispatchCall => {
        const [x, y] = kernel.grid
        return { pipeline: ready[i]?.[j] as GPUComputePipeline, group: group(kernel), x, y }
      }),
    )
    const wrong = await device.popErrorScope()
    if (wrong) throw new Error(`a step could not be recorded: ${wrong.message}`)
    const dispatches = byOp.flat()
    return { ops, calls: dispatches.length, dispatches, byOp }
  }

  function run(recording: Recording, times: number): void {
    const { dispatches } = recording as GpuRecording
    const encoder = device.createCommandEncoder()
    const pass = encoder.beginComputePass()
    for (let i = 0; i < times; i++) encode(pass, dispatches)
    pass.end()
    device.queue.submit([encoder.finish()])
    calls += times * dispatches.length
    submissions++
  }

  const byteOffset = (at: View): readonly [GPUBuffer, number] => {
    const { buffer, offset } = locate(at.buffer)
    return [made[buffer] as GPUBuffer, (offset + at.offset) * 4]
  }

  return {
    write(at, values) {
      if (values.length === 0) return
      const whole = values instanceof Uint8Array && values.length % 4 !== 0 ? padded(values) : values
      device.queue.writeBuffer(...byteOffset(at), whole as Float32Array<ArrayBuffer>)
    },
    read(at, words) {
      reads++
      return staging.read(...byteOffset(at), words)
    },
    record,
    run,
    settled: () => device.queue.onSubmittedWorkDone(),
    time: (recording) =>
      timeOps(
        device,
        (recording as GpuRecording).byOp.map((dispatches) => ({ encode: (pass) => encode(pass, dispatches) })),
      ),
    counters: () => ({ calls, submissions, made: made.length + extra.length + groups + staging.bufferCount(), reads }),
    get bytes() {
      return [...made, ...extra].reduce((sum, { size }) => sum + size, 0)
    },
    close() {
      staging.close()
      for (const buffer of [...made, ...extra]) buffer.destroy()
    },
  }
}

function encode(pass: GPUComputePassEncoder, dispatches: readonly DispatchCall[]): void {
  for (const { pipeline, group, x, y } of dispatches) {
    pass.setPipeline(pipeline)
    pass.setBindGroup(0, group)
    pass.dispatchWorkgroups(x, y)
  }
}

/** The views of the step constants, the state and the metrics ring, if the program has them. */
function stepViews(buffers: readonly BufferSpec[]): Pick<KernelContext, 'constants' | 'state' | 'metricWords'> {
  const of = (role: BufferSpec['role']): View => ({ buffer: buffers.findIndex((b) => b.role === role), offset: 0 })
  const figures = of('figures').buffer
  return { constants: of('constants'), state: of('state'), metricWords: buffers[figures]?.words ?? 0 }
}

/** The bytes, padded to a multiple of four. */
function padded(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(Math.ceil(bytes.length / 4) * 4)
  whole.set(bytes)
  return whole
}

function refused(why: string): Refusal {
  return new Refusal(message('gpu-refused', { why }))
}

interface Staging {
  /** Reads the words after all work submitted so far is done. */
  read(buffer: GPUBuffer, byteOffset: number, words: number): Promise<Float32Array<ArrayBuffer>>
  /** The number of staging buffers created so far. */
  bufferCount(): number
  close(): void
}

/** Creates the staging for buffers of this device. */
function makeStaging(device: GPUDevice): Staging {
  const free: GPUBuffer[] = []
  const all = new Set<GPUBuffer>()
  let made = 0

  /**
   * Returns the smallest free buffer that is large enough but not too large, or a new one whose size is the next power
   * of two.
   */
  function take(bytes: number): GPUBuffer {
    const size = 2 ** Math.ceil(Math.log2(Math.max(256, bytes)))
    const at = free.findIndex((buffer) => buffer.size === size)
    if (at >= 0) return free.splice(at, 1)[0] as GPUBuffer
    const buffer = device.createBuffer({ size, usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST })
    all.add(buffer)
    made++
    return buffer
  }

  return {
    async read(buffer, byteOffset, words) {
      const bytes = words * 4
      if (bytes === 0) return new Float32Array(0)
      const copy = take(bytes)
      const encoder = device.createCommandEncoder()
      encoder.copyBufferToBuffer(buffer, byteOffset, copy, 0, bytes)
      device.queue.submit([encoder.finish()])
      await copy.mapAsync(GPUMapMode.READ, 0, bytes)
      const values = new Float32Array(copy.getMappedRange(0, bytes).slice(0))
      copy.unmap()
      free.push(copy)
      return values
    },
    bufferCount: () => made,
    close() {
      for (const buffer of all) buffer.destroy()
      all.clear()
      free.length = 0
    },
  }
}
