import { expect, test } from 'vitest'
import type { Evaluation } from '../../metrics/evaluation'
import { learningVerdict } from './learning-verdict'

const run = (confusion: number[][], rest: object = {}) =>
  learningVerdict({
    tag: 'done',
    history: [{ epoch: 1, loss: 0.2, metrics: {} }],
    curve: { steps: [1, 2, 3], losses: [1.1, 1.1, 1.1] },
    metrics: {
      split: 'validation',
      heads: [{ kind: 'classes', confusion, perClass: confusion.map((_, i) => ({ label: `c${i}` })) }],
    } as unknown as Evaluation,
    ...rest,
  })

test('a run that predicts one class, or guesses, has learned nothing', () => {
  // biome-ignore format: matrices
  expect(run([[0, 12], [0, 18]])).toMatchObject({ why: 'guesses', accuracy: 0.6, guess: 0.6, label: 'c1', examples: 30 })
  // biome-ignore format: matrices
  expect(run([[8, 7], [8, 7]])?.why).toBe('guesses')
})

test('a good accuracy of few examples, and one that finds the rare class, is no guessing', () => {
  // biome-ignore format: matrices
  expect([run([[2, 0], [0, 1]]), run([[8, 0], [0, 2]]), run([[26, 4], [4, 26]])]).toEqual([undefined, undefined, undefined])
  // Less accurate than always predicting the frequent class, but with a recall of 88% and 100%.
  // biome-ignore format: matrices
  expect(run([[168, 22], [0, 10]])).toBeUndefined()
})

test('a loss that has not moved is reported, unless the run continues another one', () => {
  const still = { metrics: null, history: [{ epoch: 5, loss: 1.09, metrics: {} }] }
  expect(run([], still)).toEqual({ why: 'loss-still', first: expect.closeTo(1.1, 6), last: 1.09 })
  expect(run([], { ...still, from: { run: 'a', step: 9, epoch: 1 } })).toBeUndefined()
  expect(run([], { ...still, tag: 'training' })).toBeUndefined()
  expect(run([], { metrics: null })).toBeUndefined()
})

test('a run with class weights is judged by its balanced accuracy', () => {
  const weighted = { content: { plan: { classWeights: 'balanced' } } }
  // Two of five positives and 60 of 95 negatives: 62% accurate, where always predicting the negatives gives 95%.
  // biome-ignore format: matrices
  expect(run([[60, 35], [3, 2]], weighted)).toMatchObject({ accuracy: (60 / 95 + 2 / 5) / 2, guess: 0.5, isBalanced: true })
  // biome-ignore format: matrices
  expect(run([[60, 35], [3, 2]])).toMatchObject({ accuracy: 0.62, guess: 0.95, isBalanced: false })
})
