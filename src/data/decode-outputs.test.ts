/**
 * @file Tests predictions decoded from raw outputs: a single unit, one unit per class, thresholds, and several outputs.
 */
import { describe, expect, it } from 'vitest'
import { type ClassPrediction, decodeOutputs } from './decode-outputs'
import { encodeRaw } from './encode-raw'
import type { FittedOutput } from './pipeline'

const two: FittedOutput = { label: 'Kind', kind: 'classes', column: 'kind', labels: ['no', 'yes'] }
const mass: FittedOutput = { label: 'Mass', kind: 'number', column: 'mass', mean: 100, deviation: 20 }
const decode = (outputs: readonly FittedOutput[], raw: readonly number[][], count: number) =>
  decodeOutputs(
    { inputs: [], outputs },
    raw.map((values) => Float32Array.from(values)),
    count,
  )

describe('decodeOutputs', () => {
  it('decodes one sigmoid unit as the probability of the second class, threshold 0.5', () => {
    expect(decode([two], [[0.25, 0.5, 0.75]], 3)).toEqual([
      { label: 'no', probabilities: { no: 0.75, yes: 0.25 } },
      { label: 'no', probabilities: { no: 0.5, yes: 0.5 } },
      { label: 'yes', probabilities: { no: 0.25, yes: 0.75 } },
    ])
  })

  it('decodes one signed unit with threshold 0', () => {
    expect(decode([{ ...two, signed: true }], [[-1, -0.5, 0.5, 1]], 4)).toMatchObject([
      { label: 'no', probabilities: { yes: 0 } },
      { label: 'no', probabilities: { yes: 0.25 } },
      { label: 'yes', probabilities: { yes: 0.75 } },
      { label: 'yes', probabilities: { yes: 1 } },
    ])
  })

  it('decodes one unit per class by the largest', () => {
    expect(decode([two], [[0.25, 0.75, 0.5, 0.5]], 2)).toEqual([
      { label: 'yes', probabilities: { no: 0.25, yes: 0.75 } },
      { label: 'no', probabilities: { no: 0.5, yes: 0.5 } },
    ])
  })

  it('converts numbers to their own unit', () => {
    expect(decode([mass], [[0, -1, 2]], 3)).toEqual([100, 80, 140])
  })

  it('keys several outputs by label, and handles no rows', () => {
    expect(decode([mass, two], [[1], [0.25]], 1)).toMatchObject({ Mass: [120], Kind: [{ label: 'no' }] })
    expect(decode([mass, two], [], 0)).toEqual({ Mass: [], Kind: [] })
    expect(decode([two], [], 0)).toEqual([])
  })

  it('handles a class called __proto__', () => {
    const [target] = decode([{ ...two, labels: ['__proto__', 'b'] }], [[0.25]], 1) as readonly ClassPrediction[]
    expect(Object.entries(target?.probabilities ?? {})).toEqual([
      ['__proto__', 0.75],
      ['b', 0.25],
    ])
  })

  it('returns images as rows of pixels of channels, 0 to 255, as an input takes them', () => {
    const imageOutput: FittedOutput = { label: 'Again', kind: 'image', column: 'p', shape: [1, 2, 2], scale: 1 / 255 }
    const decoded = decode([imageOutput], [[0, 0.2, 1, 1.5, -0.1, 0.4, 0.6, 0.8]], 2) as number[][][][]
    expect(decoded.flat(3).map((value) => Math.round(value))).toEqual([0, 51, 255, 255, 0, 102, 153, 204])
    expect(decoded.map((one) => [one.length, one[0]?.length, one[0]?.[0]?.length])).toEqual([
      [1, 2, 2],
      [1, 2, 2],
    ])
    const { label, column, shape, scale } = imageOutput
    const inputs = [{ label, kind: 'image' as const, column, shape, scale }]
    expect(encodeRaw({ inputs, outputs: [] }, decoded).ok).toBe(true)
  })
})
