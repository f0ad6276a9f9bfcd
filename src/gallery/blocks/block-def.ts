/** @file How a shipped block is written: its ports and layers by id, each at a [column, row], and its wires. */
import { int } from '../../catalog/params'
import type { Block } from '../../graph/block'
import { draw } from '../template'

/** Types a block. */
export function defineBlock(block: Block): Block {
  return block
}

export { draw }

/** How many filters a block learns, or its widest layers do. */
export const filters = (def: number) =>
  int({ label: 'Filters', min: 1, max: 2048, default: def, help: 'How many patterns its convolutions learn.' })

/** The same of a block that halves the image: twice as many as before it, as networks of images have it. */
export const twiceFilters = (def: number) => ({ ...filters(def), grows: 2 })

/** How many pixels a block goes on by. */
export const stride = int({
  label: 'Stride',
  min: 1,
  max: 4,
  default: 1,
  help: '2 halves the image.',
})

/** A convolution without a bias of its own: the batch norm behind it has one. */
export const conv = { padding: 'same', useBias: false } as const

/** A batch norm that has seen enough after a hundred steps: the usual 0.99 takes a thousand, more than small sets have. */
export const norm = { momentum: 0.9 } as const
