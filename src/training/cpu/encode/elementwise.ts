/** @file Encoders for element-wise ops and sums over rows. */
import { activationWords, type Encoders } from '../encoder'
import { Code } from '../kernel-args/kernel-codes'
import { Activate, ColumnSum } from '../kernel-args/elementwise'

export const elements = {
  columnSum({ x, out, m, n, accumulate }, to) {
    to.record(Code.columnSum, ColumnSum, {
      x: to.at(x),
      stride: x.stride * 4,
      out: to.at(out),
      m,
      n,
      accumulate: Number(accumulate ?? false),
    })
  },
  activate({ x, out, size, activation }, to) {
    to.record(Code.activate, Activate, { x: to.at(x), out: to.at(out), size, ...activationWords(activation) })
  },
} satisfies Partial<Encoders>
