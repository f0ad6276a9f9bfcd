/** @file Compares the forecast of the engine's memory with the buffers of the engine, for every layer and example. */
import { expect, test } from 'vitest'
import { expectDefined } from '../base/assert'
import { rng } from '../base/rng'
import { findDataset } from '../catalog/datasets/all'
import type { Shape } from '../catalog/layer-def'
import { layerKinds, layers } from '../catalog/layers'
import { checkNetwork } from '../compile/check-network'
import { stepOf } from '../compile/checked-drawings.test-help'
import { cost } from '../compile/cost'
import { drawLayer } from '../compile/random-layer.test-help'
import { toKeras } from '../compile/to-keras'
import { activations, trainingMemory } from '../compile/training-memory'
import { templates } from '../gallery'
import type { CheckedDrawing, Step } from '../graph/check-report'
import { planProgram, workBytes } from '../training/engines/program-step'
import { NotLowered } from '../training/program/layers/layer'
import { fixtureOf } from '../training/program/testing/program-fixture'
import { EXAMPLES, galleryJob } from './testing/gallery-jobs'

const MACHINE = { mostBytes: 512 * 2 ** 20 }

test.each(EXAMPLES)('%s: the forecast of the engine equals its buffers within two percent', async (id) => {
  const { job, dataset } = await galleryJob(id)
  const { networks, data, plan } = expectDefined(
    templates.find((template) => template.id === id),
    id,
  ).content
  const { schema } = expectDefined(findDataset(data.dataset), data.dataset)
  const { checked } = checkNetwork(expectDefined(networks[0], id).drawing, schema, plan)
  const { buffers } = planProgram(MACHINE, job, dataset).program
  const opened = buffers.reduce((sum, { words }) => sum + 4 * words, 0)
  const { engine } = trainingMemory(expectDefined(checked, id), plan, dataset.schema)
  expect(engine / opened).toBeCloseTo(1, 1.4)
})

const plan = { batchSize: 8, loss: { kind: 'meanSquaredError' } }

/** The drawing with a layer norm before and after the layer, so that it has a gradient and is not the last layer. */
function betweenNorms(kind: string, { steps }: CheckedDrawing<Shape>): CheckedDrawing<Shape> {
  const inputs = steps.filter(({ node }) => node.kind === 'input')
  const norms = inputs.map((input, i) => expectDefined(stepOf(`n${i}`, 'layerNormalization', {}, [input]), 'a norm'))
  const [layer, output] = steps.slice(inputs.length) as [Step<Shape>, Step<Shape>]
  const between = kind === 'embedding' ? layer : { ...layer, from: norms.map(({ node }) => node.id) }
  const last = expectDefined(stepOf('last', 'layerNormalization', {}, [between]), 'a norm')
  const before = kind === 'embedding' ? inputs : [...inputs, ...norms]
  return { steps: [...before, between, last, { ...output, from: ['last'] }] }
}

/** The result of lowering; undefined if the engine does not support the parameters. */
function lowered<T>(lower: () => T): T | undefined {
  try {
    return lower()
  } catch (error) {
    if (error instanceof NotLowered) return undefined
    throw error
  }
}

test.each(layerKinds.filter((kind) => kind !== 'input' && kind !== 'output'))(
  '%s: the activations of a row equal the buffers of the engine',
  (kind) => {
    const def = expectDefined(layers.find(kind), kind)
    if (def.plainTensorFlow) return
    const random = rng(31, { kind: 'weights', index: layerKinds.indexOf(kind) })
    let compared = 0
    for (let trial = 0; trial < 12; trial++) {
      const drawn = drawLayer(def, random)
      if (drawn.step.node.params.frozen === true) continue
      const checked = betweenNorms(kind, drawn.checked)
      const { job, dataset } = fixtureOf(toKeras(checked).model, { batchSize: plan.batchSize })
      const planned = lowered(() => planProgram(MACHINE, job, dataset))
      if (!planned) continue
      const { program, mostRows } = planned
      const { forward, backward } = activations(checked, cost(checked, 1), plan)
      const expected = mostRows * forward + plan.batchSize * backward
      // The buffers also hold a few values per feature, but none that grow with the rows.
      const label = `${kind} ${JSON.stringify(drawn.step.node.params)} on ${JSON.stringify(drawn.step.inputs)}`
      const rest = workBytes(program) / 4 - expected
      expect(rest, label).toBeGreaterThanOrEqual(0)
      expect(rest, label).toBeLessThan(40)
      compared++
    }
    expect(compared).toBeGreaterThan(0)
  },
)
