/** @file gpuMachine: programs on WebGPU: every op a compute shader, a step a list of dispatches, many steps a submission. */
import type { Machine } from '../program/machine'
import type { Gpu } from './device'
import { openMemory } from './memory'
import type { Choices } from './tuning'
import { makeTuner } from './tuning'

/** The machine of a device. `choices` are what was measured on it before; they grow as new shapes come. */
export function gpuMachine(gpu: Gpu, choices: Choices): Machine {
  const tuner = makeTuner(gpu, choices)
  return {
    name: 'recorded WebGPU',
    device: gpu.name,
    atOnce: false,
    open: (buffers) => openMemory(gpu, buffers, tuner),
  }
}
