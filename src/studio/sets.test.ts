import { afterEach, expect, test } from 'vitest'
import type { Dataset } from '../data/dataset'
import { packChunk } from '../data/kept-format'
import { memoryStorage } from '../storage/open'
import type { Storage } from '../storage/records'
import { openScene, type Scene } from './testing/scene'

let scene: Scene
afterEach(() => scene.close())

/** 60 flowers of two kinds, told apart by their width. */
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

/** Brings a dataset as an import does, in chunks of 25 rows. */
export async function bring(storage: Storage, dataset: Dataset, run: Scene['run'], title = 'Flowers'): Promise<string> {
  const writer = await storage.sets.beginImport()
  const chunks = []
  const { schema, columns } = dataset
  for (let from = 0; from < schema.rows; from += 25) {
    const rows = Math.min(25, schema.rows - from)
    const { takeRows } = await import('../data/columns')
    const part = columns.map((column, i) =>
      takeRows(
        column,
        schema.columns[i] as never,
        Array.from({ length: rows }, (_, i) => from + i),
      ),
    )
    chunks.push(await writer.put(packChunk({ schema: { ...schema, rows }, columns: part }), rows))
  }
  return run('set.create', { writer, title, schema, chunks })
}

test('a set that was brought is used, trained on and named by its version', async () => {
  const storage = memoryStorage()
  scene = await openScene('blank', Promise.resolve(storage))
  const id = await bring(storage, flowers(), scene.run)
  await scene.run('data.use', { dataset: id })
  expect(scene.state().data).toMatchObject({ dataset: id, loaded: true, classes: ['rose', 'tulip'] })
  expect(scene.state().data.samples.train).toBe(48)
})
