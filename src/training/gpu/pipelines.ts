/** @file Pipelines: one per shader source, compiled once per device. Several pipelines can compile in parallel. */
import type { BoundKernel } from './bindings'

export interface Pipelines {
  /** Rejects with the compiler's message if the source is invalid. */
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
