import { expect, test } from 'vitest'
import { isShare, moreIsBetter, readMetric, trainingMetric, validationMetric } from './metric-names'

test('an id names the output, the set and the metric', () => {
  expect(readMetric('accuracy')).toEqual({ of: 'training', kind: 'accuracy' })
  expect(readMetric('validationLoss')).toEqual({ of: 'validation', kind: 'loss' })
  expect(readMetric('Body mass validationR2')).toEqual({ output: 'Body mass', of: 'validation', kind: 'r2' })
  expect(readMetric('validationAuc').kind).toBeUndefined()
})

test('each training metric has a validation twin, and back', () => {
  for (const id of ['accuracy', 'sequenceAccuracy', 'Body mass mae', 'r2'])
    expect(trainingMetric(validationMetric(id))).toBe(id)
  expect(validationMetric('species accuracy')).toBe('species validationAccuracy')
  expect(trainingMetric('species accuracy')).toBe('species accuracy')
})

test('what a value means follows from the metric', () => {
  expect(['accuracy', 'validationPixelAccuracy', 'mask validationIou', 'validationDice'].every(isShare)).toBe(true)
  expect(['loss', 'validationMae', 'validationR2', 'auc'].some(isShare)).toBe(false)
  expect(['validationR2', 'accuracy', 'dice'].every(moreIsBetter)).toBe(true)
  expect(['loss', 'validationLoss', 'mae', 'rmse', 'auc'].some(moreIsBetter)).toBe(false)
})
