/** @file encode: a list of ops as records of the exact CPU's kernels. */
import type { Op } from '../program/ops'
import { cells } from './encode/cells'
import { convolutions } from './encode/convolutions'
import { depthwise } from './encode/depthwise'
import { elements } from './encode/elements'
import { ends } from './encode/ends'
import { numbers } from './encode/numbers'
import { pools } from './encode/pools'
import { products } from './encode/products'
import { rows } from './encode/rows'
import { strided } from './encode/strided'
import { updates } from './encode/update'
import { type Encoded, type Encoders, encodeWith, type Places } from './encoder'

const ENCODERS: Encoders = {
  ...elements,
  ...products,
  ...convolutions,
  ...depthwise,
  ...numbers,
  ...rows,
  ...cells,
  ...strided,
  ...pools,
  ...ends,
  ...updates,
}

/** The records of these ops, for memory laid out as `places` says. */
export function encode(ops: readonly Op[], places: Places): Encoded {
  return encodeWith(ENCODERS, ops, places)
}
