import { execFileSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { lacks, PYTHON } from '../../base/python.test-help'
import type { Dataset } from '../../data/dataset'
import { exportSet } from '.'
import { plainNames } from './sink'

test('keeps letters of any script, drops characters that file names cannot have, and makes names unique', () => {
  expect(plainNames(['Gekündigt', 'Geku\u0308ndigt', '年齢', 'a b', 'a/b', '../x', '', 'C', 'c', 'ﬁn'])).toEqual([
    'Gekündigt',
    'Gekündigt_2',
    '年齢',
    'a_b',
    'a_b_2',
    '_x',
    'column_6',
    'C',
    'c_2',
    'fin',
  ])
  expect(plainNames(['🙂'.repeat(200), '𝒜'.repeat(3), '𠀀'.repeat(200)])).toEqual(['_', 'AAA', '𠀀'.repeat(80)])
})

test.skipIf(lacks('numpy'))('numpy reads arrays with such names (skipped without numpy)', async () => {
  const own: Dataset = {
    schema: {
      ...({ id: 't', title: 'T', kind: 'table', rows: 2, testRows: 0, ignore: [], target: 'Größe' } as const),
      columns: [
        { name: 'Größe', type: 'number' },
        { name: 'Gekündigt', type: 'category', values: ['ja', 'nein'] },
      ],
    },
    columns: [
      { type: 'number', values: Float32Array.of(1, 2) },
      { type: 'category', codes: Int16Array.of(1, 0) },
    ],
  }
  const folder = mkdtempSync(join(tmpdir(), 'netloom-names-'))
  writeFileSync(join(folder, 't.npz'), await exportSet(own, 'npz'))
  const script = `
import numpy as np, json
t = np.load('t.npz')
print(json.dumps({k: t[k].tolist() for k in t.files}))`
  expect(JSON.parse(execFileSync(PYTHON, ['-c', script], { cwd: folder, encoding: 'utf8' }))).toEqual({
    Größe: [1, 2],
    Gekündigt: [1, 0],
    Gekündigt__names: ['ja', 'nein'],
  })
})
