/** @file Details of layers in a studio: states over time before training, and the masks of a run's steps. */
import { expect, onTestFinished, test } from 'vitest'
import { toKeras } from '../../compile/to-keras'
import { openNetwork } from '../../training/network'
import { tf } from '../../training/tensorflow'
import { openTestStudio, type TestStudio } from '../testing/studio-fixture'
import type { LayerDetails } from './layer-details'
import type { LayersRead } from './layer-values'

async function opened(template: string): Promise<TestStudio> {
  const netloom = await openTestStudio(template)
  onTestFinished(() => netloom.close())
  await netloom.when((s) => s.data.loaded)
  return netloom
}

const idsOf = (netloom: TestStudio, kind: string) =>
  netloom.app().project.drawing.nodes.flatMap((node) => (node.kind === kind ? [node.id] : []))

test('the states of a GRU end in its output, for inputs from other layers, too', async () => {
  const netloom = await opened('reverse-gru')
  const nodes = idsOf(netloom, 'gru')
  const { layers, details } = await netloom.run<LayersRead>('layer.all', { nodes, row: 3, details: true })
  expect(nodes).toHaveLength(2)
  for (const node of nodes) {
    const own = details?.[node] as Extract<LayerDetails, { kind: 'states' }>
    expect([own.steps, own.units, Object.keys(own.series)]).toEqual([6, 64, ['hidden', 'updateGate', 'resetGate']])
    const output = [...(layers[node]?.values ?? [])].map((value) => expect.closeTo(value, 5))
    expect([...(own.series.hidden ?? [])].slice(-output.length)).toEqual(output)
  }
  const plain = await netloom.run<LayersRead>('layer.all', { nodes, row: 3 })
  expect([Object.keys(plain.layers), plain.details]).toEqual([nodes, undefined])
}, 30_000)

test('the mask is the one with which the run has trained its last step, and there is none without a run', async () => {
  const netloom = await opened('moons-mlp')
  const [dense = ''] = idsOf(netloom, 'dense')
  await netloom.run('graph.addAfter', { kind: 'dropout', node: dense, params: { rate: 0.5 } })
  const [node = ''] = idsOf(netloom, 'dropout')
  const read = () => netloom.run<LayersRead>('layer.all', { nodes: [node], row: 3, details: true })
  expect((await read()).details).toEqual({})
  await netloom.run('run.step')
  await netloom.when(({ run }) => run.tag === 'paused')
  await netloom.run('run.step')
  await netloom.when(({ run }) => run.tag === 'paused' && run.step === 2)
  const { layers, details } = await read()
  const mask = details?.[node] as Extract<LayerDetails, { kind: 'mask' }>
  expect(mask.step).toBe(2)

  // The oracle: the layer as it trains in TensorFlow.js, which multiplies ones by its mask.
  const { report, project } = netloom.app()
  if (!report.checked) throw new Error('the network has a problem')
  const lowering = toKeras(report.checked)
  const network = await openNetwork(lowering.model, project.plan.seed)
  network.randomness.step = 1
  const layer = network.model.getLayer(lowering.layerOf.get(node) ?? '')
  const units = layers[node]?.shape[0] as number
  const batch = layer.call(tf.ones([4, units]), { training: true }) as Awaited<ReturnType<typeof tf.tensor>>
  expect([...mask.values]).toEqual([...batch.dataSync()].slice(0, units))
  expect(new Set(mask.values)).toEqual(new Set([0, 2]))
  network.close()
  await netloom.run('run.stop')
  await netloom.when(({ run }) => run.tag === 'done')
  expect((await read()).details).toEqual({})
}, 30_000)
