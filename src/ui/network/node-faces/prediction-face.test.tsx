/** @file Tests that predictions of a network before it was changed are dimmed and named, in all views the same way. */
import { expect, onTestFinished, test } from 'vitest'
// Loaded before the test, because loading TensorFlow.js takes longer than the first prediction.
import '../../../training/testing/trainer'
import { openTestStudio } from '../../../studio/testing/studio-fixture'
import { Dock } from '../../dock/dock'
import { render, settle, texts } from '../../testing/render.test-help'
import ClassBars from './class-bars'
import { PredictionFace } from './prediction-face'
import { FlowLegend } from './wire-flow'

test('predictions from before a change are dimmed and named until it is undone or the network is trained', async () => {
  const netloom = await openTestStudio('moons-mlp')
  onTestFinished(() => netloom.close())
  await netloom.run('data.use', { dataset: 'moons', samples: 60 })
  await netloom.run('plan.set', { epochs: 2 })
  const train = async () => {
    await netloom.run('run.start')
    await netloom.when(({ run }) => run.tag === 'done')
  }
  await train()
  await netloom.run('trial.set', { input: 'Point', value: [0, 0] })
  await expect.poll(() => netloom.app().answer).toBeTruthy()
  netloom.studio.store.setState({
    canvas: { ...netloom.app().canvas, size: { width: 1000, height: 500 } },
  } as never)
  const output = netloom.app().project.drawing.nodes.find(({ kind }) => kind === 'output')
  if (!output) throw new Error('The network has an output.')
  await render(
    <>
      <PredictionFace node={output} />
      <FlowLegend />
      <Dock />
    </>,
    netloom,
  )
  /** What is dimmed, by its first words, the tags in the dock, and the source of the prediction. */
  const seen = () => ({
    dimmed: document.querySelectorAll('[data-old]').length,
    tags: texts('h3 em'),
    from: document.querySelector('ol[aria-label*="revision"]')?.getAttribute('aria-label'),
    caption: texts('p').includes('Before the change'),
    legend: document
      .querySelector('[data-part="flow-legend"]')
      ?.textContent?.includes('not been trained since the change'),
  })
  const now = { dimmed: 0, tags: [], from: 'Prediction from the run of revision 1', caption: false, legend: false }
  // The prediction and the panels of the dock: the loss, the scores, and the surface.
  const before = {
    dimmed: 4,
    tags: ['before the change', 'before the change', 'before the change'],
    from: 'Before the change: the run of revision 1',
    caption: true,
    legend: true,
  }
  await expect.poll(() => settle(seen)).toEqual(now)
  await settle(() => netloom.run('graph.set', { node: 'hidden', params: { units: 9 } }))
  expect(seen()).toEqual(before)
  // Moving a layer is no change of what the network computes.
  await settle(() => netloom.run('graph.undo'))
  await settle(() => netloom.run('graph.rename', { node: 'hidden', label: 'First' }))
  expect(seen()).toEqual(now)
  // With a problem, no layer has values.
  await settle(() => netloom.run('graph.set', { node: 'hidden', params: { units: 0 } }))
  expect(seen()).toEqual({ ...before, legend: false })
  await settle(() => netloom.run('graph.set', { node: 'hidden', params: { units: 3 } }))
  expect(seen()).toEqual(before)
  await settle(train)
  await expect.poll(() => settle(seen)).toMatchObject({ dimmed: 0, tags: [], legend: false })
})

test('from far, the two most probable classes are left, each name in the line of its probability', async () => {
  const netloom = await openTestStudio('shape-kinds-cnn')
  onTestFinished(() => netloom.close())
  const node = netloom.app().project.drawing.nodes.find(({ kind }) => kind === 'output')?.id ?? ''
  const probabilities = { disc: 0.2, square: 0.7, triangle: 0.1 }
  await render(<ClassBars {...{ node, probabilities }} by="Run 1" isBeforeChange={false} grow={1} />, netloom)
  const bars = [...document.querySelectorAll<HTMLElement>('li')]
  expect(
    bars.flatMap(({ dataset, firstElementChild }) => (dataset.top ? [firstElementChild?.textContent] : [])),
  ).toEqual(['disc', 'square'])
  // The grid is dense: without a column of its own, a name would go next to the one before it.
  expect(bars.map(({ firstElementChild }) => (firstElementChild as HTMLElement).style.gridColumn)).toEqual([
    '1',
    '1',
    '1',
  ])
})
