/** @file Tokenizing text: with a vocabulary fitted on the training rows, or with that of the newest run. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openTestStudio, type TestStudio } from '../testing/studio-fixture'
import type { TextTokens } from './text-tokens'

let netloom: TestStudio
beforeEach(async () => {
  netloom = await openTestStudio('sort-gru')
  // Use few rows, to keep the run short.
  await netloom.run('data.use', { dataset: netloom.app().project.data.dataset, samples: 100 })
  await netloom.when(({ data }) => data.loaded)
})
afterEach(() => netloom.close())

const ask = (args: object) => netloom.run<TextTokens | undefined>('data.tokens', args)

test('before a run the vocabulary comes from the training rows, afterwards from the run', async () => {
  const data = netloom.app().data
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

  await netloom.run('plan.set', { epochs: 1 })
  await netloom.run('run.start')
  await netloom.when(({ run }) => run.tag === 'done')
  const after = await ask({ column: input, row: 0 })
  expect(after).toMatchObject({ by: 'run', vocabulary: before?.vocabulary })
  expect(after?.tokens.map(({ id }) => id)).toEqual(before?.tokens.map(({ id }) => id))
  expect(await netloom.refused('data.tokens', { column: input, row: 1e9 })).toBe('no-such-row')
})
