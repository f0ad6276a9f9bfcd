/** @file The blocks that come with Netloom. To add a block, create its file and list it here. */
import type { Block } from '../../graph/block'
import { inception } from './inception'
import { invertedResidual } from './inverted-residual'
import { residualBasic } from './residual-basic'
import { residualBottleneck } from './residual-bottleneck'
import { residualHalving } from './residual-halving'
import { squeezeExcitation } from './squeeze-excitation'
import { unetDown } from './unet-down'
import { unetUp } from './unet-up'

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
