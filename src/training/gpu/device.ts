/**
 * @file openGpu: opens the GPU device of this worker with all its features; the recorded engine and TensorFlow.js share
 * it.
 */
import { enginesText } from '../../messages/en/engines'
import { describeAdapter } from '../backends/probe'

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
