/** @file Encoders for fills, merges, masks and gradient sums. */
import { maskRule } from '../../../base/rng'
import { activationWords, type Encoders, float32 } from '../encoder'
import { Code, HowCode } from '../kernel-args/kernel-codes'
import {
  ActivateGrad,
  AddGradients,
  Combine,
  CombineGrad,
  Dropout,
  Fill,
  Penalty,
  Squares,
} from '../kernel-args/fills-and-merges'

export const numbers = {
  fill({ out, size, value }, to) {
    to.record(Code.fill, Fill, { out: to.at(out), size, value: float32(value) })
  },
  activateGrad({ dy, x, y, out, size, activation, accumulate }, to) {
    to.record(Code.activateGrad, ActivateGrad, {
      dy: to.at(dy),
      x: to.at(x),
      y: to.at(y),
      out: to.at(out),
      size,
      ...activationWords(activation),
      accumulate: Number(accumulate ?? false),
    })
  },
  combine({ how, a, b, out, size, scale }, to) {
    to.record(Code.combine, Combine, {
      how: HowCode[how],
      a: to.at(a),
      b: to.at(b),
      out: to.at(out),
      size,
      scale: float32(scale ?? 1),
    })
  },
  combineGrad({ how, of, a, b, dy, out, size, accumulate }, to) {
    to.record(Code.combineGrad, CombineGrad, {
      how: HowCode[how],
      ofB: Number(of === 'b'),
      a: to.at(a),
      b: to.at(b),
      dy: to.at(dy),
      out: to.at(out),
      size,
      accumulate: Number(accumulate ?? false),
    })
  },
  dropout({ x, out, size, rate, seed, place, accumulate }, to) {
    // At rate 1, the bound 65536 is above every 16-bit draw, so everything is dropped and the scale is never used.
    const { key, dropBelow, scale } = rate < 1 ? maskRule(rate, place) : { ...maskRule(0, place), dropBelow: 65536 }
    to.record(Code.dropout, Dropout, {
      x: to.at(x),
      out: to.at(out),
      size,
      dropBelow,
      kept: float32(scale),
      seed,
      key,
      constants: to.constants,
      state: to.state,
      accumulate: Number(accumulate ?? false),
    })
  },
  penalty({ w, gradient, size, l1, l2, penalty, fresh }, to) {
    to.record(Code.penalty, Penalty, {
      w: to.at(w),
      gradient: to.at(gradient),
      size,
      l1: float32(l1),
      l2: float32(l2),
      penalty: to.at(penalty),
      fresh: Number(fresh),
    })
  },
  addGradients({ gradients, sum, size }, to) {
    to.record(Code.addGradients, AddGradients, {
      gradients: to.at(gradients),
      sum: to.at(sum),
      size,
      constants: to.constants,
      state: to.state,
    })
  },
  squares({ gradients, segments, out, total }, to) {
    const words = segments.flatMap(({ offset, size }) => [offset, size])
    to.record(Code.squares, Squares, {
      gradients: to.at(gradients),
      segments: to.table(`segments ${words}`, () => Int32Array.from(words)),
      count: segments.length,
      out: to.at(out),
      total: Number(total),
    })
  },
} satisfies Partial<Encoders>
