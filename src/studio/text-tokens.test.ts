/** @file Tokenizing text: with a vocabulary fitted on the training rows, or with that of the newest run. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openScene, type Scene } from './testing/studio-fixture'
import type { TextTokens } from './text-tokens'

let scene: Scene
beforeEach(async () => {
  scene = await openScene('sort-gru')
  // Use few rows, to keep the run short.
  await scene.run('data.use', { dataset: scene.app().project.data.dataset, samples: 100 })
  await scene.when(({ data }) => data.loaded)
})
afterEach(() => scene.close())

const ask = (args: object) => scene.run<TextTokens | undefined>('data.tokens', args)

test('before a run the vocabulary comes from the training rows, afterwards from the run', async () => {
  const data = scene.app().data
  if (data.tag !== 'ready') throw new Error('no data')
  const { columns, target } = data.schema
  const input = columns.find(({ name, type }) => type === 'text' && name !== target)?.name ?? ''
  const before = await ask({ column: input, row: 0 })
  expect(before).toMatchObject({ by: 'rows', as: 'ids', of: 'characters', rows: data.split.train.length })
  expect(before?.tokens.every(({ state }) => state === 'known')).toBe(true)
  const typed = await ask({ column: input, text: 'aZ' })
  expect(typed?.tokens.map(({ state }) => state)).toEqual(['known', 'unknown'])
  // Text in the target column is tokenized with the vocabulary of the output.
  expect(await ask({ column: target, row: 0 })).toMatchObject({ by: 'rows', of: 'characters' })

  await scene.run('plan.set', { epochs: 1 })
  await scene.run('run.start')
  await scene.when(({ run }) => run.tag === 'done')
  const after = await ask({ column: input, row: 0 })
  expect(after).toMatchObject({ by: 'run', vocabulary: before?.vocabulary })
  expect(after?.tokens.map(({ id }) => id)).toEqual(before?.tokens.map(({ id }) => id))
  expect(await scene.refused('data.tokens', { column: input, row: 1e9 })).toBe('no-such-row')
})
