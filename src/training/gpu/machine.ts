/**
 * @file gpuMachine: runs programs on WebGPU: every op is a compute shader, a step a list of dispatches, and a
 * submission many steps.
 */
import type { Machine } from '../program/machine'
import type { Choices } from './variant-choices'
import type { Gpu } from './device'
import { openMemory } from './memory'
import { makeTuner } from './tuning'

/** The most bytes of rows on the device: small GPUs share their memory with the screen. */
const MOST_ROWS = 256 * 2 ** 20

/** The machine of a device. `choices` are earlier measurements on it, and new shapes are added. */
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
