import { expect, test } from 'vitest'
import { metricId, parseMetricId, trainingMetric, validationMetric } from './metric-id'

test('an id names the output, the set and the metric', () => {
  expect(parseMetricId('accuracy')).toEqual({ of: 'training', metric: 'accuracy' })
  expect(parseMetricId('validationLoss')).toEqual({ of: 'validation', metric: 'loss' })
  expect(parseMetricId('Body mass validationR2')).toEqual({ output: 'Body mass', of: 'validation', metric: 'r2' })
  expect(parseMetricId('validation')).toEqual({ of: 'training', metric: 'validation' })
  for (const id of ['accuracy', 'Body mass validationR2', 'validationAuc']) expect(metricId(parseMetricId(id))).toBe(id)
})

test('each training metric has a validation twin, and back', () => {
  for (const id of ['accuracy', 'sequenceAccuracy', 'Body mass mae', 'r2'])
    expect(trainingMetric(validationMetric(id))).toBe(id)
  expect(validationMetric('species accuracy')).toBe('species validationAccuracy')
  expect(trainingMetric('species accuracy')).toBe('species accuracy')
})
