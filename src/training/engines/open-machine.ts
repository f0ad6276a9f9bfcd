/** @file openMachine: the machine that runs programs on a backend. Its code is loaded when it is first needed. */
import type { Backend } from '../../protocol/backend'
import { makeChoices } from '../gpu/variant-choices'
import { openGpu } from '../gpu/device'
import type { Machine } from '../program/machine'
import { withMemoryCount } from './open-memory'

/** Backends for which we have a machine. */
export type MachineBackend = Extract<Backend, 'wasm' | 'webgpu'>

/** Kernel variants of matrix products measured on this device, earlier (sent by the page) and by this worker. */
const choices = makeChoices()
/** The measurements that the page has. */
let known = choices.export()

/** Adds measurements made earlier on this device. */
export function addTuning(json: string): void {
  choices.add(json)
  known = json
}

/** All measurements as JSON, if there are more than the page has. */
export function newTuning(): string | undefined {
  const all = choices.export()
  if (all === known) return undefined
  known = all
  return all
}

/** Opens the machine of a backend. Rejects if the device lacks something it needs. */
export async function openMachine(backend: MachineBackend): Promise<Machine> {
  if (backend === 'wasm') return withMemoryCount(await (await import('../cpu/machine')).openCpu())
  const { gpuMachine } = await import('../gpu/machine')
  return withMemoryCount(gpuMachine(await openGpu(), choices))
}
