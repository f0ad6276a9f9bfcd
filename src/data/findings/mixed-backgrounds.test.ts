/** @file Tests the finding of gray images with dark and light backgrounds. */
import { expect, test } from 'vitest'
import type { Dataset } from '../dataset'
import { buildReport } from '.'

const SIDE = 8

/** Images of one value each, with a square of the opposite brightness in the middle. */
function images(grounds: readonly number[]): Dataset {
  const pixels = Uint8Array.from({ length: grounds.length * SIDE * SIDE }, (_, i) => {
    const ground = grounds[Math.floor(i / (SIDE * SIDE))] as number
    const [x, y] = [i % SIDE, Math.floor(i / SIDE) % SIDE]
    return x > 2 && x < 6 && y > 2 && y < 6 ? 255 - ground : ground
  })
  const columns = [
    { name: 'image', type: 'image', height: SIDE, width: SIDE, channels: 1 },
    { name: 'kind', type: 'category', values: ['x', 'y'] },
  ] as const
  const rows = grounds.length
  return {
    schema: { id: 'i', title: 'i', kind: 'images', rows, testRows: 0, target: 'kind', ignore: [], columns },
    columns: [
      { type: 'image', pixels },
      { type: 'category', codes: Int16Array.from(grounds, (_, row) => row % 2) },
    ],
  }
}

function found(grounds: readonly number[]) {
  const dataset = images(grounds)
  const rows = Uint32Array.from(grounds, (_, row) => row)
  const none = new Uint32Array()
  const work = buildReport(dataset, { train: rows, validation: none, test: none }, { target: 'kind' })
  for (;;) {
    const { done, value } = work.next()
    if (done) return value.find(({ code }) => code === 'mixed-backgrounds')
  }
}

test('both backgrounds are reported with the light images, from a share of 5%', () => {
  const mixed = Array.from({ length: 40 }, (_, row) => (row % 10 === 0 ? 250 : 4))
  expect(found(mixed)).toMatchObject({
    args: { light: 4, dark: 36, rows: 40 },
    rows: [0, 10, 20, 30],
    severity: 'warn',
  })
  expect(found(mixed.with(10, 4).with(20, 4).with(30, 4))).toBeUndefined()
})

test('one background, or one that is neither dark nor light, is not reported', () => {
  const all = (ground: number) => Array.from({ length: 40 }, () => ground)
  for (const ground of [0, 100, 200, 255]) expect(found(all(ground))).toBeUndefined()
  expect(found(all(0).map((_, row) => (row % 2 ? 100 : 255)))).toBeUndefined()
})
