/** @file openMachine: opens the machine that runs programs on a backend. The machine's code is loaded on first use. */
import type { Backend } from '../../protocol/backend'
import { makeChoices } from '../gpu/variant-choices'
import { openGpu } from '../gpu/device'
import type { Machine } from '../program/machine'
import { withMemoryCount } from './memory-in-use'

/** The backends with their own `Machine` implementation to run compiled programs; the others have none. */
export type MachineBackend = Extract<Backend, 'wasm' | 'webgpu'>

/**
 * The fastest kernel variant for each matrix product shape on this device, as measured earlier (sent by the page) or by
 * this worker.
 */
const choices = makeChoices()
/** The measurements that the page already has, as JSON. */
let known = choices.export()

/** Adds measurements made earlier on this device. */
export function addTuning(json: string): void {
  choices.add(json)
  known = json
}

/** All measurements as JSON, if this worker has any that the page lacks. */
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
