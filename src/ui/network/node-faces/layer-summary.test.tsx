/** @file Tests what the panel of a layer shows of its filters and of the current example. */
import { expect, onTestFinished, test, vi } from 'vitest'
import type { LayerValues } from '../../../studio/models/layer-values'
import { openTestStudio } from '../../../studio/testing/studio-fixture'
// Loaded before the tests, because loading TensorFlow.js takes longer than the first values.
import '../../../training/testing/trainer'
import { find, render, texts } from '../../testing/render.test-help'
import { NodePanel } from '../../inspector/node-panel'
import { filtersOf } from './layer-summary'

test('filters are the mean over the input channels; other kernels are not shown', () => {
  const shape = [2, 3, 4, 5] as const
  const values = Float32Array.from({ length: 120 }, (_, i) => Math.sin(i))
  const found = filtersOf({ values, shape })
  expect(found).toMatchObject({ shape: [2, 3, 5], inputs: 4 })
  const at = (y: number, x: number, input: number, filter: number) =>
    values[((y * 3 + x) * 4 + input) * 5 + filter] as number
  const mean = [0, 1, 2, 3].reduce((sum, input) => sum + at(1, 2, input, 3), 0) / 4
  expect(found?.values[(1 * 3 + 2) * 5 + 3]).toBeCloseTo(mean, 6)
  expect(filtersOf({ values, shape: [24, 5] })).toBeUndefined()
  expect(filtersOf({ values, shape: [1, 1, 24, 5] })).toBeUndefined()
  expect(filtersOf({ values: new Float32Array(60_000), shape: [5, 5, 120, 20] })).toBeUndefined()
  expect(filtersOf(undefined)).toBeUndefined()
})

test('the panel has the most active filter before the settings, and after them the channels that are zero', async () => {
  const netloom = await openTestStudio('shape-kinds-cnn')
  onTestFinished(() => netloom.close())
  await netloom.when((s) => s.data.loaded)
  const node = netloom.app().project.drawing.nodes.find(({ kind }) => kind === 'conv2d')?.id as string
  await render(<NodePanel id={node} />, netloom)
  const words = () => find('[data-part="layer-summary"]').textContent
  await vi.waitFor(() => expect(words()).toMatch(/Filter \d+ most active: mean \d/), 10_000)

  const { values, shape } = await netloom.run<LayerValues>('layer.values', { node })
  const filters = shape[2] as number
  const means = Array.from({ length: filters }, (_, filter) => {
    const own = values.filter((_, i) => i % filters === filter)
    return own.reduce((sum, value) => sum + value, 0) / own.length
  })
  const most = means.indexOf(Math.max(...means))
  const zeros = means.filter((mean) => mean === 0).length
  expect(words()).toContain(`Filter ${most + 1} most active`)
  expect(texts('[data-part="layer-figures"] dd')).toContain(`${zeros} of ${filters}`)

  const order = ['p', '[data-part="layer-summary"]', 'input', '[data-part="layer-figures"]']
  const parts = order.map((selector) => document.querySelector(`[data-node] ${selector}`) as Element)
  const follows = (one: Element, before: Element) => before.compareDocumentPosition(one) & 4
  expect(parts.slice(1).map((one, i) => follows(one, parts[i] as Element))).toEqual([4, 4, 4])
}, 30_000)
