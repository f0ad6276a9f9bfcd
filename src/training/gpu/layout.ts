/** @file Layout: where the buffers of a program lie on the device. */
import type { BufferSpec } from '../program/ops'
import type { Locate } from './bindings'

export interface Layout {
  /** Bytes of each GPU buffer. */
  readonly sizes: readonly number[]
  readonly locate: Locate
}

/**
 * A GPU buffer each, but one for all that tells a step what it is: a loss reads the order, the constants and the state beside its
 * own seven buffers, and eight is all that every device binds.
 */
export function layOut(buffers: readonly BufferSpec[]): Layout {
  const sizes: number[] = []
  let control = -1
  const places = buffers.map(({ role, words }) => {
    const bytes = Math.max(1, words) * 4
    if (role !== 'order' && role !== 'constants' && role !== 'state') {
      sizes.push(bytes)
      return { buffer: sizes.length - 1, offset: 0 }
    }
    if (control < 0) {
      control = sizes.length
      sizes.push(0)
    }
    const offset = sizes[control] as number
    sizes[control] = offset + bytes
    return { buffer: control, offset: offset / 4 }
  })
  return {
    sizes,
    locate(buffer) {
      const place = places[buffer]
      if (!place) throw new Error(`the program has no buffer ${buffer}`)
      return place
    },
  }
}
