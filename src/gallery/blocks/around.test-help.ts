/** @file A small network around a gallery block, for tests of blocks and of network descriptions. */
import { expectDefined } from '../../base/assert'
import { BLOCK, BLOCK_OF } from '../../graph/block'
import type { Drawing, Wire } from '../../graph/drawing'
import { draw } from '../template'
import { shippedBlocks } from '.'

/** A network on digits: the layers that the block needs before it, the block, and a classification head. */
export function around(id: string): Drawing {
  const block = expectDefined(
    shippedBlocks.find((one) => one.id === id),
    id,
  )
  const used = (name: string) => ({ [BLOCK_OF]: name })
  const before = {
    in: [0, 0, 'input', 'Digits'],
    stem: [1, 0, 'conv2d', 'Stem', { filters: 16, kernelSize: 3, padding: 'same' }],
  } as const
  const after = {
    pool: [4, 0, 'globalAveragePooling2d', 'Pool'],
    dense: [5, 0, 'dense', 'Dense', { units: 10, activation: 'softmax' }],
    out: [6, 0, 'output', 'Digit'],
  } as const
  const own = { block: [3, 0, BLOCK, block.name, used(id)] } as const
  const head = ['block > pool', 'pool > dense', 'dense > out']
  if (id !== 'unet-up') {
    const plain = draw({ ...before, ...own, ...after }, ['in > stem', 'stem > block', ...head])
    return { ...plain, blocks: { [id]: block } }
  }
  const down = expectDefined(
    shippedBlocks.find((one) => one.id === 'unet-down'),
    'unet-down',
  )
  const both = draw({ ...before, down: [2, 0, BLOCK, 'Down', used('unet-down')], ...own, ...after }, [
    'in > stem',
    'stem > down',
    'down > block',
    ...head,
  ])
  const across: Wire = { id: 'across', from: 'down', to: 'block', port: 1, out: 1 }
  return { ...both, wires: [...both.wires, across], blocks: { [id]: block, [down.id]: down } }
}
