/** @file The main path on WASM: open the page, train the first example, draw a digit. */
import { expect, test } from './fixture'

test('one click trains the first example, and a drawn digit is predicted during training', async ({
  watched: page,
  netloom,
}) => {
  const before = await netloom.state()
  expect(before.project.name).toBe('Digits: a first CNN')
  expect(before.check.ok).toBe(true)
  await netloom.when((s) => s.data.loaded)
  expect((await netloom.state()).data.samples.train).toBeGreaterThan(1500)

  await page.getByRole('button', { name: 'Train', exact: true }).first().click()
  await netloom.when((s) => s.run.step > 0)
  // Draw a vertical stroke, which should be recognized as a one.
  const pad = page.getByRole('img', { name: /draw/i }).or(page.locator('canvas[data-pad]')).first()
  const box = await pad.boundingBox()
  if (!box) throw new Error('the pad is not on the page')
  await page.mouse.move(box.x + box.width / 2, box.y + box.height * 0.2)
  await page.mouse.down()
  await page.mouse.move(box.x + box.width / 2, box.y + box.height * 0.8, { steps: 8 })
  await page.mouse.up()
  await expect(page.getByLabel(/^Prediction from the run of/)).toBeVisible()

  const after = await netloom.when((s) => s.run.tag === 'done', { timeoutMs: 240_000 })
  expect(after.metrics?.split).toBe('validation')
  expect(after.metrics?.accuracy).toBeGreaterThan(0.9)
  expect(after.metrics?.perClass).toHaveLength(10)
  expect(after.metrics?.confusion?.flat().reduce((a, b) => a + b)).toBe(after.data.samples.validation)
  expect(after.run.history.length).toBeGreaterThan(2)
  expect(after.run.weightsHash).toMatch(/^[0-9a-f]{64}$/)
})
