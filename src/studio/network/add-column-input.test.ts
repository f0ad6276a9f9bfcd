/** @file Adding a column to the network: through an existing input if one fits, or through a new input branch. */
import { afterEach, expect, test } from 'vitest'
import { memoryStorage } from '../../storage/open-storage'
import { openTestStudio, type TestStudio } from '../testing/studio-fixture'

let netloom: TestStudio
afterEach(() => netloom?.close())

const rows = Array.from(
  { length: 90 },
  (_, i) => `${1000 + i},${i % 7},word${i} and word${i + 1},2024-01-${10 + (i % 20)},${i % 2 ? 'odd' : 'even'}`,
)
const table = { path: 'mine.csv', text: `id,size,words,day,kind\n${rows.join('\n')}\n` }

test('ignored, text, and date columns can be added as inputs', async () => {
  netloom = await openTestStudio('blank', Promise.resolve(memoryStorage()))
  await netloom.run('data.bring', { files: [table], options: { target: 'kind' }, project: 'new' })
  expect(await netloom.run('data.input', { column: 'day' })).toEqual({ input: 'Rows', made: false })
  // The values are dates without a time, so encoding the hour would only add two constant features.
  expect(netloom.app().project.plan.prepare?.day).toEqual([{ kind: 'cyclic', hour: false }])
  expect(await netloom.run('data.input', { column: 'words' })).toEqual({ input: 'words', made: true })
  expect(await netloom.run('data.input', { column: 'words' })).toEqual({ input: 'words', made: false })
  expect(netloom.state().check).toMatchObject({ ok: true })
  const kinds = netloom.state().project.networks[0]?.nodes.map(({ kind }) => kind)
  expect(kinds).toEqual(expect.arrayContaining(['embedding', 'concatenate']))
  await netloom.run('graph.undo')
  expect(netloom.state().project.networks[0]?.nodes).toHaveLength(4)
  expect(await netloom.refused('data.input', { column: 'kind' })).toBe('column-is-target')
  expect(await netloom.refused('data.input', { column: 'none' })).toBe('data-lacks-column')
})
