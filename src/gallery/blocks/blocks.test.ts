import * as tf from '@tensorflow/tfjs'
import { beforeAll, describe, expect, it } from 'vitest'
import { expectDefined } from '../../base/assert'
import { mnistStarter } from '../../catalog/datasets/mnist'
import { checkNetwork } from '../../compile/check-network'
import { defaultPlan } from '../../compile/default-plan'
import { toKeras } from '../../compile/to-keras'
import { shippedBlocks } from '.'
import { around } from './around.test-help'

beforeAll(async () => {
  await tf.setBackend('cpu')
})

const SHAPES: Readonly<Record<string, readonly number[]>> = {
  'residual-basic': [28, 28, 16],
  'residual-halving': [14, 14, 32],
  'residual-bottleneck': [28, 28, 64],
  'inverted-residual': [28, 28, 16],
  'squeeze-excitation': [28, 28, 16],
  inception: [28, 28, 32],
  'unet-down': [14, 14, 16],
  'unet-up': [28, 28, 16],
}

describe('the blocks that come with Netloom', () => {
  it.each(shippedBlocks.map(({ id }) => id))('%s expands, fits, and builds', async (id) => {
    const report = checkNetwork(around(id), mnistStarter.schema, defaultPlan(mnistStarter))
    expect(report.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([])
    expect(report.shapes.get('block')).toEqual(SHAPES[id])
    const { model } = toKeras(expectDefined(report.checked, 'a sound network'))
    const built = await tf.models.modelFromJSON({ modelTopology: model as never } as never)
    expect(built.countParams()).toBe(report.totalParameters)
    expect(report.parameters.get('block')).toBeGreaterThan(0)
    built.dispose()
  })

  it('have summaries and unique names', () => {
    expect(new Set(shippedBlocks.map(({ name }) => name)).size).toBe(shippedBlocks.length)
    for (const { summary } of shippedBlocks) expect(summary?.length).toBeGreaterThan(20)
  })
})
