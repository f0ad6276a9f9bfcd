import { expect, test } from 'vitest'
import { compareWithBaseRates } from '../../metrics/class-report'
import type { Evaluation } from '../../metrics/evaluation'
import { hiddenByAccuracy, learningVerdict } from './learning-verdict'

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

test('accuracy says nothing of examples that all have one class', () => {
  const scored = (supports: readonly number[]) => {
    const perClass = supports.map((support, i) => ({ label: `c${i}`, support }))
    const confusion = supports.map((support, i) => supports.map((_, j) => (i === j ? support : 0)))
    return run(confusion as number[][], {
      metrics: { split: 'validation', heads: [{ kind: 'classes', confusion, perClass }] } as unknown as Evaluation,
      from: { run: 'a', step: 9, epoch: 1 },
    })
  }
  expect(scored([30])).toEqual({ why: 'one-class', label: 'c0', examples: 30, of: 1, split: 'validation' })
  expect(scored([0, 4])).toMatchObject({ why: 'one-class', label: 'c1', examples: 4, of: 2 })
  expect(scored([40, 4])).toBeUndefined()
})

test('a loss that has not moved is reported, unless the run continues another one', () => {
  const still = { metrics: null, history: [{ epoch: 5, loss: 1.09, metrics: {} }] }
  expect(run([], still)).toEqual({ why: 'loss-still', first: expect.closeTo(1.1, 6), last: 1.09 })
  expect(run([], { ...still, from: { run: 'a', step: 9, epoch: 1 } })).toBeUndefined()
  expect(run([], { ...still, tag: 'training' })).toBeUndefined()
  // With a huge learning rate, the loss may rise while the accuracy is far above that of guessing.
  // biome-ignore format: matrices
  expect(run([[80, 20], [18, 82]], { history: still.history })).toBeUndefined()
  // biome-ignore format: matrices
  expect(run([[50, 50], [50, 50]], { history: still.history })?.why).toBe('guesses')
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

test('probabilities that are better than the base rates are no guessing, even at the accuracy of guessing', () => {
  // 396 negatives and 54 positives, as in a table of customers who leave: no probability reaches 0.5.
  const record = (probabilityOf: (isPositive: boolean, i: number) => number) => {
    const actual = Array.from({ length: 450 }, (_, i) => Number(i < 54))
    const probabilities = actual.flatMap((one, i) => [1 - probabilityOf(one === 1, i), probabilityOf(one === 1, i)])
    // biome-ignore format: matrices
    const confusion = [[396, 0], [54, 0]]
    const perClass = [{ label: 'no' }, { label: 'yes' }]
    const overBaseRates = compareWithBaseRates({ actual, probabilities, classes: 2 }, [396, 54])
    const heads = [{ kind: 'classes', loss: 0.3, confusion, perClass, overBaseRates }]
    return { tag: 'done', history: [], metrics: { heads } } as unknown as Parameters<typeof learningVerdict>[0]
  }
  const spread = (i: number) => ((37 * i) % 100) / 100
  const useful = record((isPositive, i) => 0.06 + (isPositive ? 0.15 : 0) + 0.2 * spread(i))
  expect(learningVerdict(useful)).toBeUndefined()
  expect(hiddenByAccuracy(useful)).toMatchObject({ accuracy: 0.88, guess: 0.88, label: 'no' })
  const useless = record((_, i) => 0.1 + 0.05 * spread(i))
  expect(learningVerdict(useless)).toMatchObject({ why: 'guesses', accuracy: 0.88 })
  expect(hiddenByAccuracy(useless)).toBeUndefined()
  // Earlier versions stored only the loss.
  // biome-ignore format: matrix
  const head = { kind: 'classes', confusion: [[396, 0], [54, 0]], perClass: [] }
  const earlier = (loss: number) =>
    learningVerdict({ ...useful, metrics: { heads: [{ ...head, loss }] } as unknown as Evaluation })
  expect([earlier(0.32)?.why, earlier(0.366)?.why]).toEqual([undefined, 'guesses'])
})
