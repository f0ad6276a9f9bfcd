import * as tf from '@tensorflow/tfjs'
import { beforeAll, describe, expect, it } from 'vitest'
import { present } from '../../base/assert'
import { mnistStarter } from '../../catalog/datasets/mnist-starter'
import { checkNetwork } from '../../compile/check-network'
import { defaultPlan } from '../../compile/default-plan'
import { toKeras } from '../../compile/to-keras'
import { BLOCK, BLOCK_OF } from '../../graph/block'
import type { Drawing, Wire } from '../../graph/drawing'
import { draw } from '../template'
import { shippedBlocks } from '.'

beforeAll(async () => {
  await tf.setBackend('cpu')
})

/** Digits through the block: what it needs before and beside it, then a head. */
function around(id: string): Drawing {
  const block = present(
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
  const down = present(
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

const SHAPES: Readonly<Record<string, readonly number[]>> = {
  'residual-basic': [28, 28, 16],
  'residual-bottleneck': [28, 28, 64],
  'inverted-residual': [28, 28, 16],
  'squeeze-excitation': [28, 28, 16],
  inception: [28, 28, 32],
  'unet-down': [14, 14, 16],
  'unet-up': [28, 28, 16],
}

describe('the blocks that come with the studio', () => {
  it.each(shippedBlocks.map(({ id }) => id))('%s opens, fits and builds', async (id) => {
    const report = checkNetwork(around(id), mnistStarter.schema, defaultPlan(mnistStarter))
    expect(report.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([])
    expect(report.shapes.get('block')).toEqual(SHAPES[id])
    const { model } = toKeras(present(report.checked, 'a sound network'))
    const built = await tf.models.modelFromJSON({ modelTopology: model as never } as never)
    expect(built.countParams()).toBe(report.totalParameters)
    expect(report.parameters.get('block')).toBeGreaterThan(0)
    built.dispose()
  })

  it('have sentences and names of their own', () => {
    expect(new Set(shippedBlocks.map(({ name }) => name)).size).toBe(shippedBlocks.length)
    for (const { summary } of shippedBlocks) expect(summary?.length).toBeGreaterThan(20)
  })
})
