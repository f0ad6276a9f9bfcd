/** @file encode: a list of ops as records of the exact CPU's kernels. */
import type { Op } from '../program/ops'
import { convolutions } from './encode/convolutions'
import { elements } from './encode/elements'
import { products } from './encode/products'
import { type Encoded, type Encoders, encodeWith, type Places } from './encoder'

const ENCODERS: Encoders = { ...elements, ...products, ...convolutions }

/** The records of these ops, for memory laid out as `places` says. */
export function encode(ops: readonly Op[], places: Places): Encoded {
  return encodeWith(ENCODERS, ops, places)
}
