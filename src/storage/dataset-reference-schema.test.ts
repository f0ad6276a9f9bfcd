import { expect, test } from 'vitest'
import type { DatasetSchema } from '../catalog/dataset-schema'
import type { ProjectContent } from '../compile/project'
import { templates } from '../gallery'
import { readProject, writeProject } from './project-file'

const VERSION = 'a'.repeat(64)

/** The schema of the imported data, before any edit. */
const BASE: DatasetSchema = {
  ...{ id: 'own-1', title: 'Flowers', kind: 'table', rows: 70, testRows: 0, ignore: [], target: 'kind' },
  columns: [{ name: 'kind', type: 'category', values: ['rose'] }],
}

function ownProject(): ProjectContent {
  const [template] = templates
  if (!template) throw new Error('there is a template')
  return {
    ...template.content,
    data: {
      dataset: 'own-1',
      version: VERSION,
      schema: {
        id: 'own-1',
        title: 'Flowers',
        kind: 'table',
        columns: [
          { name: 'width', type: 'number', unit: 'cm', wide: true },
          { name: 'kind', type: 'category', values: ['rose', '<b>', '__proto__'] },
          { name: 'picture', type: 'image', height: 2, width: 2, channels: 3 },
          { name: 'note', type: 'text', about: 'in words' },
          { name: 'seen', type: 'time' },
          { name: 'wave', type: 'array', shape: [10, 2] },
        ],
        rows: 60,
        testRows: 6,
        target: 'kind',
        ignore: ['note'],
      },
      made: {
        base: { hash: 'b'.repeat(64), schema: BASE },
        read: { decimal: ',', columns: { kind: { type: 'category', order: 'dmy' } } },
        steps: [{ kind: 'exclude', rows: [[0, 4]], why: 'the first day' }],
      },
    },
  }
}

// biome-ignore lint/suspicious/noExplicitAny: hostile files take every shape
type Loose = any

function changed(change: (data: Loose) => void): Uint8Array {
  const file = JSON.parse(new TextDecoder().decode(writeProject(ownProject())))
  change(file.data)
  return new TextEncoder().encode(JSON.stringify(file))
}

test('a pick of a custom dataset round-trips completely', () => {
  expect(readProject(writeProject(ownProject()))).toEqual({ ok: true, value: ownProject() })
})

test.each([
  ['a schema without a version', (data: Loose) => delete data.version],
  ['a version that is no hash', (data: Loose) => (data.version = '1')],
  ['a version without a schema', (data: Loose) => delete data.schema],
  ['the id of a shipped dataset', (data: Loose) => (data.dataset = data.schema.id = 'moons')],
  ['an id like a prototype property', (data: Loose) => (data.dataset = data.schema.id = 'constructor')],
  ['a different id in the schema', (data: Loose) => (data.schema.id = 'other')],
  ['duplicate column names', (data: Loose) => (data.schema.columns[1].name = 'width')],
  ['a missing target column', (data: Loose) => (data.schema.target = 'nose')],
  ['a duplicate value', (data: Loose) => (data.schema.columns[1].values = ['a', 'a'])],
  ['an invalid hash of the base', (data: Loose) => (data.made.base.hash = 'x')],
  ['an invalid schema of the base', (data: Loose) => (data.made.base.schema.target = 'nose')],
  ['a base id like a prototype property', (data: Loose) => (data.made.base = { dataset: 'constructor' })],
  ['an edit step without a kind', (data: Loose) => (data.made.steps = [{}])],
  ['an invalid decimal mark', (data: Loose) => (data.made.read.decimal = ';')],
  ['an unknown column type', (data: Loose) => (data.schema.columns[0].type = 'code')],
  ['a huge image', (data: Loose) => (data.schema.columns[2].height = 1e9)],
  ['an array of size 0', (data: Loose) => (data.schema.columns[5].shape = [0])],
  ['no rows', (data: Loose) => (data.schema.rows = 0)],
  ['more test rows than rows', (data: Loose) => (data.schema.testRows = 61)],
  ['a column name that is too long', (data: Loose) => (data.schema.columns[0].name = 'x'.repeat(201))],
  ['too many values', (data: Loose) => (data.schema.columns[1].values = Array.from({ length: 1001 }, String))],
])('a project file with %s is refused', (_, change) => {
  const read = readProject(changed(change))
  expect(read.ok ? 'read' : read.error.code).toBe('file-shape')
})
