/** @file Imports a dataset for tests. */
import type { ColumnSchema } from '../../catalog/dataset-schema'
import { takeRows } from '../../data/column-operations'
import type { Dataset } from '../../data/dataset'
import { packChunk } from '../../data/packed-chunk'
import type { StoredChunk } from '../../storage/dataset-records'
import type { Storage } from '../../storage/records'
import type { TestStudio } from './studio-fixture'

/** A sample dataset of flowers of two kinds, which differ in width. */
export function flowers(rows = 60): Dataset {
  const numbers = (value: (row: number) => number) => Float32Array.from({ length: rows }, (_, row) => value(row))
  return {
    schema: {
      id: '',
      title: '',
      kind: 'table',
      columns: [
        { name: 'width', type: 'number', unit: 'cm' },
        { name: 'height', type: 'number' },
        { name: 'kind', type: 'category', values: ['rose', 'tulip'] },
      ],
      rows,
      testRows: 0,
      target: 'kind',
      ignore: [],
    },
    columns: [
      { type: 'number', values: numbers((row) => (row % 2) * 10 + row / 10) },
      { type: 'number', values: numbers((row) => row) },
      { type: 'category', codes: Int16Array.from({ length: rows }, (_, row) => row % 2) },
    ],
  }
}

/** Stores a dataset as an import does, in chunks of 25 rows. Resolves with its id. */
export async function bring(
  storage: Storage,
  dataset: Dataset,
  run: TestStudio['run'],
  title = 'Flowers',
): Promise<string> {
  const writer = await storage.sets.beginImport()
  const chunks: StoredChunk[] = []
  const { schema, columns } = dataset
  for (let from = 0; from < schema.rows; from += 25) {
    const rows = Math.min(25, schema.rows - from)
    const part = columns.map((column, i) =>
      takeRows(
        column,
        schema.columns[i] as ColumnSchema,
        Array.from({ length: rows }, (_, i) => from + i),
      ),
    )
    chunks.push(await writer.put(packChunk({ schema: { ...schema, rows }, columns: part }), rows))
  }
  return run<string>('dataset.create', { writer, title, schema, chunks })
}
