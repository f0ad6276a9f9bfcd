/** @file gpuMachine: programs on WebGPU: every op a compute shader, a step a list of dispatches, many steps a submission. */
import type { Machine } from '../program/machine'
import type { Choices } from './choices'
import type { Gpu } from './device'
import { openMemory } from './memory'
import { makeTuner } from './tuning'

/** Bytes of rows that lie on the device: small GPUs share their memory with the screen. */
const MOST_ROWS = 256 * 2 ** 20

/** The machine of a device. `choices` are what was measured on it before; they grow as new shapes come. */
export function gpuMachine(gpu: Gpu, choices: Choices): Machine {
  const tuner = makeTuner(gpu, choices)
  return {
    name: 'recorded WebGPU',
    device: gpu.name,
    atOnce: false,
    mostBytes: Math.min(MOST_ROWS, gpu.device.limits.maxStorageBufferBindingSize),
    open: (buffers) => openMemory(gpu, buffers, tuner),
  }
}
