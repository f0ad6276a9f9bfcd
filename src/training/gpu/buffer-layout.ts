/** @file Layout: where a program's buffers are placed in GPU buffers on the device. */
import type { BufferSpec } from '../program/ops'
import type { Locate } from './bindings'

export interface Layout {
  /** Size of each GPU buffer in bytes. */
  readonly sizes: readonly number[]
  readonly locate: Locate
}

/**
 * Each buffer gets its own GPU buffer, except that order, constants and state share one: a loss op reads these three in
 * addition to its seven other buffers, and some devices allow only eight bindings.
 */
export function layoutBuffers(buffers: readonly BufferSpec[]): Layout {
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
