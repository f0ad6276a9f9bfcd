/** @file Tests the history next to the canvas: it lists the training settings and the dataset among the edits. */
import { expect, onTestFinished, test } from 'vitest'
import { openTestStudio } from '../../studio/testing/studio-fixture'
import { BoardProvider } from '../canvas/board-context'
import { Panels } from '../canvas/canvas-panels'
import { recordEdits } from '../pages/data/undo/use-undo-scope'
import { openPage } from '../shell/open-page'
import { click, find, render, settle, texts } from '../testing/render.test-help'
import { networkCatalog } from './network-catalog'

test('the history lists settings and datasets among the edits of the network, and jumps to any step', async () => {
  const netloom = await openTestStudio('moons-mlp')
  onTestFinished(() => netloom.close())
  onTestFinished(() => openPage.setState({ history: undefined }))
  const [, dense] = netloom.app().project.drawing.nodes
  const rename = (label: string) => netloom.run('graph.rename', { node: dense?.id, label })
  await rename('Before')
  await settle(() => recordEdits(netloom.studio))
  await netloom.run('canvas.history')
  await render(
    <BoardProvider board={netloom.studio} catalog={networkCatalog}>
      <Panels />
    </BoardProvider>,
    netloom,
  )
  const steps = () => texts('ol[aria-label="History"] button')
  const current = () => find('[aria-current="step"]').textContent
  const state = () => {
    const { plan, data, drawing } = netloom.app().project
    return [plan.learningRate, plan.loss.kind, data.dataset, drawing.nodes.find(({ id }) => id === dense?.id)?.label]
  }
  const initial = state()
  await settle(() => netloom.run('plan.set', { learningRate: 0.0005 }))
  await settle(() => rename('After'))
  const middle = state()
  await settle(() => netloom.run('plan.set', { loss: { kind: 'hinge' }, epochs: 7 }))
  await settle(() => netloom.run('data.use', { dataset: 'spirals' }))
  const last = state()
  expect(last).toEqual([0.0005, 'hinge', 'spirals', 'After'])
  const all = [
    ...['Original', 'Rename Dense to Before', 'Set the learning rate to 0.0005', 'Rename Before to After'],
    ...['Change the loss and the number of epochs', 'Choose the dataset or its examples'],
  ]
  expect([steps(), current()]).toEqual([all, all.at(-1)])
  await click(find('ol button', 'Rename Before to After'))
  await expect.poll(() => settle(current)).toBe('Rename Before to After')
  expect([steps(), state()]).toEqual([all, middle])
  await click(find('ol button', 'Rename Dense to Before'))
  await expect.poll(() => settle(current)).toBe('Rename Dense to Before')
  expect([steps(), state()]).toEqual([all, initial])
  await click(find('ol button', 'Choose the dataset or its examples'))
  await expect.poll(() => settle(current)).toBe(all.at(-1))
  expect([steps(), state()]).toEqual([all, last])
  // A new step replaces those that were undone.
  await click(find('ol button', 'Set the learning rate to 0.0005'))
  await expect.poll(() => settle(current)).toBe('Set the learning rate to 0.0005')
  await settle(() => rename('Other'))
  expect(steps()).toEqual([...all.slice(0, 3), 'Rename Before to Other'])
})

test('the history next to the canvas undoes edits of the dataset in their place in time', async () => {
  const netloom = await openTestStudio('moons-mlp')
  onTestFinished(() => netloom.close())
  onTestFinished(() => openPage.setState({ history: undefined }))
  await settle(() => recordEdits(netloom.studio))
  await netloom.run('canvas.history')
  await render(
    <BoardProvider board={netloom.studio} catalog={networkCatalog}>
      <Panels />
    </BoardProvider>,
    netloom,
  )
  await settle(() => netloom.run('plan.set', { learningRate: 0.0005 }))
  await settle(() => netloom.run('dataset.edit', { step: { kind: 'exclude', rows: [[0, 9]] } }))
  await settle(() => netloom.run('dataset.edit', { step: { kind: 'rename', column: 'x', to: 'left' } }))
  const steps = () => texts('ol[aria-label="History"] button')
  expect(steps().slice(2)).toEqual(['In the dataset: Excluded 10 rows', 'In the dataset: Renamed "x" to "left"'])
  await click(find('ol button', 'In the dataset: Excluded 10 rows'))
  await expect.poll(() => settle(() => netloom.app().project.plan.learningRate)).toBe(0.0005)
  expect(netloom.app().sets.sets[0]).toMatchObject({ steps: { length: 1 }, undone: { length: 1 } })
  expect(steps().slice(2)).toEqual(['In the dataset: Excluded 10 rows', 'In the dataset: Renamed "x" to "left"'])
})
