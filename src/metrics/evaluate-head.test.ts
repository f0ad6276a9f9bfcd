/** @file Tests evaluateHead on raw outputs: consistency with the reports, missing targets, and the stored examples. */
import { describe, expect, it } from 'vitest'
import { rng } from '../base/rng'
import type { FittedOutput } from '../data/pipeline'
import { classScores, confusionMatrix } from './class-report'
import { evaluateHead } from './evaluate-head'

const three: FittedOutput = { label: 'Kind', kind: 'classes', column: 'kind', labels: ['a', 'b', 'c'] }
const two: FittedOutput = { label: 'Yes', kind: 'classes', column: 'yes', labels: ['no', 'yes'] }
const mass: FittedOutput = { label: 'Mass', kind: 'number', column: 'mass', mean: 100, deviation: 20 }

function classes(...args: Parameters<typeof evaluateHead>) {
  const head = evaluateHead(...args)
  if (head.kind !== 'classes') throw new Error('classes expected')
  return head
}

describe('classes', () => {
  it('agrees with the report of the largest probabilities, for any rows', () => {
    const random = rng(1, { kind: 'generate' })
    const rows = Uint32Array.from({ length: 200 }, (_, i) => 3 * i + 5)
    const raw = Float32Array.from({ length: 600 }, () => random.uniform())
    const targets = Float32Array.from(rows, () => random.below(3))
    const predicted = Array.from(rows, (_, i) => {
      const row = [...raw.slice(3 * i, 3 * i + 3)]
      return row.indexOf(Math.max(...row))
    })
    const head = classes(three, raw, targets, rows)
    const confusion = confusionMatrix([...targets], predicted, 3)
    const right = predicted.filter((one, i) => one === targets[i]).length
    expect(head).toMatchObject({ perClass: classScores(confusion, three.kind === 'classes' ? three.labels : []) })
    expect(head).toMatchObject({ confusion, accuracy: right / 200 })

    expect(head.wrong.length + head.right.length).toBe(48)
    for (const example of [...head.wrong, ...head.right]) {
      const i = (example.row - 5) / 3
      expect(example).toEqual({
        row: rows[i],
        actual: targets[i],
        predicted: predicted[i],
        probability: raw[3 * i + (predicted[i] as number)],
      })
    }
    expect(head.wrong.every(({ actual, predicted: guess }) => actual !== guess)).toBe(true)
    expect(head.right.every(({ actual, predicted: guess }) => actual === guess)).toBe(true)
    const confidences = head.wrong.map(({ probability }) => probability)
    expect(confidences).toEqual([...confidences].sort((a, b) => b - a))
  })

  it('uses the threshold 0.5 for one unit, and 0 for a signed one', () => {
    const raw = Float32Array.from([0.4, 0.6, 0.1, -0.1])
    const targets = Float32Array.from([0, 1, 1, 0])
    const rows = Uint32Array.from([0, 1, 2, 3])
    expect(classes(two, raw, targets, rows).confusion).toEqual([
      [2, 0],
      [1, 1],
    ])
    const signed = { ...two, signed: true } as FittedOutput
    expect(classes(signed, raw, targets, rows).confusion).toEqual([
      [1, 1],
      [0, 2],
    ])
  })

  it('leaves rows without a target out', () => {
    const raw = Float32Array.from([0.9, 0.9, 0.1])
    const head = classes(two, raw, Float32Array.from([1, Number.NaN, 1]), Uint32Array.from([7, 8, 9]))
    expect(head.accuracy).toBe(0.5)
    expect(head.perClass[1]?.support).toBe(2)
    expect([...head.wrong, ...head.right].map(({ row }) => row)).toEqual([9, 7])
  })

  it('handles no rows, and a network that predicts NaN', () => {
    expect(classes(three, new Float32Array(0), new Float32Array(0), new Uint32Array(0))).toMatchObject({
      accuracy: 0,
      loss: 0,
    })
    const nan = classes(three, new Float32Array(3).fill(Number.NaN), Float32Array.from([1]), Uint32Array.from([0]))
    expect(nan).toMatchObject({ accuracy: 0, loss: Number.NaN })
  })
})

describe('numbers', () => {
  it('are in their own unit, their loss in deviations', () => {
    // Values in kg: actual 100, 120, 80; predicted 110, 120, 70.
    const head = evaluateHead(
      mass,
      Float32Array.from([0.5, 1, -1.5, 9]),
      Float32Array.from([0, 1, -1, Number.NaN]),
      Uint32Array.from([4, 5, 6, 7]),
    )
    expect(head).toMatchObject({ kind: 'number', mae: 20 / 3, r2: 1 - 200 / 800 })
    expect(head.kind === 'number' && head.rmse).toBeCloseTo(Math.sqrt(200 / 3), 12)
    expect(head.loss).toBeCloseTo(200 / 3 / 400, 12)
    expect(head.kind === 'number' && head.pairs).toEqual([
      { row: 4, actual: 100, predicted: 110 },
      { row: 5, actual: 120, predicted: 120 },
      { row: 6, actual: 80, predicted: 70 },
    ])
  })

  it('keep at most 300 pairs, evenly spread', () => {
    const rows = Uint32Array.from({ length: 1000 }, (_, i) => i)
    const head = evaluateHead(mass, new Float32Array(1000), new Float32Array(1000), rows)
    if (head.kind !== 'number') return expect.unreachable()
    expect(head.pairs).toHaveLength(300)
    expect(head.pairs[299]?.row).toBeGreaterThan(990)
  })

  it('keep the rows with the largest errors, wherever they are', () => {
    const rows = Uint32Array.from({ length: 5000 }, (_, i) => i)
    const far = [1, 778, 2999, 4998]
    const head = evaluateHead(
      mass,
      Float32Array.from(rows, (row) => (far.includes(row) ? row : 0)),
      new Float32Array(5000),
      rows,
    )
    if (head.kind !== 'number') return expect.unreachable()
    const shown = head.pairs.map(({ row }) => row)
    expect(shown).toEqual(expect.arrayContaining(far))
    expect(shown).toEqual([...new Set(shown)].sort((a, b) => a - b))
    expect(shown).toHaveLength(300)
  })
})
