import { expect, test } from 'vitest'
import { dataWords, evaluationWords, scoreWords, setbackWords, tagWords } from './run-row'

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

const picture = {
  kind: 'image',
  label: 'Again',
  loss: 0.1,
  shape: [28, 28, 1],
  mae: 10.04,
  rmse: 29,
  worst: [],
  some: [],
} as const

test('an evaluation in a line names its outputs only where there are several', () => {
  expect(evaluationWords({ split: 'validation', rows: 9, loss: 0, heads: [classes] })).toBe(
    'validation accuracy 97.3 %',
  )
  expect(evaluationWords({ split: 'test', rows: 9, loss: 0, heads: [classes, number] })).toBe(
    'test Species accuracy 97.3 %; test Mass MAE 213, R² 0.861',
  )
  const mask = { ...picture, mask: { accuracy: 0.98, iou: 0.8427, dice: 0.9147 } }
  expect([picture, mask].map((head) => evaluationWords({ split: 'test', rows: 9, loss: 0, heads: [head] }))).toEqual([
    'test MAE 10.0 a pixel',
    'test IoU 84.3 %',
  ])
})

test('a run without an evaluation tells its last epoch, or that none is done', () => {
  expect(scoreWords({ metrics: null, history: [] })).toBe('no epoch done')
  const from = { run: 'r', step: 24_700, epoch: 988 }
  expect(scoreWords({ metrics: null, history: [], from })).toBe('no epoch done after the 988 before it')
  expect(scoreWords({ metrics: null, history: [{ epoch: 2, loss: 0.5, metrics: {} }] })).toBe('epoch 2: loss 0.500')
})

test('how a run ended is said, with its reason', () => {
  expect(tagWords({ tag: 'done', why: 'early' }, 'over')).toContain('early')
  expect(tagWords({ tag: 'failed', why: 'The GPU was lost.' }, 'over')).toBe('failed: The GPU was lost.')
  expect(tagWords({ tag: 'interrupted' }, 'over')).toContain('interrupted')
})

test('a run on this page is told as it stands here, one trained elsewhere as such', () => {
  const words = (['training', 'paused', 'preparing', 'over'] as const).map((here) =>
    tagWords({ tag: 'training' }, here),
  )
  expect(words).toEqual(['training', 'paused', 'getting ready', 'training in another tab'])
})

test('what threw a run back stays with it', () => {
  const at = '2026-03-01T10:05:00'
  expect(setbackWords({ kind: 'worker-silent', at, step: 1244, from: 1240 })).toBe(
    'worker fell silent at step 1,244, went on from 1,240',
  )
  expect(setbackWords({ kind: 'device-lost', at, step: 16, from: 0 })).toBe('GPU was lost at step 16, began again')
})

test('a run on a set of the user’s own names its exact version', () => {
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
  expect(dataWords(pick)).toBe('on Flowers at 8f106d3e, 1,334 rows')
  expect(dataWords({ ...pick, samples: 200 })).toBe('on Flowers at 8f106d3e, 200 of 1,334 rows')
})
