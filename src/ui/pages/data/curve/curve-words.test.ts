import { expect, test } from 'vitest'
import type { CurveReport } from '../../../../data/learning-curve'
import { aboutWords, needWords, verdictOf } from './curve-words'

function report(classes: number, gain: number, low: number, high: number): CurveReport {
  const point = (rows: number, error: number) => ({ rows, error, low: error, high: error, seeds: [error, error] })
  return {
    curve: {
      ...{ classes, points: [point(20, 0.4), point(160, 0.2)], law: { a: 0, b: 1, c: 0.5 }, drawn: [] },
      more: { rows: 200, gain, low, high },
    },
    ...{ by: 'network', of: 160, judged: 50 },
    needs: [
      { label: 'rock', rows: 40, half: 0.3, all: 0.12 },
      { label: 'paper', rows: 60, half: 0.1, all: 0.1 },
    ],
  }
}

test('what more rows bring, with numbers', () => {
  expect(verdictOf(report(3, 0.014, 0.003, 0.028), 'sample', undefined)).toEqual({
    tone: 'good',
    words: '200 more samples would bring about 1.4 points (0.3 to 2.8).',
  })
  expect(verdictOf(report(3, 0.001, 0, 0.004), 'sample', undefined).words).toBe(
    'More of the same will not help much: 200 more samples would bring 0.4 points at most.',
  )
  expect(verdictOf(report(3, 0.002, 0, 0.02), 'row', undefined).words).toBe(
    'More of the same will hardly help: 200 more rows would bring about 0.2 points (0.0 to 2.0).',
  )
  expect(verdictOf(report(0, 0.03, 0.01, 0.05), 'row', 'mpg').words).toBe(
    '200 more rows would bring about 0.0300 mpg off the error (0.0100 to 0.0500).',
  )
})

test('the class that lacks rows most, and who learnt from what', () => {
  const told = report(3, 0.01, 0, 0.02)
  expect(needWords(told)).toBe(
    '"rock" lacks them most: 30 % of it told wrong from about half of the rows, 12 % from all 40 of it.',
  )
  expect(needWords({ ...told, needs: told.needs.slice(1) })).toBeUndefined()
  expect(aboutWords(told)).toBe(
    'This network, learnt from 20 to all 160 training rows, 2 times each, judged on 50 validation rows.',
  )
})
