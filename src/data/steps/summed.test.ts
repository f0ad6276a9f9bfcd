import { expect, test } from 'vitest'
import type { DataStep } from '../step'
import { summedWords } from './summed'

const added = (source: string, rows = 1): DataStep => ({
  ...{ kind: 'append', source, columns: [] },
  chunks: [{ sha256: 'a'.repeat(64), rows, bytes: 1 }],
})

test('samples that were added one by one are told together, and so are equal steps', () => {
  const drawn = ['line', 'ring', 'zig'].flatMap((label) => Array.from({ length: 9 }, () => added(`"${label}" by pad`)))
  const drop: DataStep = { kind: 'exclude', rows: [[0, 0]] }
  expect(summedWords([drop, ...drawn, added('"ring" by camera', 2), drop, added('more.csv', 5)])).toEqual([
    'left out 1 row, 2 times',
    'added 27 rows by pad (9 line, 9 ring, 9 zig)',
    'added 2 rows of "ring" by camera',
    'added 5 rows of more.csv',
  ])
  expect(summedWords(Array.from({ length: 10 }, (_, i) => added(`"${i}" by pad`)))).toEqual([
    'added 10 rows by pad (1 0, 1 1, 1 2, 1 3, 1 4, 1 5, 1 6, 1 7 and 2 more classes)',
  ])
  expect(summedWords([])).toEqual([])
})
