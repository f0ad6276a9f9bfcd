import { expect, test } from 'vitest'
import type { Look } from '../../../../protocol/ingest-messages'
import { optionsBack } from './into'

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
