/**
 * @file Preparation steps for texts, times, targets, and windows, from raw files to predictions on raw values; and the
 * Prepare tab.
 */
import { writeFileSync, mkdtempSync, rmSync } from 'node:fs'
import { execFileSync } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { unzipSync } from 'fflate'
import { lacks, PYTHON } from '../src/base/python.test-help'
import { expect, near, test, type Netloom } from './fixture'

const LIKES = ['lovely', 'great', 'tasty', 'warm']
const DISLIKES = ['cold', 'late', 'stale', 'rude']
const FOOD = ['soup', 'bread', 'cake', 'tea', 'rice']

/** Remarks with a clear verdict; friendly remarks are written earlier in the day. */
const ROWS = Array.from({ length: 240 }, (_, i) => {
  const good = (i * 7) % 10 < 5
  const word = (good ? LIKES : DISLIKES)[i % 4]
  const hour = String(good ? 8 + (i % 6) : 15 + (i % 6)).padStart(2, '0')
  const day = String(1 + (i % 28)).padStart(2, '0')
  return `"The ${FOOD[i % 5]} of table ${i} was ${word}, really!",2024-03-${day} ${hour}:30,${(i % 9) + 0.5},${good ? 'good' : 'bad'}`
})
const CSV = `remark,at,price,verdict\n${ROWS.join('\n')}\n`
const INPUTS = {
  Remark: ['A lovely, warm soup', 'cold and STALE bread…', null],
  Facts: [
    { at: '2024-06-01T09:30:00Z', price: 3 },
    { at: '2024-06-01 18:15', price: null },
    { at: null, price: 1 },
  ],
}

async function bring(netloom: Netloom): Promise<void> {
  await netloom.run('project.new', { template: 'blank' })
  await netloom.run('data.bring', {
    files: [{ path: 'remarks.csv', text: CSV }],
    title: 'Remarks',
    card: { license: 'CC0' },
  })
  await netloom.when(({ data }) => data.loaded)
}

/** Builds a network that joins an embedding of the remark with time and price and predicts two classes. */
async function draw(netloom: Netloom): Promise<void> {
  const { project } = await netloom.state()
  const existing = (project.networks[0]?.nodes ?? []).map(({ id }) => id)
  if (existing.length > 0) await netloom.run('graph.remove', { nodes: existing })
  const add = (kind: string, label: string, params: object = {}) =>
    netloom.run<string>('graph.add', { kind, label, params })
  const remark = await add('input', 'Remark', { columns: ['remark'] })
  const facts = await add('input', 'Facts', { columns: ['at', 'price'] })
  const embedding = await add('embedding', 'Words', { inputDim: 202, outputDim: 8 })
  const pool = await add('globalAveragePooling1d', 'Mean')
  const both = await add('concatenate', 'Both')
  const dense = await add('dense', 'Classes', { units: 2, activation: 'softmax' })
  const output = await add('output', 'Verdict')
  for (const [from, to] of [
    [remark, embedding],
    [embedding, pool],
    [pool, both],
    [facts, both],
    [both, dense],
    [dense, output],
  ])
    await netloom.run('graph.connect', { from, to })
}

test('text and time columns are prepared, trained on, exported, imported, and predicted from raw values', async ({
  netloom,
}) => {
  await bring(netloom)
  await draw(netloom)
  const refused = await netloom.refused('data.prepare', { column: 'remark', steps: [{ kind: 'standardize' }] })
  expect(refused).toEqual({
    code: 'prepare-takes',
    message:
      'Standardize needs numbers and arrays, but at this point "remark" contains text. Move or remove this step.',
  })
  await netloom.run('data.prepare', { column: 'remark', steps: [{ kind: 'words', most: 200, length: 12 }] })
  await netloom.run('data.prepare', { column: 'at', steps: [{ kind: 'cyclic', weekday: false, yearDay: false }] })
  await netloom.run('data.prepare', { column: 'price', steps: [{ kind: 'impute', by: 'median' }, { kind: 'minMax' }] })
  await netloom.run('plan.set', { loss: { kind: 'categoricalCrossentropy' }, epochs: 12, learningRate: 0.03 })
  const { check } = await netloom.state()
  expect(check.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([])
  await netloom.run('run.start')
  await netloom.when(({ run }) => run.tag === 'done')
  const report = await netloom.run<{ accuracy: number }>('run.evaluate', { split: 'test' })
  expect(report.accuracy).toBeGreaterThan(0.9)
  const { outputs } = await netloom.run<{ outputs: { label: string }[] }>('model.predict', { inputs: INPUTS })
  expect(outputs.map(({ label }) => label).slice(0, 2)).toEqual(['good', 'bad'])

  await netloom.run('model.save', { name: 'remarks' })
  const bytes = await netloom.bytes('model.export', { name: 'remarks' })
  await netloom.run('model.remove', { name: 'remarks' })
  await netloom.give('model.import', bytes)
  const again = await netloom.run<{ outputs: unknown }>('model.predict', { model: { name: 'remarks' }, inputs: INPUTS })
  expect(again.outputs).toEqual(near(outputs))
  expect(
    await netloom.refused('model.predict', { model: { name: 'remarks' }, inputs: { ...INPUTS, Remark: ['a', 5, ''] } }),
  ).toEqual({
    code: 'value-no-text',
    message: 'Row 1 of "Remark": "remark" is 5. It must be text, or null if it is missing.',
  })

  // The exported pipeline.py gives the same numbers with NumPy.
  test.skip(lacks('numpy'), 'python3 with NumPy is not here')
  const files = unzipSync(Uint8Array.from(bytes))
  const folder = mkdtempSync(join(tmpdir(), 'netloom-e2e-'))
  try {
    for (const name of ['pipeline.py', 'pipeline.json']) writeFileSync(join(folder, name), files[name] ?? '')
    const code =
      'import json, sys, pipeline; print(json.dumps([x.tolist() for x in pipeline.encode(json.loads(sys.argv[1]))]))'
    const encoded: number[][][] = JSON.parse(
      execFileSync(PYTHON, ['-c', code, JSON.stringify(INPUTS)], { cwd: folder, encoding: 'utf8' }),
    )
    const [remarks, facts] = encoded[0]?.[0]?.length === 12 ? encoded : [encoded[1], encoded[0]]
    expect(remarks?.[2]).toEqual(new Array(12).fill(0))
    expect(facts?.[0]?.[0]).toBeCloseTo(Math.sin((2 * Math.PI * 9.5) / 24), 6)
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test('Prepare tab: steps are added, dragged, edited, and undone, with a preview', async ({
  netloom,
  watched: page,
}) => {
  await bring(netloom)
  await netloom.run('room.open', { room: 'data' })
  await page.getByRole('radio', { name: 'Prepare' }).check()
  const price = page.getByRole('button', { name: /^price/ })
  await price.click()
  // The name has enough space next to the long text about its use.
  const name = price.getByText('price', { exact: true })
  expect(await name.evaluate((element) => element.scrollWidth <= element.clientWidth)).toBe(true)
  const steps = page.getByRole('region', { name: 'Steps for price' })
  const chips = steps.getByRole('list', { name: 'Steps in order' }).getByRole('button')
  await expect(chips).toHaveText(['Standardize'])
  await steps.getByRole('button', { name: 'Add step' }).click()
  await page.getByRole('menuitem', { name: /^Clip/ }).click()
  // Clip limits apply to measured values, so Clip is inserted before scaling.
  await expect(chips).toHaveText(['Clip', 'Standardize'])
  await chips.nth(0).dragTo(chips.nth(1))
  await expect(chips).toHaveText(['Standardize', 'Clip'])
  await page.keyboard.press('Escape')
  const preview = page.getByRole('region', { name: 'Before and after' })
  await expect(preview).toContainText('training rows only')
  await expect(preview.getByRole('row')).toHaveCount(7)
  await chips.nth(1).click()
  // Several arrow key presses in a number field count as one undo step, for both the shortcut and the header buttons.
  const low = steps.getByLabel('Lower quantile')
  await low.focus()
  for (let i = 0; i < 3; i++) await page.keyboard.press('ArrowUp')
  await expect(low).toHaveValue('0.04')
  await page.keyboard.press('Control+z')
  await expect(low).toHaveValue('0.01')
  const header = page.getByRole('banner')
  await header.getByRole('button', { name: 'Redo' }).click()
  await expect(low).toHaveValue('0.04')
  await header.getByRole('button', { name: 'Undo' }).click()
  await expect(low).toHaveValue('0.01')
  await chips.nth(1).click()
  await page.keyboard.press('Delete')
  await expect(chips).toHaveText(['Standardize'])
  await page.getByRole('button', { name: 'Undo', exact: true }).last().click()
  await expect(chips).toHaveText(['Standardize', 'Clip'])
  await steps.getByRole('button', { name: 'Use default steps' }).click()
  await expect(chips).toHaveText(['Standardize'])
  await page.getByRole('button', { name: /^remark/ }).click()
  const texts = page.getByRole('region', { name: 'Steps for remark' })
  await texts.getByRole('button', { name: 'Add step' }).click()
  await page.getByRole('menuitem', { name: /^Characters as IDs, instead of Words as IDs/ }).click()
  await expect(preview).toContainText('80 IDs from 0 to 201')
  await expect(preview).toContainText('characters')
  await texts.getByRole('button', { name: 'Use as input' }).click()
  await netloom.when(
    ({ project }) =>
      project.networks[0]?.nodes.some(({ kind, label }) => kind === 'input' && label === 'remark') === true,
  )
  await expect(texts.getByText('Read by remark')).toBeVisible()
  // The only step explains why it cannot be removed; one click fits the Embedding to the vocabulary.
  await expect(texts).toContainText('This step cannot be removed: a network cannot read text directly.')
  await expect(preview).toContainText('A missing value becomes 0 everywhere (Characters as IDs).')
  const remarkInput = (await netloom.state()).project.networks[0]?.nodes.find(({ label }) => label === 'remark')
  const signs = await netloom.run<string>('graph.add', { kind: 'embedding', label: 'Signs', params: {} })
  await netloom.run('graph.connect', { from: remarkInput?.id, to: signs })
  await expect(preview).toContainText('"Signs" has 1,000')
  await preview.getByRole('button', { name: /^Use \d+$/ }).click()
  await expect(preview.getByRole('button', { name: /^Use \d+$/ })).toHaveCount(0)
  const used = Number(/IDs from 0 to (\d+)/.exec((await preview.textContent()) ?? '')?.[1]) + 1
  expect(used).toBeLessThan(60)
  const { project } = await netloom.state()
  const table = project.networks[0]?.nodes.find(({ kind }) => kind === 'embedding')
  expect(table?.params).toMatchObject({ inputDim: used })
  await page.getByRole('button', { name: /^price/ }).click()
  await expect(preview).toContainText('the network receives 0, which stands for the mean of the training set')
})

test('a target trained on a logarithm: metrics and predictions are in its own unit, also in pipeline.py', async ({
  netloom,
  watched: page,
}) => {
  // Prices grow exponentially from 20 to 22,000, so a linear model of their logarithm fits exactly.
  const priceOf = (size: number) => Math.round(20 * Math.exp(size))
  const rows = Array.from({ length: 200 }, (_, i) => `${((i * 37) % 200) / 28.5},${priceOf(((i * 37) % 200) / 28.5)}`)
  await netloom.run('project.new', { template: 'blank' })
  await netloom.run('data.bring', {
    files: [{ path: 'prices.csv', text: `size,price\n${rows.join('\n')}\n` }],
    title: 'Prices',
    card: { license: 'CC0' },
  })
  await netloom.when(({ data }) => data.loaded)
  const existing = ((await netloom.state()).project.networks[0]?.nodes ?? []).map(({ id }) => id)
  if (existing.length > 0) await netloom.run('graph.remove', { nodes: existing })
  const ends: string[] = []
  for (const [kind, label, params] of [
    ['input', 'House', { columns: ['size'] }],
    ['dense', 'Line', { units: 1 }],
    ['output', 'Price', { target: 'price' }],
  ] as const)
    ends.push(await netloom.run<string>('graph.add', { kind, label, params }))
  await netloom.run('graph.connect', { from: ends[0], to: ends[1] })
  await netloom.run('graph.connect', { from: ends[1], to: ends[2] })
  await netloom.run('plan.set', { loss: { kind: 'meanSquaredError' }, epochs: 40, learningRate: 0.05 })
  await netloom.run('room.open', { room: 'data' })
  await page.getByRole('radio', { name: 'Prepare' }).check()
  await page.getByRole('button', { name: /^price/ }).click()
  const steps = page.getByRole('region', { name: 'Steps for price' })
  await expect(steps).toContainText('predictions are converted back to its unit')
  await steps.getByRole('button', { name: 'Add step' }).click()
  await expect(page.getByRole('menuitem', { name: /^Clip/ })).toHaveCount(0)
  await page.getByRole('menuitem', { name: /^Logarithm/ }).click()
  const chips = steps.getByRole('list', { name: 'Steps in order' }).getByRole('button')
  await expect(chips).toHaveText(['Logarithm', 'Standardize'])
  await netloom.run('run.start')
  await netloom.when(({ run }) => run.tag === 'done')
  const report = await netloom.run<{ mae: number; r2: number }>('run.evaluate', { split: 'validation' })
  expect(report.r2).toBeGreaterThan(0.98)
  expect(report.mae).toBeLessThan(400)
  const asked = [{ size: 1 }, { size: 6 }]
  const { outputs } = await netloom.run<{ outputs: number[] }>('model.predict', { inputs: asked })
  outputs.forEach((predicted, i) => {
    expect(predicted / priceOf(asked[i]?.size ?? 0)).toBeCloseTo(1, 0)
  })
  const { run } = await netloom.state()
  expect(run).toMatchObject({ tag: 'done' })

  await netloom.run('model.save', { name: 'prices' })
  const bytes = await netloom.bytes('model.export', { name: 'prices' })
  await netloom.run('model.remove', { name: 'prices' })
  await netloom.give('model.import', bytes)
  const again = await netloom.run<{ outputs: number[] }>('model.predict', { model: { name: 'prices' }, inputs: asked })
  expect(again.outputs).toEqual(near(outputs))

  test.skip(lacks('numpy'), 'python3 with NumPy is not here')
  const files = unzipSync(Uint8Array.from(bytes))
  const folder = mkdtempSync(join(tmpdir(), 'netloom-e2e-'))
  try {
    for (const name of ['pipeline.py', 'pipeline.json']) writeFileSync(join(folder, name), files[name] ?? '')
    const { outputs: parts } = JSON.parse(Buffer.from(files['pipeline.json'] ?? []).toString())
    const { mean, deviation } = parts[0].steps.steps[1].learned
    const raw = outputs.map((predicted) => [(Math.log1p(predicted) - mean[0]) / deviation[0]])
    const code =
      'import json, sys, pipeline; print(json.dumps(pipeline.decode([json.loads(sys.argv[1])])["Price"].tolist()))'
    const decoded: number[] = JSON.parse(
      execFileSync(PYTHON, ['-c', code, JSON.stringify(raw)], { cwd: folder, encoding: 'utf8' }),
    )
    expect(decoded).toEqual(near(outputs))
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test('time windows: unordered rows of two shops, next-day forecast; a random split is refused', async ({
  netloom,
  watched: page,
}) => {
  const at = (day: number, shop: number) => Math.round(100 * (3 + shop + Math.sin((day + 5 * shop) / 4)))
  const days = Array.from({ length: 240 }, (_, i) => [(i * 77) % 120, i % 2] as const)
  const row = ([day, shop]: readonly [number, number]) =>
    `${new Date(Date.UTC(2024, 0, 1 + day)).toISOString().slice(0, 10)},${shop ? 'south' : 'north'},${at(day, shop)}`
  const seen = new Set<string>()
  const rows = days.concat(days.map(([day, shop]) => [day, 1 - shop] as const)).map(row)
  const text = `day,shop,sales\n${rows.filter((one) => !seen.has(one) && seen.add(one)).join('\n')}\n`
  await netloom.run('project.new', { template: 'blank' })
  await netloom.run('data.bring', { files: [{ path: 'sales.csv', text }], title: 'Sales', card: { license: 'CC0' } })
  await netloom.when(({ data }) => data.loaded)
  const existing = ((await netloom.state()).project.networks[0]?.nodes ?? []).map(({ id }) => id)
  if (existing.length > 0) await netloom.run('graph.remove', { nodes: existing })
  await netloom.run('data.prepare', {
    column: 'sales',
    steps: [{ kind: 'standardize' }, { kind: 'timeWindow', by: 'day', length: 6, horizon: 1 }],
  })
  const ends: string[] = []
  for (const [kind, label, params] of [
    ['input', 'Before', { columns: ['sales'] }],
    ['flatten', 'Flat', {}],
    ['dense', 'Line', { units: 1 }],
    ['output', 'Sales', { target: 'sales' }],
  ] as const)
    ends.push(await netloom.run<string>('graph.add', { kind, label, params }))
  for (const i of [0, 1, 2]) await netloom.run('graph.connect', { from: ends[i], to: ends[i + 1] })
  await netloom.run('plan.set', { loss: { kind: 'meanSquaredError' }, epochs: 60, learningRate: 0.03 })
  const errors = async () =>
    (await netloom.state()).check.diagnostics.flatMap(({ severity, code }) => (severity === 'error' ? [code] : []))
  expect(await errors()).toEqual(['prepare-window-split'])
  await netloom.run('plan.set', { split: { kind: 'time', column: 'day', train: 0.6, validation: 0.2, test: 0.2 } })
  expect(await errors()).toEqual([])
  // Group the windows by shop, so that no window spans two shops.
  await netloom.run('room.open', { room: 'data' })
  await page.getByRole('radio', { name: 'Prepare' }).check()
  await page.getByRole('button', { name: /^sales/ }).click()
  const steps = page.getByRole('region', { name: 'Steps for sales' })
  await steps.getByRole('button', { name: 'Window in time', exact: true }).click()
  await steps.getByRole('combobox', { name: 'Group by' }).click()
  await page.getByRole('option', { name: 'shop' }).click()
  await expect(page.getByRole('region', { name: 'Before and after' })).toContainText('6×1 numbers')
  await netloom.run('run.start')
  await netloom.when(({ run }) => run.tag === 'done')
  const report = await netloom.run<{ r2: number }>('run.evaluate', { split: 'validation' })
  expect(report.r2).toBeGreaterThan(0.7)
  const series = Array.from({ length: 6 }, (_, i) => at(30 + i, 1))
  const { outputs } = await netloom.run<{ outputs: number[] }>('model.predict', { inputs: [{ sales: series }] })
  expect(Math.abs((outputs[0] ?? 0) - at(36, 1))).toBeLessThan(25)
})
