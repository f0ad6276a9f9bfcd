/** @file How a block of the gallery is written: its ports and layers by id, each at a [column, row], and its wires. */
import { int } from '../../catalog/params'
import type { Block } from '../../graph/block'
import { blocksText as text } from '../../messages/en/gallery/blocks'
import { draw } from '../template'

/** Types a block. */
export function defineBlock(block: Block): Block {
  return block
}

export { draw }

/** The number of filters of each convolution of a block, or of its widest ones. */
export const filters = (def: number) => int({ ...text.filters, min: 1, max: 2048, default: def })

/** The same for a block that halves the image: it usually has twice as many filters as the block before it. */
export const twiceFilters = (def: number) => ({ ...filters(def), grows: 2 })

/** The stride of a block, in pixels. */
export const stride = int({ ...text.stride, min: 1, max: 4, default: 1 })

/** A convolution without a bias: the batch norm after it has one. */
export const conv = { padding: 'same', useBias: false } as const

/**
 * A batch norm whose averages settle within a hundred steps. The usual 0.99 takes a thousand, which is more than small
 * datasets have.
 */
export const norm = { momentum: 0.9 } as const
