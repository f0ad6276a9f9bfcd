/** @file openMachine: the machine that programs run on for a backend; its code is loaded when it is first needed. */
import type { Backend } from '../../protocol/backend'
import { makeChoices } from '../gpu/choices'
import { openGpu } from '../gpu/device'
import type { Machine } from '../program/machine'
import { counted } from './open-memory'

/** Backends with a machine of our own. */
export type MachineBackend = Extract<Backend, 'wasm' | 'webgpu'>

/** What was measured of this device's products: before, as the page has told, and by this worker. */
const choices = makeChoices()
/** What the page knows of it. */
let known = choices.export()

/** Takes what was measured before on this device. */
export function takeTuning(json: string): void {
  choices.add(json)
  known = json
}

/** All that was measured, as JSON, where there is more than the page knows. */
export function newTuning(): string | undefined {
  const all = choices.export()
  if (all === known) return undefined
  known = all
  return all
}

/** Opens the machine of a backend. Rejects where the device lacks what it needs. */
export async function openMachine(backend: MachineBackend): Promise<Machine> {
  if (backend === 'wasm') return counted(await (await import('../cpu/machine')).openCpu())
  const { gpuMachine } = await import('../gpu/machine')
  return counted(gpuMachine(await openGpu(), choices))
}
