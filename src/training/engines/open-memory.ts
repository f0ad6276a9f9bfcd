/** @file Open memory: the machines' memories that are open in this worker, so that one nobody closed shows. */
import type { Machine, Memory } from '../program/machine'

const open = new Set<Memory>()

/** Bytes of the memories that are open now. */
export function openBytes(): number {
  return [...open].reduce((sum, { bytes }) => sum + bytes, 0)
}

/** The machine, its memories counted while they are open. */
export function counted(machine: Machine): Machine {
  return {
    ...machine,
    async open(buffers) {
      const memory = await machine.open(buffers)
      open.add(memory)
      return {
        ...memory,
        // It may grow by what is recorded later.
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
