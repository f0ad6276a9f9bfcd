/** @file Open memory: counts the machine memory that is open in this worker, so that leaks are visible. */
import type { Machine, Memory } from '../program/machine'

const open = new Set<Memory>()

/** Total bytes of open memory. */
export function openBytes(): number {
  return [...open].reduce((sum, { bytes }) => sum + bytes, 0)
}

/** The machine, with its memories counted while they are open. */
export function withMemoryCount(machine: Machine): Machine {
  return {
    ...machine,
    async open(buffers) {
      const memory = await machine.open(buffers)
      open.add(memory)
      return {
        ...memory,
        // A getter, because the memory grows with later recordings.
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
