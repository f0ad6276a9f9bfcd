/** @file openMachine: opens the machine that runs programs on a backend. The machine's code is loaded on first use. */
import type { Backend } from '../../protocol/backend'
import { openGpu } from '../gpu/device'
import { makeChoices } from '../gpu/variant-choices'
import type { Machine, Memory } from '../program/machine'

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

const open = new Set<Memory>()

/** Total bytes of memory that are still open. */
export function openBytes(): number {
  return [...open].reduce((sum, { bytes }) => sum + bytes, 0)
}

/** Wraps the machine so that its memories are counted while they are open. */
function withMemoryCount(machine: Machine): Machine {
  return {
    ...machine,
    async open(buffers) {
      const memory = await machine.open(buffers)
      open.add(memory)
      return {
        ...memory,
        // A getter, because later recordings make the memory grow.
        get bytes() {
          return memory.bytes
        },
        close() {
          open.delete(memory)
          memory.close()
        },
      }
    },
  }
}
