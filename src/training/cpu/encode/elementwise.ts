/** @file Encoders for merges, masks, max pool gradients, batch norm, and squares. */
import { maskRule } from '../../../base/rng'
import type { OpOf } from '../../program/ops'
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
  strided(op, to) {
    const [a0, a1, a2, a3, a4] = padded(innermostLast(merged(axesOf(op))), 5) as [Axis, Axis, Axis, Axis, Axis]
    const [s0, s1] = padded(merged(summedAxes(op)), 2) as [Axis, Axis]
    to.record('strided', {
      x: op.x,
      out: op.out,
      size0: a0.size,
      size1: a1.size,
      size2: a2.size,
      size3: a3.size,
      size4: a4.size,
      from0: a0.from * 4,
      from1: a1.from * 4,
      from2: a2.from * 4,
      from3: a3.from * 4,
      from4: a4.from * 4,
      to0: a0.to * 4,
      to1: a1.to * 4,
      to2: a2.to * 4,
      to3: a3.to * 4,
      to4: a4.to * 4,
      sum0: s0.size,
      sum1: s1.size,
      along0: s0.from * 4,
      along1: s1.from * 4,
      scale: op.scale ?? 1,
      accumulate: op.accumulate,
    })
  },
} satisfies Partial<Encoders>

/** Merges contiguous axes and makes the best axis the innermost loop. */

/** An axis of a strided move, with its strides in words. */
interface Axis {
  readonly size: number
  readonly from: number
  readonly to: number
}

function axesOf({ sizes, from, to }: OpOf<'strided'>): readonly Axis[] {
  return sizes.map((size, i) => ({ size, from: from[i] ?? 0, to: to[i] ?? 0 }))
}

function summedAxes({ sum = [], along = [] }: OpOf<'strided'>): readonly Axis[] {
  return sum.map((size, i) => ({ size, from: along[i] ?? 0, to: 0 }))
}

/**
 * Describes the same elements in the same order with fewer axes: axes of size 1 are dropped, and contiguous neighbors
 * are merged.
 */
export function merged(axes: readonly Axis[]): readonly Axis[] {
  const kept: Axis[] = []
  for (const axis of axes) {
    if (axis.size === 1) continue
    const before = kept.at(-1)
    if (before && before.from === axis.from * axis.size && before.to === axis.to * axis.size) {
      kept[kept.length - 1] = { ...axis, size: axis.size * before.size }
    } else kept.push(axis)
  }
  return kept
}

/** Prefers an axis that can be processed four numbers at a time, then the longer one. */
const preference = ({ size, to }: Axis) => (to === 1 && size >= 4 ? 2 ** 40 : 0) + size

function innermostLast(axes: readonly Axis[]): readonly Axis[] {
  const best = axes.reduce((best, axis, i) => (preference(axis) >= preference(axes[best] as Axis) ? i : best), 0)
  return [...axes.filter((_, i) => i !== best), ...axes.slice(best, best + 1)]
}

function padded(axes: readonly Axis[], count: number): readonly Axis[] {
  return [...Array.from({ length: count - axes.length }, () => ({ size: 1, from: 0, to: 0 })), ...axes]
}
