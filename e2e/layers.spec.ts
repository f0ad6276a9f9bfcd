/** @file What layers compute, on the canvas: before training, while training, and for what the user draws. */
import type { Page } from '@playwright/test'
import { expect, test } from './fixture'

/** What the pictures of all layers show, as numbers that change when any pixel does. */
const pictures = (page: Page) =>
  page.locator('[data-canvas] canvas[data-part="values"]').evaluateAll((all) =>
    (all as HTMLCanvasElement[]).map((canvas) => {
      const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d', { willReadFrequently: true })
      copy?.drawImage(canvas, 0, 0)
      const { data } = copy?.getImageData(0, 0, canvas.width, canvas.height) ?? { data: [] }
      let hash = 0
      let painted = 0
      for (let i = 0; i < data.length; i++) {
        hash = (Math.imul(hash, 31) + (data[i] as number)) | 0
        if (i % 4 === 3 && data[i] !== 0) painted++
      }
      return { hash, painted: painted / (data.length / 4) }
    }),
  )

test('every layer shows what it computes: untrained, while it trains, and for a new drawing', async ({
  netloom,
  watched: page,
}) => {
  await netloom.run('project.new', { template: 'digits-cnn' })
  await netloom.when((s) => s.data.loaded)
  // Seven layers and the output; the input shows what was drawn.
  await expect(page.locator('[data-canvas] canvas[data-part="values"]')).toHaveCount(8)
  await expect.poll(async () => (await pictures(page)).every(({ painted }) => painted > 0.05)).toBe(true)
  await expect(page.locator('[data-canvas]').getByText(/^(\d+% zero|all kept)$/)).toHaveCount(6)
  const untrained = await pictures(page)
  const box = await page.locator('.react-flow__node').nth(1).boundingBox()

  await netloom.run('plan.set', { epochs: 50, stopWhen: { steps: 60 } })
  await netloom.run('run.start')
  const { run } = await netloom.when((s) => s.run.tag === 'done')
  expect(run.step).toBe(60)
  // Wires are as wide as the values that they carry, and have the color of their gradient.
  await expect(page.locator('[data-part="flow-legend"]')).toContainText('Wire color: gradient norm')
  const colors = page.locator('[data-part="flow"][stroke^="color-mix"]')
  await expect(colors).toHaveCount(8)
  const widths = await colors.evaluateAll((all) => all.map((one) => one.getAttribute('stroke-width')))
  expect(new Set(widths).size).toBeGreaterThan(4)
  await expect
    .poll(async () => (await pictures(page)).filter(({ hash }, i) => hash !== untrained[i]?.hash).length)
    .toBe(7)
  // Nothing has moved.
  expect((await page.locator('.react-flow__node').nth(1).boundingBox())?.height).toBeCloseTo(box?.height ?? 0, 1)

  // A stroke changes what every layer computes.
  const trained = await pictures(page)
  const pad = await page.locator('[data-part="pad"]').boundingBox()
  if (!pad) throw new Error('no pad')
  await page.mouse.move(pad.x + 40, pad.y + 20)
  await page.mouse.down()
  await page.mouse.move(pad.x + 90, pad.y + 60, { steps: 4 })
  await page.mouse.up()
  await expect.poll(async () => (await pictures(page)).every(({ hash }, i) => hash !== trained[i]?.hash)).toBe(true)

  // All values of a layer, and where one of them comes from.
  await page.locator('[data-kind="conv2d"] canvas[data-part="values"]').first().dblclick()
  const dialog = page.getByRole('dialog')
  await expect(dialog.locator('[data-part="sum"]')).toContainText(/9 inputs × their weights \+ bias = .+; relu gives/)
  const maps = await dialog.locator('canvas[data-part="tensor"]').first().boundingBox()
  if (!maps) throw new Error('no maps')
  await page.mouse.click(maps.x + 20, maps.y + 20)
  await expect(dialog.getByLabel('Channel', { exact: true })).toHaveValue('1')
  await expect(dialog.getByRole('status')).toContainText(/^row \d+, column \d+, channel 1: /)
  await dialog.getByRole('button', { name: 'Mute channel 1' }).click()
  await expect(dialog.locator('[data-part="muted"]')).toContainText(/^Without 1 of 16 channels: accuracy .+ instead of/)
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)

  await netloom.run('view.values', { on: false })
  await expect(page.locator('[data-canvas] canvas[data-part="values"]')).toHaveCount(0)
})
