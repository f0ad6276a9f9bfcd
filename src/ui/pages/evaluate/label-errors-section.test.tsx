/** @file Tests that a label error can be relabeled, excluded, and undone, and stays listed with what was done. */
import { expect, onTestFinished, test } from 'vitest'
import { openTestStudio } from '../../../studio/testing/studio-fixture'
import { click, find, render, settle, texts } from '../../testing/render.test-help'
import EvaluatePage from '../evaluate-page'
// The lazy parts of the tab are loaded before the test, so that none loads after it has ended.
import './failures-section'

const SECTION = 'section[aria-label="Possible label errors"]'

test('a label error is relabeled, another one excluded, and both are undone', async () => {
  const netloom = await openTestStudio('moons-mlp')
  onTestFinished(() => netloom.close())
  await netloom.run('plan.set', { epochs: 2 })
  await netloom.run('run.start')
  await netloom.when(({ run, metrics }) => run.tag === 'done' && metrics !== null)
  await netloom.run('run.evaluate', { split: 'train' })
  await netloom.run('room.open', { room: 'evaluate', tab: 'failures' })
  await render(<EvaluatePage />, netloom)
  const cells = () => settle(() => texts(`${SECTION} tbody tr:first-child td`))
  await expect.poll(cells).toHaveLength(5)
  expect(texts(`${SECTION} p`).join(' ')).toContain('The network was trained on these labels')
  const suspects = await netloom.run<{ rows: { row: number; suggested: string }[] }>('evaluate.labelErrors', {
    split: 'train',
  })
  const [first, second] = suspects.rows
  if (!first || !second) throw new Error('two labels look wrong')
  const labels = () => {
    const { data } = netloom.app()
    if (data.tag !== 'ready') throw new Error('the data is ready')
    const { codes } = data.dataset.columns[2] as { readonly codes: Int16Array }
    return { rows: codes.length, first: ['upper', 'lower'][codes[first.row] as number] }
  }
  const before = labels()
  await click(find(`${SECTION} tbody tr:first-child button`, `Relabel as ${first.suggested}`))
  await expect.poll(labels).toEqual({ ...before, first: first.suggested })
  await expect.poll(async () => (await cells())[4]).toContain(`Relabeled as ${first.suggested}`)
  // The rows are those of the evaluated version, whatever is excluded before them.
  await click(find(`${SECTION} tbody tr:nth-child(2) td:last-child button:last-child`))
  await expect.poll(() => labels().rows).toBe(before.rows - 1)
  await expect.poll(() => texts(`${SECTION} tbody tr:nth-child(2) td`)[4]).toBe('Excluded')
  for (let i = 0; i < 2; i++) await netloom.run('dataset.undo')
  await expect.poll(labels).toEqual(before)
  await expect.poll(async () => (await cells())[4]).toContain(`Relabel as ${first.suggested}`)
  // Only an example that is now in the training set can be left out of training.
  const offered = () => settle(() => texts(`${SECTION} tbody button`).filter((one) => one === 'Leave out of training'))
  expect(await offered()).toHaveLength(suspects.rows.length)
  await netloom.run('plan.set', { split: { kind: 'random', train: 0.5, validation: 0.4, test: 0.1 } })
  await expect.poll(async () => (await offered()).length).toBeLessThan(suspects.rows.length)
  const { data } = netloom.app()
  const training = new Set(data.tag === 'ready' ? data.split.train : [])
  expect(await offered()).toHaveLength(suspects.rows.filter(({ row }) => training.has(row)).length)
}, 60_000)

test('a large set is searched when asked', async () => {
  const netloom = await openTestStudio('moons-mlp')
  onTestFinished(() => netloom.close())
  const lines = Array.from({ length: 3200 }, (_, i) => [(i * 37) % 101, (i * 53) % 97, i % 2 ? 'odd' : 'even'].join())
  const file = { path: 'many.csv', text: `x,y,kind\n${lines.join('\n')}\n` }
  await netloom.run('data.bring', { files: [file], options: { target: 'kind' }, project: 'new' })
  await netloom.run('plan.set', { epochs: 1 })
  await netloom.run('run.start')
  await netloom.when(({ run, metrics }) => run.tag === 'done' && metrics !== null)
  await netloom.run('run.evaluate', { split: 'train' })
  expect(netloom.app().metrics?.rows).toBeGreaterThan(2000)
  await netloom.run('room.open', { room: 'evaluate', tab: 'failures' })
  await render(<EvaluatePage />, netloom)
  expect(texts(`${SECTION} table`)).toEqual([])
  await click(find(`${SECTION} button`, 'Find label errors'))
  await expect
    .poll(() => settle(() => texts(`${SECTION} p`).join(' ')), { timeout: 20_000 })
    .toMatch(/^(No label of|[\d,]+ examples? of)/)
}, 60_000)
