/** @file Adding a column to the network: through an existing input if one fits, or through a new input branch. */
import { afterEach, expect, test } from 'vitest'
import { memoryStorage } from '../storage/open-storage'
import { openScene, type Scene } from './testing/studio-fixture'

let scene: Scene
afterEach(() => scene?.close())

const rows = Array.from(
  { length: 90 },
  (_, i) => `${1000 + i},${i % 7},word${i} and word${i + 1},2024-01-${10 + (i % 20)},${i % 2 ? 'odd' : 'even'}`,
)
const table = { path: 'mine.csv', text: `id,size,words,day,kind\n${rows.join('\n')}\n` }

test('ignored, text, and date columns can be added as inputs', async () => {
  scene = await openScene('blank', Promise.resolve(memoryStorage()))
  await scene.run('data.bring', { files: [table], options: { target: 'kind' }, project: 'new' })
  expect(await scene.run('data.input', { column: 'day' })).toEqual({ input: 'Rows', made: false })
  // The values are dates without a time, so encoding the hour would only add two constant features.
  expect(scene.app().project.plan.prepare?.day).toEqual([{ kind: 'cyclic', hour: false }])
  expect(await scene.run('data.input', { column: 'words' })).toEqual({ input: 'words', made: true })
  expect(await scene.run('data.input', { column: 'words' })).toEqual({ input: 'words', made: false })
  expect(scene.state().check).toMatchObject({ ok: true })
  const kinds = scene.state().project.networks[0]?.nodes.map(({ kind }) => kind)
  expect(kinds).toEqual(expect.arrayContaining(['embedding', 'concatenate']))
  await scene.run('graph.undo')
  expect(scene.state().project.networks[0]?.nodes).toHaveLength(4)
  expect(await scene.refused('data.input', { column: 'kind' })).toBe('column-is-target')
  expect(await scene.refused('data.input', { column: 'none' })).toBe('data-lacks-column')
})
