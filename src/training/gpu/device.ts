/**
 * @file The GPU device of this worker, with all its features, which the recorded engine and TensorFlow.js share; and its
 * pipelines: one per shader source, compiled once per device.
 */

import { enginesText } from '../../messages/en/engines'
import { describeAdapter } from '../backends/choose'
import type { BoundKernel } from './dispatches'

export interface Gpu {
  readonly device: GPUDevice
  readonly adapter: GPUAdapter
  /** The name of the adapter. */
  readonly name: string
  /** Whether the GPU is emulated on the CPU, where barriers and workgroup memory cost more time than they save. */
  readonly emulated: boolean
}

/** Optional features that are requested if the adapter has them. */
const FEATURES = ['timestamp-query', 'shader-f16', 'subgroups'] as const

/** Limits that are raised to the maximum that the adapter supports, because the default limits are meant for phones. */
const LIMITS = [
  'maxBufferSize',
  'maxStorageBufferBindingSize',
  'maxStorageBuffersPerShaderStage',
  'maxComputeWorkgroupStorageSize',
  'maxComputeInvocationsPerWorkgroup',
  'maxComputeWorkgroupSizeX',
  'maxComputeWorkgroupsPerDimension',
] as const

let opened: Promise<Gpu> | undefined

/**
 * Returns the device of this worker, which is opened on the first call and again after the device was lost. Rejects if
 * there is no GPU.
 */
export function openGpu(): Promise<Gpu> {
  opened ??= open()
  return opened
}

async function open(): Promise<Gpu> {
  try {
    const gpu = (globalThis.navigator as { gpu?: GPU } | undefined)?.gpu
    const adapter = await gpu?.requestAdapter({ powerPreference: 'high-performance' })
    if (!adapter) throw new Error(enginesText.noAdapter)
    const device = await adapter.requestDevice({
      requiredFeatures: FEATURES.filter((feature) => adapter.features.has(feature)),
      requiredLimits: Object.fromEntries(LIMITS.map((limit) => [limit, adapter.limits[limit]])),
    })
    device.lost.then(
      () => {
        opened = undefined
      },
      () => undefined,
    )
    return { device, adapter, ...describeAdapter(adapter) }
  } catch (error) {
    opened = undefined
    throw error
  }
}

interface Pipelines {
  /** Rejects with the compiler's message if the source is invalid. Several pipelines can compile in parallel. */
  get(kernel: BoundKernel): Promise<GPUComputePipeline>
  layout(kernel: BoundKernel): GPUBindGroupLayout
}

const known = new WeakMap<GPUDevice, Pipelines>()

/** The pipelines of this device. */
export function pipelinesOf(device: GPUDevice): Pipelines {
  const there = known.get(device)
  if (there) return there
  const made = makePipelines(device)
  known.set(device, made)
  return made
}

function makePipelines(device: GPUDevice): Pipelines {
  const pipelines = new Map<string, Promise<GPUComputePipeline>>()
  const layouts = new Map<string, GPUBindGroupLayout>()

  // The bind group layout is explicit, because an automatic one would omit bindings that the shader does not use.
  function layout({ bound, offsets }: BoundKernel): GPUBindGroupLayout {
    const types: GPUBufferBindingType[] = bound.map(({ writable }) => (writable ? 'storage' : 'read-only-storage'))
    if (offsets.length > 0) types.push('uniform')
    const key = types.join()
    const there = layouts.get(key)
    if (there) return there
    const entries = types.map((type, binding) => ({ binding, visibility: GPUShaderStage.COMPUTE, buffer: { type } }))
    const made = device.createBindGroupLayout({ entries })
    layouts.set(key, made)
    return made
  }

  async function compile(kernel: BoundKernel): Promise<GPUComputePipeline> {
    // The error scope catches validation errors, which would otherwise count as errors of the current run.
    device.pushErrorScope('validation')
    const module = device.createShaderModule({ code: kernel.source })
    const wrong = device.popErrorScope()
    try {
      return await device.createComputePipelineAsync({
        layout: device.createPipelineLayout({ bindGroupLayouts: [layout(kernel)] }),
        compute: { module, entryPoint: 'main' },
      })
    } catch (error) {
      await wrong
      const errors = (await module.getCompilationInfo()).messages.filter(({ type }) => type === 'error')
      const why = errors.map(({ lineNum, message }) => `line ${lineNum}: ${message}`).join('; ')
      throw new Error(why || (error instanceof Error ? error.message : String(error)))
    }
  }

  return {
    layout,
    get(kernel) {
      let pipeline = pipelines.get(kernel.source)
      if (!pipeline) {
        pipeline = compile(kernel)
        pipelines.set(kernel.source, pipeline)
      }
      return pipeline
    },
  }
}
