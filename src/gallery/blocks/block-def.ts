/** @file Parameters and settings that the gallery blocks share. */
import { int } from '../../catalog/params'
import { blocksText as text } from '../../messages/en/gallery/blocks'

/** Parameter for the number of filters of a block's convolutions, or of its widest ones. */
export const filters = (def: number) => int({ ...text.filters, min: 1, max: 2048, default: def })

/**
 * The same parameter for a block that halves the image: it usually has twice as many filters as the block before it.
 */
export const twiceFilters = (def: number) => ({ ...filters(def), grows: 2 })

/** Parameter for the stride of a block, in pixels. */
export const stride = int({ ...text.stride, min: 1, max: 4, default: 1 })

/** A convolution without a bias, because the batch norm after it adds one. */
export const conv = { padding: 'same', useBias: false } as const

/**
 * A batch norm whose moving averages settle within about a hundred steps. The usual momentum of 0.99 needs about a
 * thousand steps, more than a run on a small dataset has.
 */
export const norm = { momentum: 0.9 } as const
