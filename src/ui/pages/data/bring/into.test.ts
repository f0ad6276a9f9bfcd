import { expect, test } from 'vitest'
import type { Look } from '../../../../protocol/ingest-messages'
import { mayBringBack, optionsBack } from './into'

const number = (name: string) => ({ name, type: 'number' }) as const
const schema = {
  ...({ id: 'own-a', title: 'A', kind: 'table', rows: 9, testRows: 0, ignore: [], target: 'kind' } as const),
  columns: [number('size'), { name: 'code', type: 'text' }, { name: 'kind', type: 'category', values: ['a', 'b'] }],
} as const
const back = { set: 'own-a', title: 'A', version: '12345678', schema }
const look = {
  columns: [number('size'), number('code'), schema.columns[2], number('new')].map((column) => ({
    ...{ name: column.name, schema: column, why: '' },
  })),
} as unknown as Look

test('files that bring a set back are read as it is known, else as they are found but for what its columns say otherwise', () => {
  expect(optionsBack(back, undefined)).toEqual({ target: 'kind', columns: {} })
  expect(optionsBack(back, look)).toEqual({
    target: 'kind',
    columns: { code: { type: 'text' }, new: { leaveOut: true } },
  })
  const read = { target: 'size', decimal: ',' } as const
  expect(optionsBack({ ...back, read }, look)).toEqual(read)
})

test('files with the columns of a set that is not here may bring it back, and are taken to where they are called as it is', () => {
  expect(mayBringBack(back, look, 'A')).toBe('so called')
  expect(mayBringBack(back, look, 'B')).toBe('may be')
  expect(mayBringBack({ ...back, schema: { ...schema, columns: [number('other')] } }, look, 'A')).toBeUndefined()
})
