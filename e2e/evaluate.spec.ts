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
    expect(inner && outer && outer.x + outer.width - inner.x - inner.width).toBeGreaterThan(0)
  }

  await netloom.run('project.new', { template: 'auto-mpg-mlp' })
  await netloom.run('plan.set', { epochs: 1 })
  await netloom.run('run.start')
  await netloom.when((s) => s.run.tag === 'done')
  await page.setViewportSize({ width: 1366, height: 633 })
  for (const room of ['evaluate', 'train', 'data', 'machine'] as const) {
    await netloom.run('room.open', { room })
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
