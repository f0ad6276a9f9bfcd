import { expect, test } from 'vitest'
import type { DataStep } from '../dataset-edit'
import { summarizeSteps } from './index'

const added = (source: string, rows = 1): DataStep => ({
  ...{ kind: 'append', source, columns: [] },
  chunks: [{ sha256: 'a'.repeat(64), rows, bytes: 1 }],
})

test('samples that were added one by one become one sentence, and so do equal steps', () => {
  const drawn = ['line', 'ring', 'zig'].flatMap((label) => Array.from({ length: 9 }, () => added(`"${label}" by pad`)))
  const drop: DataStep = { kind: 'exclude', rows: [[0, 0]] }
  expect(summarizeSteps([drop, ...drawn, added('"ring" by camera', 2), drop, added('more.csv', 5)])).toEqual([
    'Excluded 1 row, 2 times',
    'Added 27 images by drawing (9 line, 9 ring, and 9 zig)',
    'Added 2 images of "ring" with the camera',
    'Added 5 rows: more.csv',
  ])
  expect(summarizeSteps(Array.from({ length: 10 }, (_, i) => added(`"${i}" by pad`)))).toEqual([
    'Added 10 images by drawing (1 0, 1 1, 1 2, 1 3, 1 4, 1 5, 1 6, 1 7, and 2 more classes)',
  ])
  expect(summarizeSteps([])).toEqual([])
})
