/** @file The blocks that come with Netloom. To add a block, create its file and list it here. */
import type { Block } from '../../graph/block'
import { inception, squeezeExcitation } from './parallel'
import { invertedResidual, residualBasic, residualBottleneck, residualHalving } from './residual'
import { unetDown, unetUp } from './unet'

/** All shipped blocks, in palette order. */
export const shippedBlocks: readonly Block[] = [
  residualBasic,
  residualHalving,
  residualBottleneck,
  invertedResidual,
  squeezeExcitation,
  inception,
  unetDown,
  unetUp,
]
