/** @file openGpu: a GPU device of our own, with all it offers, for the recorded engine and for tf.js alike. */
import { describeAdapter } from '../backends/probe'

export interface Gpu {
  readonly device: GPUDevice
  readonly adapter: GPUAdapter
  /** The adapter in words. */
  readonly name: string
  /** Emulated on the CPU: barriers and workgroup memory cost more there than they save. */
  readonly emulated: boolean
}

/** What is asked for where it is offered. */
const FEATURES = ['timestamp-query', 'shader-f16', 'subgroups'] as const

/** Limits raised to what the adapter has: the defaults are made for phones. */
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

/** The device of this worker, opened at the first call, anew after a loss. Rejects where there is none. */
export function openGpu(): Promise<Gpu> {
  opened ??= open()
  return opened
}

async function open(): Promise<Gpu> {
  try {
    const gpu = (globalThis.navigator as { gpu?: GPU } | undefined)?.gpu
    const adapter = await gpu?.requestAdapter({ powerPreference: 'high-performance' })
    if (!adapter) throw new Error('this browser offers no GPU adapter')
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
