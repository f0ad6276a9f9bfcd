/** @file Buckets: what is collected is a set; a class that is off is not in it, and is there again once it is on. */
import { expect, test } from 'vitest'
import type { Column } from '../catalog/dataset-schema'
import { type Bucket, setOfBuckets } from './buckets'
import { packChunk, unpackChunk } from './kept-format'

const sample = { name: 'picture', type: 'image', height: 1, width: 2, channels: 1 } as const
const about = { id: 'own', title: 'Hands', sample }
const pictures = (...pixels: number[]): Column => ({ type: 'image', pixels: Uint8Array.from(pixels) })
const left: Bucket = { label: 'left', samples: [pictures(1, 2), pictures(3, 4, 5, 6)] }
const right: Bucket = { label: 'right', samples: [pictures(7, 8)] }

test('samples of all buckets with their class, as a chunk keeps them', () => {
  const set = setOfBuckets(about, [left, right])
  expect(set.schema).toMatchObject({ kind: 'images', rows: 4, target: 'class' })
  expect(set.columns).toEqual([
    pictures(1, 2, 3, 4, 5, 6, 7, 8),
    { type: 'category', codes: Int16Array.of(0, 0, 0, 1) },
  ])
  expect(unpackChunk(set.schema, 4, packChunk(set))).toEqual({ ok: true, value: set.columns })
})

test('a class that is off is not in the set; the others keep their rows', () => {
  const set = setOfBuckets(about, [{ ...left, off: true }, right])
  expect(set.schema.columns[1]).toEqual({ name: 'class', type: 'category', values: ['right'] })
  expect(set.columns[0]).toEqual(pictures(7, 8))
  expect(setOfBuckets(about, [left, right]).schema.rows).toBe(4)
})

test('nothing collected yet is a set of no rows', () => {
  expect(setOfBuckets(about, []).schema).toMatchObject({ rows: 0, columns: [sample, { values: [] }] })
})
