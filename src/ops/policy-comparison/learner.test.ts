/** The small learner learns what can be learnt, the same by its seed. */
import { describe, expect, it } from 'vitest'
import { rng } from '../../base/rng'
import { chances, learn, lossOf, type Samples, surestOf } from './learner'

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
  it('learns what no straight border tells apart', () => {
    const learnt = learn(samples, rows, 1, 200)
    const told = surestOf(chances(learnt, samples.x, rows), 2)
    expect(rows.filter((row) => told[row] === samples.y[row]).length / rows.length).toBeGreaterThan(0.93)
  })
  it('gets better with every stretch of epochs', () => {
    const losses = [1, 20, 100].map((epochs) => lossOf(learn(samples, rows, 1, epochs), samples, rows))
    expect(losses).toEqual(losses.toSorted((a, b) => b - a))
  })
  it('is the same by its seed', () => {
    expect(learn(samples, rows, 5)).toEqual(learn(samples, rows, 5))
    expect(learn(samples, rows, 5).weights).not.toEqual(learn(samples, rows, 6).weights)
  })
  it('tells chances that add to 1', () => {
    const told = chances(learn(samples, rows, 1), samples.x, [4])
    expect((told[0] as number) + (told[1] as number)).toBeCloseTo(1, 6)
  })
})
