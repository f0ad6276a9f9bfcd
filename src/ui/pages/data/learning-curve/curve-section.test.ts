import { expect, test } from 'vitest'
import type { CurveReport } from '../../../../data/learning-curve'
import { evidenceText, needText, verdictOf } from './curve-section'

function report(classes: number, gain: number, low: number, high: number): CurveReport {
  const point = (rows: number, error: number) => ({ rows, error, low: error, high: error, seeds: [error, error] })
  return {
    curve: {
      ...{ classes, points: [point(20, 0.4), point(160, 0.2)], law: { a: 0, b: 1, c: 0.5 }, drawn: [] },
      more: { rows: 200, gain, low, high },
    },
    ...{ by: 'network', trainingRows: 160, evaluatedOn: 50 },
    needs: [
      { label: 'rock', rows: 40, half: 0.3, all: 0.12 },
      { label: 'paper', rows: 60, half: 0.1, all: 0.1 },
    ],
  }
}

test('how much more data would add, with numbers', () => {
  expect(verdictOf(report(3, 0.014, 0.003, 0.028), true, undefined)).toEqual({
    tone: 'good',
    text: '200 more images would raise the accuracy by about 1.4 percentage points (0.3 to 2.8).',
  })
  expect(verdictOf(report(3, 0.001, 0, 0.004), true, undefined).text).toBe(
    'More data of the same kind would not help much: 200 more images would raise the accuracy by at most 0.4 percentage points.',
  )
  expect(verdictOf(report(3, 0.002, 0, 0.02), false, undefined).text).toBe(
    'More data of the same kind would hardly help: 200 more rows would raise the accuracy by about 0.2 percentage points (0.0 to 2.0).',
  )
  expect(verdictOf(report(0, 0.03, 0.01, 0.05), false, 'mpg').text).toBe(
    '200 more rows would lower the MAE by about 0.0300 mpg (0.0100 to 0.0500).',
  )
})

test('the class that needs examples most, and what was trained on how much', () => {
  const found = report(3, 0.01, 0, 0.02)
  expect(needText(found)).toBe(
    '"rock" would benefit most from more examples. With about half of the data, 30.0% of its validation examples are misclassified; with all 40 training examples of this class, 12.0%.',
  )
  expect(needText({ ...found, needs: found.needs.slice(1) })).toBeUndefined()
  expect(evidenceText(found)).toBe(
    'This network was trained on growing parts of the data, from 20 examples up to all 160, 2 times for each size, and scored on 50 validation examples. The shaded band shows where the true curve probably is (95%), given these runs and validation examples.',
  )
})
