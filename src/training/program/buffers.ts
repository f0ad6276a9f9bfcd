/**
 * @file Buffers: the buffers of a program, keyed by name. The lists of ops for several batch sizes share them, so the
 * list for the largest batch must be built first.
 */
import { assert } from '../../base/assert'
import type { BufferSpec, Role, View } from './ops'

export interface Buffers {
  /** The buffer with this name, created on first use. */
  get(name: string, role: Role, words: number, layer?: string): View
  all(): readonly BufferSpec[]
  /** After this call, no new buffer can be created. */
  seal(): void
}

export function openBuffers(): Buffers {
  const specs: BufferSpec[] = []
  const places = new Map<string, number>()
  let sealed = false
  return {
    get(name, role, words, layer) {
      const known = places.get(name)
      if (known !== undefined) {
        assert(words <= (specs[known] as BufferSpec).words, `the buffer ${name} holds ${words} words`)
        return { buffer: known, offset: 0 }
      }
      assert(!sealed, `the buffer ${name} was made with the program`)
      places.set(name, specs.length)
      // No device supports empty buffers.
      specs.push({ name, role, words: Math.max(1, words), ...(layer !== undefined && { layer }) })
      return { buffer: specs.length - 1, offset: 0 }
    },
    all: () => specs,
    seal() {
      sealed = true
    },
  }
}
