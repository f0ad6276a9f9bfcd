/** @file Tests how view settings that were made for different data are reused. */
import { expect, test } from 'vitest'
import type { DatasetSchema } from '../../../../catalog/dataset-schema'
import type { DataLook } from '../../../../studio/data/data-view-state'
import { lookForData } from './rows-view'

const SCHEMA = { columns: [{ name: 'x', type: 'number' }] } as unknown as DatasetSchema
const WHERE = { column: 'mistake', is: '=', value: 'yes' } as const
const LOOK: DataLook = { key: 'moons', rows: [1], where: WHERE, sort: [{ column: 'x' }], title: 'one' }
const SETS = [
  { id: 'own-a', base: { kind: 'shipped', dataset: 'moons' } },
  { id: 'own-b', base: { kind: 'chunks' } },
] as unknown as Parameters<typeof lookForData>[3]

test('nothing remains for another dataset; the condition and the order remain for an edited one', () => {
  expect(lookForData(LOOK, 'moons', SCHEMA, SETS)).toEqual({
    rows: [1],
    where: WHERE,
    sort: [{ column: 'x' }],
    title: 'one',
  })
  expect(lookForData(LOOK, 'own-a@1', SCHEMA, SETS)).toEqual({ where: WHERE, sort: [{ column: 'x' }] })
  expect(lookForData({ ...LOOK, key: 'own-a@2' }, 'own-a@3', SCHEMA, SETS)).toEqual({
    where: WHERE,
    sort: [{ column: 'x' }],
  })
  expect(lookForData(LOOK, 'own-b@1', SCHEMA, SETS)).toEqual({})
  expect(lookForData(LOOK, 'spirals', SCHEMA, SETS)).toEqual({})
})
