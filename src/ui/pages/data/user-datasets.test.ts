import { expect, test } from 'vitest'
import { findDataset } from '../../../catalog/datasets/all'
import { expectDefined } from '../../../base/assert'
import { storedDatasets } from './user-datasets'

const { schema } = expectDefined(findDataset('penguins'), 'penguins')
const chunk = { file: '00-a.bin', rows: schema.rows, bytes: 10, sha256: 'a'.repeat(64) }
const manifest = { version: 1, id: schema.id, rows: schema.rows, columns: schema.columns, chunks: [chunk] }

function device(files: Readonly<Record<string, string>>) {
  return {
    get: async (key: string) => (key in files ? new TextEncoder().encode(files[key]) : undefined),
    has: async (keys: readonly string[]) => keys.map((key) => key in files),
  }
}

test('a dataset is available when its manifest and all its files are here', async () => {
  const list = { 'manifest:penguins': JSON.stringify(manifest) }
  expect([...(await storedDatasets(device({ ...list, [chunk.sha256]: 'rows' })))]).toEqual(['penguins'])
  expect([...(await storedDatasets(device(list)))]).toEqual([])
  expect([...(await storedDatasets(device({ [chunk.sha256]: 'rows' })))]).toEqual([])
})
