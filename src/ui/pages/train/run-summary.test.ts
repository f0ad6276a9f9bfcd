import { expect, test } from 'vitest'
import { runsText } from '../../../messages/en/train/runs'
import { message } from '../../../messages/message'
import { dataText, engineText, evaluationText, metricsText, originText, statusText } from './run-summary'

const classes = {
  kind: 'classes',
  label: 'Species',
  loss: 0.1,
  accuracy: 0.973,
  perClass: [],
  confusion: [],
  wrong: [],
  right: [],
} as const
const number = { kind: 'number', label: 'Mass', loss: 0.1, mae: 213.4, rmse: 300, r2: 0.861, pairs: [] } as const

const imageHead = {
  kind: 'image',
  label: 'Again',
  loss: 0.1,
  shape: [28, 28, 1],
  mae: 10.04,
  rmse: 29,
  worst: [],
  some: [],
} as const

test('an evaluation on one line names its outputs only where there are several', () => {
  expect(evaluationText({ split: 'validation', heads: [classes] })).toBe('Validation set: accuracy 97.3%')
  expect(evaluationText({ split: 'test', heads: [classes, number] })).toBe(
    'Test set: Species accuracy 97.3%; Mass MAE 213, R² 0.861',
  )
  const mask = { ...imageHead, mask: { accuracy: 0.98, iou: 0.8427, dice: 0.9147 } }
  expect([imageHead, mask].map((head) => evaluationText({ split: 'test', heads: [head] }))).toEqual([
    'Test set: MAE 10.0 of 255',
    'Test set: IoU 84.3%, MAE 10.0 of 255',
  ])
})

test('a run without an evaluation shows its last epoch, or that none is finished', () => {
  expect(metricsText({ metrics: null, history: [] })).toBe('No epoch has finished')
  const from = { run: 'r', step: 24_700, epoch: 988 }
  expect(metricsText({ metrics: null, history: [], from })).toBe('No epoch has finished since the start at epoch 988')
  expect(metricsText({ metrics: null, history: [{ epoch: 2, loss: 0.5, metrics: {} }] })).toBe('Epoch 2: loss 0.500')
  const history = [{ epoch: 2, loss: 0.5, validationLoss: 0.6, metrics: {} }]
  expect(metricsText({ metrics: null, history })).toBe('Epoch 2: loss 0.500, validation loss 0.600')
})

test('the status of a run says how it ended, with the reason', () => {
  expect(statusText({ tag: 'done', why: 'early' }, 'over')).toBe(runsText.status.early)
  expect(statusText({ tag: 'done' }, 'over')).toBe(runsText.status.finished)
  expect(statusText({ tag: 'failed', why: 'The GPU was lost.' }, 'over')).toBe('failed: The GPU was lost.')
  expect(statusText({ tag: 'interrupted' }, 'over')).toContain('interrupted')
})

test('a run on this page has its status here, one that trains elsewhere is shown as such', () => {
  const statuses = (['training', 'paused', 'preparing', 'over'] as const).map((stateHere) =>
    statusText({ tag: 'training' }, stateHere),
  )
  expect(statuses).toEqual(['training', 'paused', 'preparing', 'training in another tab'])
})

test('what interrupted a run is listed with the step it resumed from', () => {
  expect(runsText.setback['worker-silent']({ step: 1244, from: 1240 })).toBe(
    'Training stopped responding at step 1,244. Resumed from step 1,240.',
  )
  expect(runsText.setback['device-lost']({ step: 16, from: 0 })).toBe(
    'The browser lost its connection to the GPU at step 16. Restarted from the beginning.',
  )
})

test('a run that started from a checkpoint names the run, also where that is deleted', () => {
  const from = { run: 'r', step: 1200, epoch: 3 }
  expect(originText(from, [{ id: 'r', name: 'Run 2' }])).toBe('Started from Run 2, step 1,200')
  expect(originText(from, [])).toBe('Started from a deleted run, step 1,200')
})

test('an engine is shown by its name and its proof, stored as a message or as text; an unknown id as it is', () => {
  const reason = 'Checked against TensorFlow.js'
  expect(engineText({ name: 'exact CPU', device: '', reason })).toBe(
    'Netloom CPU engine · Checked against TensorFlow.js',
  )
  const proved = message('engine-proved', { steps: 3, lossDifference: 2e-7, weightDifference: 0 })
  expect(engineText({ name: 'exact CPU', device: '', reason: proved })).toBe(
    'Netloom CPU engine · Checked against TensorFlow.js: losses within 2e−7, equal weights over 3 steps',
  )
  expect(engineText({ name: 'another', device: '', reason: '' })).toBe('another')
})

test('a run on the user’s own dataset names its exact version', () => {
  const schema = {
    id: 's',
    title: 'Flowers',
    kind: 'table',
    columns: [],
    rows: 1334,
    testRows: 0,
    target: '',
    ignore: [],
  } as const
  const pick = { dataset: 's', version: `8f106d3e${'0'.repeat(56)}`, schema }
  expect(dataText(pick)).toBe('Trained on Flowers, version 8f106d3e, 1,334 rows')
  expect(dataText({ ...pick, samples: 200 })).toBe('Trained on Flowers, version 8f106d3e, 200 of 1,334 rows')
})
