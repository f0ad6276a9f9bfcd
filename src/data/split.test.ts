/** @file Tests the properties of splits: they are disjoint, exact in size, stratified, and determined by the seed. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { runInSlices } from '../base/yield-to-main'
import type { DatasetSchema } from '../catalog/dataset-schema'
import type { SplitPick } from '../catalog/training-plan'
import type { Dataset, Split } from './dataset'
import { makeSplit, shareOut, makeSplitInSlices } from './split'

/** Creates a dataset whose rows have these class codes; -1 means missing. */
function classSet(codes: readonly number[], testRows = 0): Dataset {
  const values = ['a', 'b', 'c', 'd']
  const schema: DatasetSchema = {
    id: 'set',
    title: 'Set',
    kind: 'table',
    columns: [{ name: 'class', type: 'category', values }],
    rows: codes.length,
    testRows,
    target: 'class',
    ignore: [],
  }
  return { schema, columns: [{ type: 'category', codes: Int16Array.from(codes) }] }
}

const random = (train: number, validation: number, test: number): SplitPick => ({
  kind: 'random',
  train,
  validation,
  test,
})
const fixed = (train: number, validation: number): SplitPick => ({ kind: 'fixed', train, validation, test: 0 })
const parts = (split: Split) => [split.train, split.validation, split.test]
const all = (split: Split) => parts(split).flatMap((rows) => [...rows])
const countOf = (rows: Uint32Array, codes: readonly number[], code: number) =>
  [...rows].filter((row) => codes[row] === code).length

const anyCodes = fc.array(fc.integer({ min: -1, max: 3 }), { minLength: 1, maxLength: 300 })
const anyShares = fc
  .tuple(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 0, max: 10 }), fc.integer({ min: 0, max: 10 }))
  .map(([a, b, c]) => [a / (a + b + c), b / (a + b + c), c / (a + b + c)] as const)

describe('makeSplit', () => {
  it('puts every row with a known target into exactly one part, in the requested shares', () => {
    fc.assert(
      fc.property(anyCodes, anyShares, fc.nat(), (codes, shares, seed) => {
        const split = makeSplit(classSet(codes), random(...shares), seed, 'class')
        const known = codes.flatMap((code, row) => (code < 0 ? [] : [row]))
        expect(all(split).sort((a, b) => a - b)).toEqual(known)
        parts(split).forEach((rows, i) => {
          expect(Math.abs(rows.length - (shares[i] as number) * known.length)).toBeLessThan(1)
        })
      }),
    )
  })

  it('keeps each class in its share of every part', () => {
    fc.assert(
      fc.property(anyCodes, anyShares, fc.nat(), (codes, shares, seed) => {
        const split = makeSplit(classSet(codes), random(...shares), seed, 'class')
        const known = codes.filter((code) => code >= 0).length
        for (const rows of parts(split)) {
          for (const code of [0, 1, 2, 3]) {
            const fair = known === 0 ? 0 : (rows.length * codes.filter((other) => other === code).length) / known
            // Both ends of a part's range are rounded to whole rows in each of the four classes.
            expect(Math.abs(countOf(rows, codes, code) - fair)).toBeLessThanOrEqual(3)
          }
        }
      }),
    )
  })

  it('is exact if classes divide evenly', () => {
    const codes = Array.from({ length: 2000 }, (_, row) => row % 4)
    const split = makeSplit(classSet(codes), random(0.8, 0.1, 0.1), 7, 'class')
    for (const [rows, each] of [
      [split.train, 400],
      [split.validation, 50],
      [split.test, 50],
    ] as const) {
      for (const code of [0, 1, 2, 3]) expect(countOf(rows, codes, code)).toBe(each)
    }
  })

  it('draws by seed which of several small classes a small set has', () => {
    const codes = Array.from({ length: 160 }, (_, row) => row >> 2)
    const seen = { validation: new Set<number>(), test: new Set<number>() }
    for (let seed = 0; seed < 40; seed++) {
      const split = makeSplit(classSet(codes), random(0.7, 0.15, 0.15), seed, 'class')
      for (const part of ['validation', 'test'] as const) {
        const classes = new Set([...split[part]].map((row) => codes[row] as number))
        // A set has no class twice while it lacks others: each class is still spread over all rows.
        expect(classes.size).toBe(split[part].length)
        for (const code of classes) seen[part].add(code)
      }
    }
    expect([seen.validation.size, seen.test.size]).toEqual([40, 40])
  })

  it('is equal for equal seeds and different for others, and 0 is a seed', () => {
    const dataset = classSet(Array.from({ length: 200 }, (_, row) => row % 3))
    const at = (seed: number) => all(makeSplit(dataset, random(0.6, 0.2, 0.2), seed, 'class'))
    expect(at(5)).toEqual(at(5))
    expect(at(5)).not.toEqual(at(6))
    expect(at(0)).not.toEqual(at(1))
  })

  it("keeps the dataset's own test rows for testing when fixed, and splits the others", () => {
    const codes = Array.from({ length: 700 }, (_, row) => row % 2)
    const split = makeSplit(classSet(codes, 100), fixed(55 / 60, 5 / 60), 7, 'class')
    expect([...split.test]).toEqual(Array.from({ length: 100 }, (_, i) => 600 + i))
    expect([split.train.length, split.validation.length]).toEqual([550, 50])
    expect(Math.max(...split.train, ...split.validation)).toBeLessThan(600)
  })

  it('draws a capped training part from the full one, stratified, by its own seed, and leaves the other parts', () => {
    const codes = Array.from({ length: 1000 }, (_, row) => (row < 100 ? 0 : 1))
    const pick = random(0.8, 0.1, 0.1)
    const full = makeSplit(classSet(codes), pick, 7, 'class')
    const cap = (samples: number, seed: number) => makeSplit(classSet(codes), pick, 7, 'class', { samples, seed })
    const capped = cap(200, 1)
    expect(capped.train).toHaveLength(200)
    expect(countOf(capped.train, codes, 0)).toBe(20)
    const within = new Set(full.train)
    expect([...capped.train].every((row) => within.has(row))).toBe(true)
    expect([capped.validation, capped.test]).toEqual([full.validation, full.test])
    expect(cap(200, 2).train).not.toEqual(capped.train)
    expect(cap(5000, 1)).toEqual(full)
    // With the same seed, a larger cap keeps all rows of the smaller cap and adds more.
    const more = new Set(cap(400, 1).train)
    expect([...capped.train].every((row) => more.has(row))).toBe(true)
  })
})

describe('shareOut', () => {
  it('scales shares whose sum exceeds 1', () => {
    expect(shareOut(50, [80, 10, 10])).toEqual([40, 5, 5])
    expect(shareOut(60_000, [55_000, 5_000])).toEqual([55_000, 5_000])
    expect(shareOut(60_000, [55 / 60, 5 / 60])).toEqual([55_000, 5_000])
  })
  it('leaves rows unused if the shares sum to less', () => {
    expect(shareOut(100, [0.5, 0.1, 0.1])).toEqual([50, 10, 10])
  })
})

it('is equal when it yields between slices', async () => {
  const dataset = classSet(Array.from({ length: 200_000 }, (_, row) => (row % 7 === 0 ? -1 : (row * 7919) % 3)))
  const requested = [dataset, random(0.8, 0.1, 0.1), 7, 'class'] as const
  const split = makeSplit(...requested)
  expect(await runInSlices(makeSplitInSlices(...requested))).toEqual(split)
  expect(split.train.every((row, i) => i === 0 || row > (split.train[i - 1] as number))).toBe(true)
})
