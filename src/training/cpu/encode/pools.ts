/** @file Encoders for max pools. */
import type { Encoders } from '../encoder'
import { Code } from '../kernel-args/kernel-codes'
import { MaxPool, MaxPoolGrad } from '../kernel-args/pools'
import { gateWords, shapeTable } from './depthwise'

export const pools = {
  maxPool({ x, out, places, shape }, to) {
    to.record(Code.maxPool, MaxPool, {
      x: to.at(x),
      out: to.at(out),
      places: to.at(places),
      shape: shapeTable(to, shape),
    })
  },

  maxPoolGrad({ dy, places, out, shape, accumulate, gate }, to) {
    to.record(Code.maxPoolGrad, MaxPoolGrad, {
      dy: to.at(dy),
      places: to.at(places),
      out: to.at(out),
      count: shape.batch * shape.outHeight * shape.outWidth * shape.outChannels,
      size: shape.batch * shape.inHeight * shape.inWidth * shape.inChannels,
      accumulate: Number(accumulate ?? false),
      ...gateWords(to, gate),
    })
  },
} satisfies Partial<Encoders>
