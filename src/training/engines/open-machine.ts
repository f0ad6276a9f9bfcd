/** @file openMachine: the machine that programs run on for a backend; its code is loaded when it is first needed. */
import type { Backend } from '../../protocol/backend'
import type { Choices } from '../gpu/tuning'
import type { Machine } from '../program/machine'

/** Backends with a machine of our own. */
export type MachineBackend = Extract<Backend, 'wasm' | 'webgpu'>

/** What was measured of this device's products, for as long as this worker lives. */
let choices: Choices | undefined

/** Opens the machine of a backend. Rejects where the device lacks what it needs. */
export async function openMachine(backend: MachineBackend): Promise<Machine> {
  if (backend === 'wasm') return (await import('../cpu/machine')).openCpu()
  const [{ openGpu }, { gpuMachine }, { makeChoices }] = await Promise.all([
    import('../gpu/device'),
    import('../gpu/machine'),
    import('../gpu/tuning'),
  ])
  choices ??= makeChoices()
  return gpuMachine(await openGpu(), choices)
}
