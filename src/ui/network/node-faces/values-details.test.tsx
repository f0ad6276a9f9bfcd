/** @file Tests what nodes and their dialog show of states, gates, and dropout masks. */
import { expect, onTestFinished, test } from 'vitest'
import { openTestStudio } from '../../../studio/testing/studio-fixture'
// Loaded before the tests, because loading TensorFlow.js takes longer than the first values.
import '../../../training/testing/trainer'
import { click, find, render, settle, texts } from '../../testing/render.test-help'
import { alignPoints, placePoints, pointAt } from './embedding-points'
import { LayerFace } from './layer-face'
import { pictured } from './paint-values'
import ValuesDialog from './values-dialog'

async function shown(template: string) {
  const netloom = await openTestStudio(template)
  onTestFinished(() => netloom.close())
  await netloom.when((s) => s.data.loaded)
  return netloom
}

const label = () => settle(() => document.querySelector('[data-part="values"]')?.getAttribute('aria-label'))
const wait = { timeout: 10_000 }

test('a recurrent node shows its hidden state over time, and its dialog each gate', async () => {
  const netloom = await shown('reverse-gru')
  const gru = netloom.app().project.drawing.nodes.find(({ kind }) => kind === 'gru')
  if (!gru) throw new Error('no GRU')
  await render(<LayerFace node={gru} />, netloom)
  await expect.poll(label, wait).toBe('Hidden state of Read over the 6 time steps of the current example')
  await render(<ValuesDialog node={gru.id} onClose={() => undefined} />, netloom)
  await expect
    .poll(() => settle(() => texts('[data-part="states"] label')), wait)
    .toEqual(['Hidden state', 'Update gate', 'Reset gate'])
  const picture = () => document.querySelector('[data-part="states"] canvas')?.getAttribute('aria-label')
  expect(picture()).toBe('Hidden state')
  await click(find('[data-part="states"] label', 'Update gate').querySelector('input') as HTMLInputElement)
  expect(picture()).toBe('Update gate')
  expect(texts('[data-part="states"] p')).toContain(
    'Where the update gate is 1, the hidden state is kept. Where it is 0, the candidate replaces it.',
  )
}, 30_000)

test('a dropout node shows the mask of a step while training, and then that it passes everything on', async () => {
  const netloom = await shown('moons-mlp')
  const { nodes } = netloom.app().project.drawing
  const dense = nodes.find(({ kind }) => kind === 'dense')?.id ?? ''
  await netloom.run('graph.addAfter', { kind: 'dropout', node: dense, params: { rate: 0.5 } })
  const dropout = netloom.app().project.drawing.nodes.find(({ kind }) => kind === 'dropout')
  if (!dropout) throw new Error('no dropout')
  await render(<LayerFace node={dropout} />, netloom)
  await expect.poll(label, wait).toBe('Dropout passes every value on: it drops values only in training')
  await render(<ValuesDialog node={dropout.id} onClose={() => undefined} />, netloom)
  const words = () => settle(() => texts('[data-part="mask"] p')[0])
  await expect.poll(words, wait).toMatch(/^Dropout drops values only in training/)
  await settle(() => netloom.run('run.step'))
  await expect.poll(label, wait).toBe('What Dropout keeps of the current example with the mask of training step 1')
  await expect
    .poll(words, wait)
    .toMatch(/^Training step 1 dropped \d+% of the values and multiplied the others by 2\. /)
  await settle(() => netloom.run('run.stop'))
  await expect.poll(words, wait).toMatch(/^Dropout drops values only in training/)
  await expect.poll(label, wait).toMatch(/^Dropout passes every value on/)
}, 30_000)

test('an embedding shows its vectors as points, and names those of the example', async () => {
  const netloom = await shown('reverse-gru')
  const embedding = netloom.app().project.drawing.nodes.find(({ kind }) => kind === 'embedding')
  if (!embedding) throw new Error('no embedding')
  await render(<LayerFace node={embedding} />, netloom)
  await expect.poll(label, wait).toBe('Letters: 10 vectors as points, those of the current example marked')
  await render(<ValuesDialog node={embedding.id} onClose={() => undefined} />, netloom)
  const words = () => settle(() => texts('[data-part="vectors"] p'))
  await expect
    .poll(words, wait)
    .toEqual([
      expect.stringMatching(/^Marked, from this example: \w, .+ and \w+\.$/),
      expect.stringMatching(/^10 vectors, by their first two principal components \(\d+% of the variance\)\. /),
    ])
}, 30_000)

test('points fill the picture with one scale, the nearest one is found, and a read does not mirror them', () => {
  const points = {
    ...{ x: Float64Array.of(-1, 0, 1), y: Float64Array.of(0, 0.5, 0), shares: [0.8, 0.2] as const },
    ...{ rows: Uint32Array.of(0, 1, 2), names: ['a', 'b', 'c'], of: 3, current: [1] },
  }
  const places = placePoints(points, { x: 0, y: 0, width: 116, height: 200 })
  expect(places).toEqual([
    { x: 8, y: 112.5 },
    { x: 58, y: 87.5 },
    { x: 108, y: 112.5 },
  ])
  expect(pointAt(points, places, { x: 60, y: 90 })).toBe(1)
  expect(pointAt(points, places, { x: 60, y: 150 })).toBeUndefined()
  const mirrored = { ...points, x: points.x.map((value) => -value) }
  expect(alignPoints(mirrored, points).x).toEqual(points.x)
  expect(alignPoints(points, points)).toEqual(points)
})

test('a picture of a masked layer has what is kept, scaled, and marks what is dropped', () => {
  const mask = Float32Array.of(0, 2, 2)
  const seen = {
    values: Float32Array.of(1, -3, 0),
    shape: [3],
    details: { kind: 'mask', values: mask, step: 1 },
  } as const
  expect(pictured(seen)).toMatchObject({ values: Float32Array.of(0, -6, 0), shape: [3], mask })
})
