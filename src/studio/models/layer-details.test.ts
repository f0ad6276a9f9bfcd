/** @file Details of layers in a studio: states over time before training, and the masks of a run's steps. */
import { expect, onTestFinished, test } from 'vitest'
import { toKeras } from '../../compile/to-keras'
import { openNetwork } from '../../training/network'
import { tf } from '../../training/tensorflow'
import { openTestStudio, type TestStudio } from '../testing/studio-fixture'
import type { LayerDetails } from './layer-details'
import type { LayersRead, LayerValues } from './layer-values'

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

test('the vectors of an embedding are those of the tokens, by their principal components', async () => {
  const netloom = await opened('reverse-gru')
  const [node = ''] = idsOf(netloom, 'embedding')
  const { label = '' } = netloom.app().project.drawing.nodes.find(({ kind }) => kind === 'input') ?? {}
  const { details } = await netloom.run<LayersRead>('layer.all', { nodes: [node], row: 3, details: true })
  const points = details?.[node] as Extract<LayerDetails, { kind: 'vectors' }>
  expect(points.names.slice(0, 2)).toEqual(['padding', 'unknown'])
  expect([points.of, points.names.length, points.x.length]).toEqual([10, 10, 10])
  expect([...points.rows]).toEqual([...points.rows.keys()])

  // The oracle: the variance of the vectors themselves.
  const { embeddings } = await netloom.run<Record<string, LayerValues>>('weights.list', { node })
  const [rows = 0, width = 0] = embeddings?.shape ?? []
  const spread = (values: readonly number[]) => {
    const mean = values.reduce((sum, value) => sum + value / values.length, 0)
    return values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  }
  const column = (at: number) =>
    Array.from({ length: rows }, (_, row) => embeddings?.values[row * width + at] as number)
  const total = Array.from({ length: width }, (_, at) => spread(column(at))).reduce((sum, one) => sum + one, 0)
  expect([spread([...points.x]) / total, spread([...points.y]) / total]).toEqual(
    points.shares.map((share) => expect.closeTo(share, 5)),
  )

  // Each token of the example once, in order; a token that is repeated is one point.
  const letters = points.names.slice(2, 5)
  await netloom.run('trial.set', { input: label, value: `${letters[2]}${letters[0]}${letters[2]}` })
  const written = await netloom.run<LayersRead>('layer.all', { nodes: [node], details: true })
  const own = written.details?.[node] as Extract<LayerDetails, { kind: 'vectors' }>
  expect(own.current.map((i) => own.names[i]).filter((name) => name !== 'padding')).toEqual([letters[2], letters[0]])
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
