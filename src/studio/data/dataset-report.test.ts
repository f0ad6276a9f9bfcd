/** @file Tests that the fix of a finding edits the dataset: a text column of numbers becomes an input again. */
import { expect, onTestFinished, test } from 'vitest'
import { findingsOf } from '../../data/findings/fixtures/compare-report'
import type { AnalysisClient, AnalysisData } from '../../protocol/analysis-client'
import { openTestStudio } from '../testing/studio-fixture'

/** Computes reports at once, where the page asks a worker. */
const analysis = {
  ask: async (_kind: string, { dataset, split }: AnalysisData) => findingsOf(dataset, split),
  close: () => undefined,
} as unknown as AnalysisClient

test('a text column that is mostly numbers is converted with one click, and is an input again', async () => {
  const netloom = await openTestStudio('blank')
  onTestFinished(() => netloom.close())
  Object.assign(netloom.studio, { openAnalysis: () => analysis })
  const rows = Array.from(
    { length: 120 },
    (_, i) => `${i % 20 === 3 ? `${150 + i} cm` : 150 + i},${i % 2 ? 'a' : 'b'},${i % 7}`,
  )
  const text = `height,kind,n\n${rows.join('\n')}\n`
  await netloom.run('data.bring', { files: [{ path: 'pupils.csv', text }], project: 'new' })
  const schema = () => netloom.app().project.data.schema
  expect(schema()?.columns[0]?.type).toBe('text')
  expect(schema()?.ignore).toContain('height')
  const found = await netloom.run<{ finding: string; says: string }[]>('data.report')
  expect(found.find(({ finding }) => finding === 'numbers-as-text:height')?.says).toBe(
    '114 of 120 values in "height" are numbers, and 6 are not, such as "153 cm". The column is text, so a network cannot compare its values.',
  )
  await netloom.run('data.mend', { finding: 'numbers-as-text:height' })
  expect(schema()?.columns[0]?.type).toBe('number')
  expect(schema()?.ignore).not.toContain('height')
})

test('a target of zeros and ones becomes a category with one click', async () => {
  const netloom = await openTestStudio('blank')
  onTestFinished(() => netloom.close())
  Object.assign(netloom.studio, { openAnalysis: () => analysis })
  const rows = Array.from({ length: 120 }, (_, i) => `${(i * 37) % 100},${(i * 11) % 60},${i % 3 === 0 ? 1 : 0}`)
  const text = `size,weight,ripe\n${rows.join('\n')}\n`
  await netloom.run('data.bring', { files: [{ path: 'fruit.csv', text }], project: 'new' })
  const schema = () => netloom.app().project.data.schema
  expect(schema()).toMatchObject({ target: 'ripe', columns: [{}, {}, { type: 'number' }] })
  const key = 'classes-as-numbers:ripe'
  const keys = async () => (await netloom.run<{ finding: string }[]>('data.report')).map(({ finding }) => finding)
  expect(await keys()).toContain(key)
  await netloom.run('data.mend', { finding: key })
  expect(schema()?.columns[2]).toMatchObject({ type: 'category', values: ['0', '1'] })
  expect(await keys()).not.toContain(key)
})
