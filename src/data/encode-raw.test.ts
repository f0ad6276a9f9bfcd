/** @file Tests errors for invalid raw samples: the code, the zero-based row index, and a complete sentence. */
import { describe, expect, it } from 'vitest'
import { formatMessage } from '../messages/message'
import { encodeRaw } from './encode-raw'
import type { FittedInput, Pipeline } from './pipeline'

const image: FittedInput = { label: 'Digits', kind: 'image', column: 'image', shape: [2, 3, 1], scale: 1 / 255 }
const point: FittedInput = {
  label: 'Point',
  kind: 'columns',
  shape: [2],
  columns: [
    { column: 'x', from: { type: 'number', shape: [] }, steps: [] },
    { column: 'y', from: { type: 'number', shape: [] }, steps: [] },
  ],
  plane: true,
}
const bird: FittedInput = {
  label: 'Bird',
  kind: 'columns',
  shape: [3],
  columns: [
    {
      column: 'mass',
      from: { type: 'number', shape: [] },
      steps: [{ kind: 'standardize', params: {}, learned: { mean: [10], deviation: [2] } }],
    },
    {
      column: 'sex',
      from: { type: 'category', shape: [], values: ['FEMALE', 'MALE'] },
      steps: [{ kind: 'oneHot', params: { most: 0 }, learned: { keep: [0, 1] } }],
    },
  ],
}
const pipeline = (...inputs: FittedInput[]): Pipeline => ({ inputs, outputs: [] })
const imageInput = [
  [0, 51, 255],
  [1, 2, 3],
]
const good = { mass: 14, sex: 'MALE' }

function problemOf(inputs: readonly FittedInput[], raw: unknown): { readonly code: string; readonly sentence: string } {
  const result = encodeRaw(pipeline(...inputs), raw)
  if (result.ok) return { code: 'ok', sentence: '' }
  return { code: result.error.code, sentence: formatMessage(result.error) }
}

describe('encodeRaw', () => {
  it('encodes valid samples', () => {
    const result = encodeRaw(pipeline(bird), [good, { mass: null, sex: null }])
    expect(result.ok && [...(result.value.inputs[0] ?? [])]).toEqual([2, 0, 1, 0, 0, 0])
    expect(encodeRaw(pipeline(image), [imageInput])).toEqual(
      encodeRaw(pipeline(image), [imageInput.map((line) => line.map((v) => [v]))]),
    )
    expect(encodeRaw(pipeline(image), [imageInput.map((line) => Float64Array.from(line))])).toEqual(
      encodeRaw(pipeline(image), [imageInput]),
    )
    expect(encodeRaw(pipeline(image), [])).toEqual({ ok: true, value: { inputs: [new Float32Array(0)], count: 0 } })
  })

  it.each<[string, readonly FittedInput[], unknown, string]>([
    ['inputs-no-list', [image], undefined, 'missing'],
    ['inputs-no-list', [image], 'abc', '"abc"'],
    ['inputs-no-list', [bird], good, 'object'],
    ['image-size', [image], imageInput, 'Row 0'],
    ['image-size', [image], [imageInput, imageInput.slice(1)], 'Row 1'],
    [
      'image-size',
      [image],
      [
        imageInput,
        [
          [1, 2, 3],
          [4, 5],
        ],
      ],
      '2×2',
    ],
    [
      'image-size',
      [image],
      [
        [
          [
            [1, 2],
            [1, 2],
            [1, 2],
          ],
          [1, 2, 3],
        ],
      ],
      '2×3×2',
    ],
    [
      'pixel-no-number',
      [image],
      [
        [
          [0, 0, 0],
          [0, Number.NaN, 0],
        ],
      ],
      'row 2, column 2 is NaN',
    ],
    [
      'pixel-no-number',
      [image],
      [
        [
          [0, 0, 256],
          [0, 0, 0],
        ],
      ],
      '256',
    ],
    [
      'pixel-no-number',
      [image],
      [
        [
          [0, '7', 0],
          [0, 0, 0],
        ],
      ],
      '"7"',
    ],
    [
      'row-no-point',
      [point],
      [
        [1, 2],
        [1, 2, 3],
      ],
      'Row 1',
    ],
    ['row-no-point', [point], [3], 'Row 0'],
    ['value-no-number', [point], [[1, Number.POSITIVE_INFINITY]], '"y" is Infinity'],
    ['row-no-record', [bird], [good, [14, 'MALE']], 'Row 1'],
    ['row-no-record', [bird], [null], 'missing'],
    ['row-lacks-column', [bird], [good, { mass: 3 }], '"sex"'],
    ['row-lacks-column', [bird], [Object.create(good)], '"mass"'],
    ['value-no-number', [bird], [{ ...good, mass: Number.NaN }], 'NaN'],
    ['value-no-number', [bird], [{ ...good, mass: '14' }], '"14"'],
    ['value-no-class', [bird], [{ ...good, sex: 'male' }], 'FEMALE or MALE'],
    ['inputs-no-object', [bird, image], [good], 'Bird and Digits'],
    ['input-missing', [bird, image], { Bird: [good] }, '"Digits"'],
    ['input-counts-differ', [bird, image], { Bird: [good, good], Digits: [imageInput] }, '1 row'],
    ['inputs-no-list', [bird, image], { Bird: [good], Digits: 3 }, '"Digits"'],
  ])('reports %s', (code, inputs, raw, part) => {
    const { code: is, sentence } = problemOf(inputs, raw)
    expect(is).toBe(code)
    expect(sentence).toContain(part)
    expect(sentence).not.toMatch(/undefined|\[object/)
  })
})
