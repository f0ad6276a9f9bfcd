/** @file Encoders for merges, masks, max pool gradients, batch norm, and squares. */
import { maskRule } from '../../../base/rng'
import type { Encoders } from '../encoder'
import { HowCode } from '../records/codes'

export const elementwise = {
  combine(op, to) {
    to.record('combine', { ...op, how: HowCode[op.how], scale: op.scale ?? 1 })
  },
  combineGrad(op, to) {
    to.record('combineGrad', { ...op, how: HowCode[op.how], ofB: op.of === 'b' })
  },
  dropout({ rate, place, ...op }, to) {
    // At rate 1, the bound 65536 is above every 16-bit draw, so everything is dropped and the scale is never used.
    const { key, dropBelow, scale } = rate < 1 ? maskRule(rate, place) : { ...maskRule(0, place), dropBelow: 65536 }
    to.record('dropout', { ...op, dropBelow, kept: scale, key })
  },
  maxPoolGrad({ shape, ...op }, to) {
    to.record('maxPoolGrad', {
      ...op,
      count: shape.batch * shape.outHeight * shape.outWidth * shape.outChannels,
      size: shape.batch * shape.inHeight * shape.inWidth * shape.inChannels,
    })
  },
  batchNorm(op, to) {
    to.record('batchNorm', { ...op, pace: 1 - op.momentum })
  },
  squares({ gradients, segments, out, total }, to) {
    const words = segments.flatMap(({ offset, size }) => [offset, size])
    const table = to.table(`segments ${words}`, () => Int32Array.from(words))
    to.record('squares', { gradients, segments: table, count: segments.length, out, total })
  },
} satisfies Partial<Encoders>
