import { expect, test } from 'vitest'
import type { Dataset } from './dataset'
import { fingerprint } from './fingerprint'

function dataset(change: (pixels: Uint8Array, codes: Int16Array) => void = () => {}): Dataset {
  const pixels = Uint8Array.of(0, 255, 7, 9)
  const codes = Int16Array.of(0, 1, -1, 1)
  change(pixels, codes)
  return {
    schema: {
      id: 'd',
      title: 'D',
      kind: 'images',
      columns: [
        { name: 'picture', type: 'image', shape: [1, 1, 1] },
        { name: 'class', type: 'category', values: ['a', 'b'] },
        { name: 'x', type: 'number' },
      ],
      rows: 4,
      testRows: 0,
      target: 'class',
      ignore: [],
    } as Dataset['schema'],
    columns: [
      { type: 'image', pixels },
      { type: 'category', codes },
      { type: 'number', values: Float32Array.of(1, Number.NaN, 2, 3) },
    ],
  }
}

test('the same rows have the same fingerprint, and one value changes it', async () => {
  const same = await fingerprint(dataset())
  expect(await fingerprint(dataset())).toBe(same)
  expect(same).toMatch(/^[0-9a-f]{64}$/)
  expect(await fingerprint(dataset((pixels) => pixels.fill(8, 2, 3)))).not.toBe(same)
  expect(await fingerprint(dataset((_, codes) => codes.fill(0, 2, 3)))).not.toBe(same)
})
