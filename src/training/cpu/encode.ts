/** @file encode: translates a list of ops into records for the WebAssembly CPU kernels. */
import type { Op } from '../program/ops'
import { cells } from './encode/recurrent-cells'
import { convolutions } from './encode/convolutions'
import { depthwise } from './encode/depthwise'
import { elements } from './encode/elementwise'
import { ends } from './encode/losses'
import { numbers } from './encode/fills-and-merges'
import { pools } from './encode/pools'
import { products } from './encode/products'
import { rows } from './encode/row-wise-ops'
import { strided } from './encode/strided'
import { updates } from './encode/weight-update'
import { type Encoded, type Encoders, encodeWith, type MemoryLayout } from './encoder'

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

/** Encodes these ops as records, for the given memory layout. */
export function encode(ops: readonly Op[], layout: MemoryLayout): Encoded {
  return encodeWith(ENCODERS, ops, layout)
}
