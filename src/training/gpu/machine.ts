/**
 * @file gpuMachine: runs programs on WebGPU. Each op is one or more compute shaders, a step is a list of dispatches,
 * and a submission contains many steps.
 */
import type { Machine } from '../program/machine'
import type { Choices } from './variant-choices'
import type { Gpu } from './device'
import { openMemory } from './memory'
import { makeTuner } from './tuning'

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
