import { expect, test } from 'vitest'
import { evaluationWords, scoreWords, tagWords } from './run-row'

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

test('an evaluation in a line names its outputs only where there are several', () => {
  expect(evaluationWords({ split: 'validation', rows: 9, loss: 0, heads: [classes] })).toBe(
    'validation accuracy 97.3 %',
  )
  expect(evaluationWords({ split: 'test', rows: 9, loss: 0, heads: [classes, number] })).toBe(
    'test Species accuracy 97.3 %; test Mass MAE 213, R² 0.861',
  )
})

test('a run without an evaluation tells its last epoch, or that none is done', () => {
  expect(scoreWords({ metrics: null, history: [] })).toBe('no epoch done')
  expect(scoreWords({ metrics: null, history: [{ epoch: 2, loss: 0.5, metrics: {} }] })).toBe('epoch 2: loss 0.500')
})

test('how a run ended is said, with its reason', () => {
  expect(tagWords({ tag: 'done', why: 'early' })).toContain('early')
  expect(tagWords({ tag: 'failed', why: 'The GPU was lost.' })).toBe('failed: The GPU was lost.')
  expect(tagWords({ tag: 'interrupted' })).toContain('interrupted')
})
