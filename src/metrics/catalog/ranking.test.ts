/** @file Tests average precision, and the conditions under which it is reported. */
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { classScores, confusionMatrix, withRareClasses } from '../class-report'
import { precisionRecallCurve } from '../curves'

const averagePrecision = (positive: ArrayLike<boolean>, scores: ArrayLike<number>) =>
  precisionRecallCurve({ positive, scores }).averagePrecision.value

const { binary } = JSON.parse(readFileSync(new URL('../fixtures/metric_vectors.json', import.meta.url), 'utf8'))

describe('averagePrecision', () => {
  const ofClass = binary.y.map((y: number) => y === 1)

  it('is the step form, not the trapezoid', () => {
    expect(averagePrecision(ofClass, binary.score)).toBeCloseTo(binary.average_precision, 12)
    expect(averagePrecision(ofClass, binary.score)).not.toBeCloseTo(binary.pr_auc_trapezoid, 3)
  })

  it('is 1 for a perfect order, the class share for equal scores, 0 without positives', () => {
    expect(averagePrecision([false, true, true], [0.1, 0.2, 0.3])).toBe(1)
    expect(averagePrecision([false, true, false, false], [5, 5, 5, 5])).toBe(0.25)
    expect(averagePrecision([false, false], [1, 2])).toBe(0)
    expect(averagePrecision([], [])).toBe(0)
    expect(averagePrecision([true, false], [Number.NaN, 1])).toBeNaN()
  })

  it('depends only on the order', () => {
    const rows = fc.array(fc.tuple(fc.boolean(), fc.integer({ min: -20, max: 20 })), { minLength: 1, maxLength: 40 })
    fc.assert(
      fc.property(rows, (drawn) => {
        const of = drawn.map(([yes]) => yes)
        const plain = averagePrecision(
          of,
          drawn.map(([, score]) => score),
        )
        const stretched = averagePrecision(
          of,
          drawn.map(([, score]) => score ** 3 + 7),
        )
        expect(stretched).toBe(plain)
      }),
    )
  })
})

describe('withRare', () => {
  const report = (actual: number[], labels: string[]) =>
    classScores(confusionMatrix(actual, actual, labels.length), labels)
  const rareNames = (actual: number[], labels: string[]) => {
    const probabilities = new Float64Array(actual.length * labels.length)
    actual.forEach((code, row) => {
      probabilities[row * labels.length + code] = 1
    })
    const scores = { actual, probabilities, classes: labels.length }
    return withRareClasses(report(actual, labels), scores).map(({ averagePrecision: ap }) => ap)
  }

  it('adds it for a class below a tenth of the rows, and for no other', () => {
    expect(rareNames([...Array(95).fill(0), ...Array(5).fill(1)], ['no', 'yes'])).toEqual([undefined, 1])
    expect(rareNames([...Array(90).fill(0), ...Array(10).fill(1)], ['no', 'yes'])).toEqual([undefined, undefined])
    expect(rareNames(Array(95).fill(0), ['no', 'yes'])).toEqual([undefined, undefined])
  })

  it('finds no rare class among many classes of similar size', () => {
    const digits = Array.from({ length: 200 }, (_, i) => i % 10)
    expect(rareNames([...digits, 0, 0, 0], [...'0123456789'])).toEqual(Array(10).fill(undefined))
  })
})
