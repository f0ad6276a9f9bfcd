/** @file Tests the control of an input that reads arrays: it shows an example, and the network predicts it. */
import { expect, onTestFinished, test } from 'vitest'
import '../../../catalog/datasets/all'
import { writeNpy, writeZip } from '../../../storage/model-artifact/zip'
import type { RunRecord } from '../../../storage/records'
import { openTestStudio } from '../../../studio/testing/studio-fixture'
import { click, find, render, settle } from '../../testing/render.test-help'
import { PlanBar } from '../../training-plan/plan-bar'
import { InputFace } from './input-face'
// Loaded before the tests, as on a page that shows a prediction.
import './class-bars'
import { PredictionFace } from './prediction-face'

const ROWS = 60
const STEPS = 120

/** Waves of two speeds, which are the two classes. */
function waves(): Uint8Array {
  const x = Float32Array.from({ length: ROWS * STEPS }, (_, i) =>
    Math.sin(i + (i % STEPS) * (Math.floor(i / STEPS) % 2 ? 0.1 : 0.4)),
  )
  const y = Float32Array.from({ length: ROWS }, (_, row) => row % 2)
  return writeZip(
    new Map([
      ['x.npy', writeNpy([ROWS, STEPS, 1], x)],
      ['y.npy', writeNpy([ROWS], y)],
    ]),
  )
}

test('an input that reads arrays shows the series of an example, and Sample shows another', async () => {
  const netloom = await openTestStudio('blank')
  onTestFinished(() => netloom.close())
  await netloom.run('data.bring', { files: [{ path: 'waves.npz', bytes: waves() }], project: 'new' })
  await netloom.when(({ data }) => data.loaded)
  const node = netloom.app().project.drawing.nodes.find(({ kind }) => kind === 'input')
  if (!node) throw new Error('no input')
  await render(<InputFace node={node} />, netloom)
  await expect.poll(() => settle(() => document.querySelectorAll('polyline').length)).toBe(1)
  const trial = () => JSON.stringify(netloom.app().trial)
  await expect.poll(() => settle(trial)).toContain('0.')
  const before = trial()
  await click(find('button', 'Sample'))
  await expect.poll(() => settle(trial)).not.toBe(before)
  expect(document.body.textContent).not.toContain('The sliders appear')
})

test('an input that reads a window of earlier rows shows a series of its length', async () => {
  const netloom = await openTestStudio('blank')
  onTestFinished(() => netloom.close())
  const rows = Array.from({ length: ROWS }, (_, row) => `${row},${300 + row + 0.5}`)
  const bytes = new TextEncoder().encode(['month,ppm', ...rows].join('\n'))
  await netloom.run('data.bring', { files: [{ path: 'ppm.csv', bytes }], project: 'new' })
  await netloom.when(({ data }) => data.loaded)
  const window = { kind: 'window', length: 6, horizon: 1 }
  await netloom.run('plan.set', { features: ['ppm'], prepare: { ppm: [{ kind: 'standardize' }, window] } })
  const node = netloom.app().project.drawing.nodes.find(({ kind }) => kind === 'input')
  if (!node) throw new Error('no input')
  const sent: (readonly number[])[] = []
  onTestFinished(
    netloom.studio.store.subscribe(({ trial }, before) => {
      if (trial && trial !== before.trial) sent.push((trial[node.label] as { ppm: readonly number[] }).ppm)
    }),
  )
  await render(<InputFace node={node} />, netloom)
  // The placeholder is sent first, and the example replaces it.
  await expect.poll(() => settle(() => sent.length)).toBe(2)
  expect(sent[0]?.every((ppm) => ppm === 0)).toBe(true)
  expect(sent[1]).toHaveLength(window.length)
  expect(Math.max(...(sent[1] ?? []))).toBeGreaterThan(300)
  expect(document.querySelectorAll('input[type=range]')).toHaveLength(0)
})

test('after the target changed, the output node shows no prediction of the run for the old target', async () => {
  const netloom = await openTestStudio('penguins-mlp')
  onTestFinished(() => netloom.close())
  const { store } = netloom.studio
  const output = () => {
    const node = netloom.app().project.drawing.nodes.find(({ kind }) => kind === 'output')
    if (!node) throw new Error('no output')
    return node
  }
  const answer = {
    outputs: { [output().label]: { kind: 'classes', label: 'Adelie', probabilities: { Adelie: 0.7, Gentoo: 0.3 } } },
    by: 'run of v1',
  } as const
  const run: RunRecord = {
    ...{ id: 'r', project: netloom.app().project.id, name: 'Run 1', startedAt: '2026-01-01', tag: 'done' },
    ...{ content: netloom.studio.projects.content(), drawingVersion: 1, steps: 1, history: [], metrics: null },
  }
  await settle(() => store.setState({ answer, runs: [run] }))
  const box = await render(<PredictionFace node={output()} />, netloom)
  const bar = await render(<PlanBar />, netloom)
  expect(box.textContent).toContain('Adelie')
  await settle(() => netloom.run('plan.set', { target: 'Island' }))
  await settle(() => store.setState({ answer }))
  expect(box.textContent).toBe('Press Train to see a prediction here.')
  await settle(() => netloom.run('plan.set', { target: 'Species' }))
  await settle(() => store.setState({ answer }))
  expect(box.textContent).toContain('Adelie')

  // Fewer examples are other data of the same dataset.
  expect(bar.textContent).toContain('TrainedNetwork')
  await settle(() =>
    store.setState(({ project }) => ({ project: { ...project, data: { ...project.data, samples: 50 } } })),
  )
  expect(bar.textContent).toContain('Trained on earlier data')
})
