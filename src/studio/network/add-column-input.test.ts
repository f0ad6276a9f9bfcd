/** @file Adding a column to the network: through an existing input if one fits, or through a new input branch. */
import { afterEach, expect, test } from 'vitest'
import { expectDefined } from '../../base/assert'
import { encodeRows } from '../../data/encode-rows'
import { fitPipeline } from '../../data/fit-pipeline'
import { memoryStorage } from '../../storage/open-storage'
import { workHistory } from '../project/edit-history'
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

test.each([
  ['the order of the table', 'random', 'window'],
  ['a time column', 'time', 'timeWindow'],
])('a number is forecast from its own earlier values only, by %s', async (_, split, kind) => {
  netloom = await openTestStudio('blank', Promise.resolve(memoryStorage()))
  const days = Array.from({ length: 90 }, (_, i) => new Date(86_400_000 * i).toISOString().slice(0, 10))
  const lines = days.map((day, i) => (split === 'time' ? `${day},${i + 1}` : String(i + 1)))
  const text = `${split === 'time' ? 'day,' : ''}sales\n${lines.join('\n')}\n`
  await netloom.run('data.bring', {
    files: [{ path: 'sales.csv', text }],
    options: { target: 'sales' },
    project: 'new',
  })
  const shares = { train: 0.6, validation: 0.2, test: 0.2 }
  await netloom.run('plan.set', {
    split: split === 'time' ? { kind: 'time', column: 'day', ...shares } : { kind: 'random', ...shares },
  })
  expect(await netloom.run('data.input', { column: 'sales' })).toMatchObject({ made: false })
  const [lag, scale] = netloom.app().project.plan.prepare?.sales ?? []
  expect([lag?.kind, lag?.horizon, scale?.kind]).toEqual([kind, 1, 'standardize'])
  expect(netloom.state().check.diagnostics).toEqual([])

  // Without the scaling, each window holds exactly the values of the rows before it that its part may see.
  await netloom.run('data.prepare', { column: 'sales', steps: [lag] as never })
  const { data, project, report } = netloom.app()
  if (data.tag !== 'ready') throw new Error('no data')
  const pipeline = fitPipeline(data.dataset, report.binding, data.split.train, new Set(), project.plan)
  const at = report.binding.inputs.findIndex(({ columns }) => columns.includes('sales'))
  const input = expectDefined(pipeline.inputs[at], 'the new input')
  const windows = encodeRows(
    input,
    data.dataset,
    Uint32Array.from({ length: 90 }, (_, row) => row),
  )
  const border = split === 'time' ? Math.max(...data.split.train) + 1 : 0
  for (let row = 0; row < 90; row++) {
    const before = Array.from({ length: 12 }, (_, i) => row - 12 + i)
    const sees = (other: number) => other >= 0 && (row < border || other >= border)
    const seen = [...windows.subarray(12 * row, 12 * row + 12)]
    expect(seen, `row ${row}`).toEqual(before.map((other) => (sees(other) ? other + 1 : 0)))
  }
})

test('a table of dates and a number has a fix: its earlier values, in the order of the dates, and a split by them', async () => {
  netloom = await openTestStudio('blank', Promise.resolve(memoryStorage()))
  // The rows are in another order than their dates, whose values are 1, 2, 3, and so on.
  const at = Array.from({ length: 90 }, (_, i) => (i * 37) % 90)
  const lines = at.map((day) => `${new Date(86_400_000 * day).toISOString().slice(0, 10)},${day + 1}`)
  const files = [{ path: 'sales.csv', text: `day,sales\n${lines.join('\n')}\n` }]
  await netloom.run('data.bring', { files, options: { target: 'sales' }, project: 'new' })
  const history = workHistory(netloom.studio)
  const before = netloom.app().project
  const [problem, ...others] = netloom.state().check.diagnostics
  expect([problem?.code, others]).toEqual(['no-columns-left', []])
  expect(problem?.fixes).toEqual([{ id: 'earlier-values', title: 'Use earlier values of "sales"' }])
  await netloom.run('graph.fix', { node: problem?.node, code: 'no-columns-left', fix: 'earlier-values' })
  expect(netloom.state().check).toMatchObject({ ok: true, diagnostics: [] })
  const { split, prepare } = netloom.app().project.plan
  expect(split).toEqual({ ...before.plan.split, kind: 'time', column: 'day' })
  expect(prepare?.sales?.[0]).toMatchObject({ kind: 'timeWindow', by: 'day', horizon: 1 })
  expect(netloom.notices()).toEqual([
    '"sales" was added to the input "Rows". The split is now by "day", with the earliest rows for training.',
  ])
  const data = await netloom.studio.data.ready()
  const { report } = netloom.app()
  const parts = (['train', 'validation', 'test'] as const).map((part) =>
    [...data.split[part]].map((row) => at[row] ?? 0),
  )
  expect(parts.flat().sort((a, b) => a - b)).toEqual([...at].sort((a, b) => a - b))
  for (const [i, days] of parts.entries()) expect(Math.max(...(parts[i - 1] ?? [-1]))).toBeLessThan(Math.min(...days))
  // Every window of the training rows has the values of the days before.
  await netloom.run('data.prepare', { column: 'sales', steps: [prepare?.sales?.[0]] as never })
  const [input] = fitPipeline(
    data.dataset,
    report.binding,
    data.split.train,
    new Set(),
    netloom.app().project.plan,
  ).inputs
  const windows = encodeRows(expectDefined(input, 'the input'), data.dataset, data.split.train)
  for (const [k, row] of data.split.train.entries()) {
    const day = at[row] as number
    const wanted = Array.from({ length: 12 }, (_, i) => Math.max(0, day - 12 + i + 1))
    expect([...windows.subarray(12 * k, 12 * k + 12)], `day ${day}`).toEqual(wanted)
  }
  await netloom.run('data.prepare', { column: 'sales', steps: prepare?.sales as never })
  for (const way of ['undo', 'undo', 'undo'] as const) await history.go(way, {})
  const { plan, drawing } = netloom.app().project
  expect([plan.split, plan.prepare, drawing]).toEqual([before.plan.split, before.plan.prepare, before.drawing])
})

test('without dates, a table whose other columns are excluded has no such fix', async () => {
  netloom = await openTestStudio('blank', Promise.resolve(memoryStorage()))
  const lines = Array.from({ length: 90 }, (_, i) => `${1000 + i},${(i * 7) % 50}`)
  const files = [{ path: 'mine.csv', text: `id,size\n${lines.join('\n')}\n` }]
  await netloom.run('data.bring', { files, options: { target: 'size' }, project: 'new' })
  const [problem] = netloom.state().check.diagnostics
  expect([problem?.code, problem?.fixes]).toEqual(['no-columns-left', []])
})

test.each(['time', 'random'])('a table of several series is forecast within each series, split: %s', async (kind) => {
  netloom = await openTestStudio('blank', Promise.resolve(memoryStorage()))
  const lines = Array.from({ length: 180 }, (_, i) => {
    const day = new Date(86_400_000 * (i >> 1)).toISOString().slice(0, 10)
    return `${day},${i % 7 ? 'dry' : 'rain'},${i % 2 ? 'Oslo' : 'Bergen'},${i + 1}`
  })
  await netloom.run('data.bring', {
    files: [{ path: 'sales.csv', text: `day,weather,store,sales\n${lines.join('\n')}\n` }],
    options: { target: 'sales' },
    project: 'new',
  })
  const split = { ...(kind === 'time' ? { column: 'day' } : {}), train: 0.6, validation: 0.2, test: 0.2 }
  await netloom.run('plan.set', { split: { kind, ...split } })
  await netloom.run('data.input', { column: 'sales' })
  const { prepare, split: used } = netloom.app().project.plan
  expect(prepare?.sales?.[0]).toMatchObject({ by: 'day', within: 'store' })
  expect(used).toMatchObject({ kind: 'time', column: 'day' })
})
