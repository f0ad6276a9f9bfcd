import { expect, onTestFinished, test } from 'vitest'
import type { ImportPreview } from '../../../../protocol/ingest-messages'
import { openTestStudio } from '../../../../studio/testing/studio-fixture'
import { mayRestore, optionsToRestore } from './existing-dataset'
import { fitsOpen } from './project-choice'

const number = (name: string) => ({ name, type: 'number' }) as const
const schema = {
  ...({ id: 'own-a', title: 'A', kind: 'table', rows: 9, testRows: 0, ignore: [], target: 'kind' } as const),
  columns: [number('size'), { name: 'code', type: 'text' }, { name: 'kind', type: 'category', values: ['a', 'b'] }],
} as const
const back = { set: 'own-a', title: 'A', version: '12345678', schema }
const preview = {
  columns: [number('size'), number('code'), schema.columns[2], number('new')].map((column) => ({
    ...{ name: column.name, schema: column, why: '' },
  })),
} as unknown as ImportPreview

test('files that restore a dataset are read with its options; without those, as detected and corrected by its columns', () => {
  expect(optionsToRestore(back, undefined)).toEqual({ target: 'kind', columns: {} })
  expect(optionsToRestore(back, preview)).toEqual({
    target: 'kind',
    columns: { code: { type: 'text' }, new: { leaveOut: true } },
  })
  const read = { target: 'size', decimal: ',' } as const
  expect(optionsToRestore({ ...back, read }, preview)).toEqual(read)
})

test('files with the columns of a missing dataset may restore it, and do so if they have its name', () => {
  expect(mayRestore(back, preview, 'A')).toBe('sameName')
  expect(mayRestore(back, preview, 'B')).toBe('sameColumns')
  expect(mayRestore({ ...back, schema: { ...schema, columns: [number('other')] } }, preview, 'A')).toBeUndefined()
})

test('the network of a project for two classes fits two classes, and neither a numeric target nor files without rows', async () => {
  const netloom = await openTestStudio('blank')
  onTestFinished(() => netloom.close())
  const csv = (kind: (row: number) => string | number) =>
    `a,b,kind\n${Array.from({ length: 60 }, (_, i) => `${(i * 37) % 100},${(i * 17) % 90},${kind(i)}`).join('\n')}\n`
  const classes = csv((i) => (i % 2 ? 'yes' : 'no'))
  await netloom.run('data.bring', { files: [{ path: 'kinds.csv', text: classes }], project: 'new' })
  const fits = async (text: string) => {
    const read = await netloom.run<ImportPreview>('data.peek', { files: [{ path: 'next.csv', text }] })
    return fitsOpen(netloom.app(), read, {})
  }
  expect(await fits(classes)).toBe(true)
  const numbers = csv((i) => i * 1.5)
  expect(await fits(numbers)).toBe(false)
  await netloom.run('data.bring', { files: [{ path: 'numbers.csv', text: numbers }], project: 'new' })
  expect(await fits(numbers)).toBe(true)
  expect(await fits('a,b,kind\n')).toBe(false)
})
