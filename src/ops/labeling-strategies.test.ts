import { describe, expect, it } from 'vitest'
import { rng } from '../base/rng'
import { type ActiveLearningData, compareStrategies, STRATEGIES, type StrategyReport } from './labeling-strategies'

/**
 * Three classes that form bands in a plane. The middle band is narrow, so random sampling rarely picks rows from it.
 */
function bands(rows: number): ActiveLearningData {
  const random = rng(9, { kind: 'generate' })
  const x = new Float32Array(2 * rows)
  const y = new Int16Array(rows)
  for (let row = 0; row < rows; row++) {
    x[2 * row] = 4 * random.uniform() - 2
    x[2 * row + 1] = 4 * random.uniform() - 2
    const at = x[2 * row] as number
    y[row] = at < 0.2 ? 0 : at < 0.6 ? 1 : 2
  }
  const places = Array.from({ length: rows }, (_, row) => row)
  return {
    samples: { x, y, width: 2, classes: 3 },
    pool: places.slice(0, rows / 2),
    evaluated: places.slice(rows / 2),
  }
}

function compared(rounds: number, seeds: number): StrategyReport {
  const comparing = compareStrategies(bands(400), { first: 10, each: 10, rounds, seeds, seed: 1 })
  let step = comparing.next()
  let last = 0
  while (!step.done) {
    expect(step.value).toBeGreaterThan(last)
    last = step.value
    step = comparing.next()
  }
  expect(last).toBe(1)
  return step.value
}

describe('compareStrategies', () => {
  const report = compared(4, 6)
  const of = (strategy: string) =>
    report.curves.find((curve) => curve.strategy === strategy) as StrategyReport['curves'][0]
  it('starts all strategies with the same rows and compares them with random sampling', () => {
    expect(report.labels).toEqual([10, 20, 30, 40, 50])
    expect(report.curves.map(({ strategy }) => strategy)).toEqual(STRATEGIES)
    expect(new Set(report.curves.map(({ accuracy }) => accuracy[0])).size).toBe(1)
    expect(of('random').gain).toEqual({ mean: 0, low: 0, high: 0 })
  })
  it('reports an interval for each gain, and the labels needed to match random sampling', () => {
    for (const { gain, accuracy, enough } of report.curves) {
      expect(gain.low).toBeLessThanOrEqual(gain.mean)
      expect(gain.high).toBeGreaterThanOrEqual(gain.mean)
      const goal = of('random').accuracy.at(-1) as number
      const at = accuracy.findIndex((one) => one >= goal)
      expect(enough).toBe(at < 0 ? undefined : report.labels[at])
    }
    expect(of('margin').gain.mean).toBeGreaterThan(0)
  })
  it('is deterministic by its seed', () => {
    expect(compared(1, 2)).toEqual(compared(1, 2))
  })
})
