/** @file The Evaluate page: its parts do not cover each other, and only one part of a page scrolls. */
import type { Locator, Page } from '@playwright/test'
import { expect, test } from './fixture'

const CLASSES = 50
const SIZES = [
  { width: 1440, height: 900 },
  { width: 1366, height: 633 },
  { width: 1024, height: 768 },
]

/** The scroll bars that a page has in addition to its own. */
function frameScrolls(page: Page): Promise<number> {
  return page.locator('main').evaluate((main) => main.scrollHeight - main.clientHeight)
}

test('the matrix of 50 classes is inside its card, and pages have one scroll bar', async ({
  netloom,
  watched: page,
}) => {
  const rows = Array.from({ length: 600 }, (_, i) => `${(7 * i) % 97},${(13 * i) % 89},class number ${i % CLASSES}`)
  const file = { path: 'many.csv', text: `x,y,kind\n${rows.join('\n')}\n` }
  await netloom.run('data.bring', { files: [file], options: { target: 'kind' }, project: 'new' })
  await netloom.run('plan.set', { epochs: 1 })
  await netloom.run('run.start')
  await netloom.when((s) => s.run.tag === 'done')
  await netloom.run('room.open', { room: 'evaluate' })
  const card = page.getByRole('region', { name: 'Mistakes' })
  await expect(card.getByRole('row')).toHaveCount(CLASSES + 1)
  for (const [width, height] of [
    [1366, 633],
    [1440, 900],
  ] as const) {
    await page.setViewportSize({ width, height })
    const [inner, outer] = [await card.getByRole('table').boundingBox(), await card.boundingBox()]
    expect(inner && outer && outer.x + outer.width - inner.x - inner.width).toBeGreaterThanOrEqual(0)
    expect(outer && outer.x + outer.width).toBeLessThan(width)
  }

  await netloom.run('project.new', { template: 'auto-mpg-mlp' })
  await netloom.run('plan.set', { epochs: 1 })
  await netloom.run('run.start')
  await netloom.when((s) => s.run.tag === 'done')
  await page.setViewportSize({ width: 1366, height: 633 })
  for (const room of ['evaluate', 'train', 'data', 'machine'] as const) {
    await netloom.run('room.open', room === 'evaluate' ? { room, tab: 'comparison' } : { room })
    await expect(page.locator('main h2').first()).toBeVisible()
    // The caption of the table of simple models, which is read by screen readers only.
    if (room === 'evaluate') await expect(page.locator('main caption .only-spoken').last()).toBeAttached()
    expect(await frameScrolls(page), room).toBeLessThanOrEqual(0)
  }
})

test('the weights in use are named next to the choices or the score, however long their name is', async ({
  netloom,
  watched: page,
}) => {
  await netloom.run('project.new', { template: 'small-digits-mlp' })
  await netloom.run('plan.set', { epochs: 1 })
  await netloom.run('run.start')
  const { runs } = await netloom.when((s) => s.run.tag === 'done')
  await netloom.run('room.open', { room: 'evaluate' })
  await netloom.run('run.evaluate', { split: 'validation' })
  const middle = async (of: Locator) => {
    const box = await of.boundingBox()
    return box ? Math.round((box.y + box.height / 2) / 10) : of.toString()
  }
  const weights = page.getByText(/, epoch 1 \(last\)$/)
  const score = page.locator('main p', { hasText: /accuracy \(/ })
  for (const viewport of SIZES) {
    await page.setViewportSize(viewport)
    if (viewport.width > 1300)
      expect(await middle(weights)).toBe(await middle(page.getByRole('button', { name: 'Evaluate again' })))
    expect(await middle(weights)).toBe(await middle(score))
  }
  const name = 'Two convolutions, a dropout of 25%, label smoothing, and averaged weights, try 3'
  await netloom.run('runs.rename', { id: runs[0]?.id, name })
  await expect(weights).toHaveAttribute('title', `${name}, epoch 1 (last)`)
  for (const viewport of SIZES) {
    await page.setViewportSize(viewport)
    expect(await middle(weights)).toBe(await middle(score))
    expect(await page.locator('main').evaluate((main) => main.scrollWidth - main.clientWidth)).toBe(0)
  }
})

test('a costly miss moves the threshold, groups and runs are compared, and a prediction is explained', async ({
  netloom,
  watched: page,
}) => {
  await netloom.run('project.new', { template: 'breast-cancer-mlp' })
  await netloom.when((s) => s.data.loaded)
  for (const epochs of [1, 10]) {
    await netloom.run('plan.set', { epochs })
    await netloom.run('run.start', { backend: 'wasm' })
    await netloom.when((s) => s.run.tag === 'done')
  }
  await netloom.run('room.open', { room: 'evaluate' })

  const costs = page.getByRole('region', { name: 'Threshold and costs' })
  await costs.getByLabel('A miss costs').fill('50')
  await page.keyboard.press('Enter')
  await expect(costs.getByText(/Threshold 0\.[0-4]\d* costs least/)).toBeVisible()
  await costs.getByRole('button', { name: /^Save models with threshold/ }).click()
  await expect(costs.getByText(/^Saved models predict "malignant" from a probability of 0\.[0-4]/)).toBeVisible()
  await netloom.run('model.save', { name: 'careful' })
  const [careful, usual] = await page.evaluate(async () => {
    const recall = async (args: object) =>
      ((await window.netloom.run('evaluate.report', args)) as { perClass: { recall: { value: number } }[] }).perClass[1]
    return [await recall({ model: 'careful' }), await recall({})]
  })
  expect(careful?.recall.value).toBeGreaterThanOrEqual(usual?.recall.value ?? 1)

  await page.getByRole('radio', { name: 'Groups' }).click()
  const groups = page.getByRole('region', { name: 'For whom does it fail?' })
  await expect(groups.getByRole('table').first().getByRole('row')).toHaveCount(5)
  // A head, and a row for each strategy.
  await expect(groups.getByRole('table').last().getByRole('row')).toHaveCount(7)
  await page.getByRole('radio', { name: 'Comparison' }).click()
  const compared = page.getByRole('region', { name: 'Compared with another run' })
  await compared.getByRole('combobox').click()
  await page.getByRole('option', { name: 'Run 1' }).click()
  await expect(compared.getByText(/Accuracy: .* for Run 1, epoch 1 \((last|best)\)\. Difference/)).toBeVisible()
  await page.getByRole('radio', { name: 'Explanations' }).click()
  const relied = page.getByRole('region', { name: 'What does it rely on?' })
  await relied.getByRole('button', { name: 'Measure importance' }).click()
  await expect(relied.getByRole('row')).toHaveCount(13)

  await page.getByRole('radio', { name: 'Results' }).click()
  const why = page.getByRole('region', { name: 'Why this prediction' })
  await expect(why.getByRole('row', { name: /^This example/ })).toBeVisible()
  await why.getByRole('button', { name: 'Details' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Why this prediction?' }).click()
  await expect(dialog.getByRole('row', { name: /^This example/ })).toBeVisible()
  await expect(dialog.getByText(/Can be trusted|Doubtful|Do not trust/)).toBeVisible()
})

test('a label error is relabeled, a weak slice opens its examples, and a point of the map opens its example', async ({
  netloom,
  watched: page,
}) => {
  // In camera b, most labels are wrong; the network does not read the camera.
  const lines = Array.from({ length: 900 }, (_, i) => {
    const [x, y] = [((i * 37) % 101) / 101, ((i * 53) % 97) / 97]
    const side = x > 0.5 !== (i % 3 === 1 && i % 5 < 3) ? 'right' : 'left'
    return [x, y, ['a', 'b', 'c'][i % 3], side].join()
  })
  const file = { path: 'cameras.csv', text: `x,y,camera,side\n${lines.join('\n')}\n` }
  await netloom.run('data.bring', { files: [file], options: { target: 'side' }, project: 'new' })
  await netloom.run('dataset.edit', { step: { kind: 'roles', ignore: ['camera'] } })
  await netloom.run('data.predict', { column: 'side', fit: true })
  await netloom.run('plan.set', { epochs: 20 })
  await netloom.run('run.start', { backend: 'wasm' })
  await netloom.when((s) => s.run.tag === 'done')
  await netloom.run('run.evaluate', { split: 'train' })
  await netloom.run('room.open', { room: 'evaluate', tab: 'failures' })

  const errors = page.getByRole('region', { name: 'Possible label errors' })
  const slices = page.getByRole('region', { name: 'Where does it fail?' })
  await expect(errors.getByRole('button', { name: /^Relabel as/ }).first()).toBeVisible()
  await expect(slices.getByRole('row', { name: /^camera = b/ })).toBeVisible()
  const map = page.getByRole('region', { name: 'Embedding map' })
  await map.getByRole('button', { name: 'Draw the map' }).click()
  await map.locator('.recharts-symbols, .recharts-scatter-symbol').first().waitFor()
  await map.locator('.recharts-symbols, .recharts-scatter-symbol').first().scrollIntoViewIfNeeded()
  const point = await map.locator('.recharts-symbols, .recharts-scatter-symbol').first().boundingBox()
  if (!point) throw new Error('the map has points')
  await page.mouse.click(point.x + point.width / 2, point.y + point.height / 2)
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Find similar training examples' }).click()
  await expect(dialog.getByRole('region', { name: 'Similar training examples' }).getByRole('listitem')).toHaveCount(6)
  await page.keyboard.press('Escape')

  await errors
    .getByRole('button', { name: /^Relabel as/ })
    .first()
    .click()
  await expect(errors.getByText(/^Relabeled as/)).toHaveCount(1)
  await netloom.run('dataset.undo')
  await expect(errors.getByText(/^Relabeled as/)).toHaveCount(0)

  await slices
    .getByRole('row', { name: /^camera = b/ })
    .getByRole('button', { name: 'camera = b' })
    .click()
  await expect(page.getByRole('grid', { name: 'cameras' })).toBeVisible()
})
