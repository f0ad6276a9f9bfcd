/** Tests that the small learner learns what is learnable and is deterministic for a given seed. */
import { describe, expect, it } from 'vitest'
import { log } from '../../base/exact-math'
import { rng } from '../../base/rng'
import { likeliestClasses, predictProbabilities, type Samples, type TrainedLearner, trainLearner } from './learner'

const random = rng(3, { kind: 'generate' })
const rows = Array.from({ length: 120 }, (_, i) => i)
const samples: Samples = {
  x: Float32Array.from({ length: 240 }, () => 2 * random.uniform() - 1),
  y: new Int16Array(120),
  ...{ width: 2, classes: 2 },
}
for (const row of rows)
  (samples.y as Int16Array)[row] = Number((samples.x[2 * row] as number) * (samples.x[2 * row + 1] as number) > 0)

describe('learn', () => {
  it('learns a nonlinear boundary', () => {
    const learner = trainLearner(samples, rows, 1, 200)
    const predicted = likeliestClasses(predictProbabilities(learner, samples.x, rows), 2)
    expect(rows.filter((row) => predicted[row] === samples.y[row]).length / rows.length).toBeGreaterThan(0.93)
  })
  it('improves with every block of epochs', () => {
    const losses = [1, 20, 100].map((epochs) => crossEntropyOf(trainLearner(samples, rows, 1, epochs), samples, rows))
    expect(losses).toEqual(losses.toSorted((a, b) => b - a))
  })
  it('is deterministic by its seed', () => {
    expect(trainLearner(samples, rows, 5)).toEqual(trainLearner(samples, rows, 5))
    expect(trainLearner(samples, rows, 5).weights).not.toEqual(trainLearner(samples, rows, 6).weights)
  })
  it('returns probabilities that add up to 1', () => {
    const predicted = predictProbabilities(trainLearner(samples, rows, 1), samples.x, [4])
    expect((predicted[0] as number) + (predicted[1] as number)).toBeCloseTo(1, 6)
  })
})

/** Mean cross-entropy on these rows. */
function crossEntropyOf(learner: TrainedLearner, { x, y, classes }: Samples, rows: ArrayLike<number>): number {
  const probabilities = predictProbabilities(learner, x, rows)
  let sum = 0
  for (let i = 0; i < rows.length; i++)
    sum -= log(Math.max(1e-12, probabilities[i * classes + (y[rows[i] as number] as number)] as number))
  return sum / Math.max(1, rows.length)
}
