/**
 * @file Open memory: counts the bytes of machine memory that are in use in this worker, so that leaks become visible.
 */
import type { Machine, Memory } from '../program/machine'

const open = new Set<Memory>()

/** Total bytes of memory that are still open. */
export function openBytes(): number {
  return [...open].reduce((sum, { bytes }) => sum + bytes, 0)
}

/** Wraps the machine so that its memories are counted while they are open. */
export function withMemoryCount(machine: Machine): Machine {
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
