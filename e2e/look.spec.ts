/**
 * @file The look where no other story notices it: names that are not cut, controls that stay in place, images that nothing
 * covers, and space that is used.
 */
import { expect, test } from './fixture'
import { untilQuiet } from './axe'

test('in a low window, layers and settings have their names, the run controls stay in place, and the charts open', async ({
  netloom,
  watched: page,
}) => {
  await page.setViewportSize({ width: 1366, height: 633 })
  await netloom.run('plan.set', { epochs: 500 })
  const names = page.getByRole('region', { name: 'Layers' }).getByRole('listitem').locator('span')
  const shown = await names.evaluateAll((all) =>
    all.map((one) => ({ text: one.textContent, isCut: one.scrollWidth > one.clientWidth })),
  )
  expect(shown.filter(({ isCut }) => isCut)).toEqual([])
  expect(shown.map(({ text }) => text)).toEqual(expect.arrayContaining(['Conv 2D', 'Dense', 'Global max pool 2D']))
  const settings = page.getByRole('region', { name: 'Training settings' })
  for (const setting of [/^data MNIST digits, starter/i, /^loss cross-entropy/i])
    await expect(settings.getByRole('button', { name: setting })).toBeInViewport({ ratio: 1 })

  const controls = page.getByRole('group', { name: 'Training' }).getByRole('button')
  const places = () => controls.evaluateAll((all) => all.map((one) => JSON.stringify(one.getBoundingClientRect())))
  const before = await places()
  expect(before).toHaveLength(3)
  await netloom.run('run.start')
  await netloom.when((s) => s.run.tag === 'training' && s.run.step > 0)
  await expect(controls.last()).toHaveText('Pause')
  expect(await places()).toEqual(before)
  await netloom.run('run.stop')
  await netloom.when((s) => s.run.tag === 'done')
  await expect(controls.last()).toHaveText('Train')
  expect(await places()).toEqual(before)

  await page.getByRole('button', { name: 'Expand the charts' }).click()
  await untilQuiet(page)
  for (const chart of ['Loss', 'Per class', 'Mistakes'])
    await expect(page.getByRole('region', { name: chart, exact: true })).toBeInViewport({ ratio: 1 })
})

test('nothing covers the image of an input, and a table input with more fields than fit has a scroll bar', async ({
  netloom,
  watched: page,
}) => {
  await page.setViewportSize({ width: 1366, height: 633 })
  const pad = await page.locator('[data-part="pad"]').boundingBox()
  for (const name of ['Sample', 'Clear']) {
    const button = await page.locator('[data-canvas]').getByRole('button', { name, exact: true }).boundingBox()
    expect(button?.y).toBeGreaterThanOrEqual((pad?.y ?? 0) + (pad?.height ?? 0) - 0.5)
  }
  await expect(page.locator('[data-canvas]').getByRole('link')).toHaveCount(0)
  await netloom.run('project.new', { template: 'penguins-mlp' })
  const fields = page.locator('.react-flow__node', { hasText: 'Beak Length' }).locator('[class*="_sliders_"]')
  await expect(fields).toHaveCSS('overflow-y', 'scroll')
  expect(await fields.evaluate((one) => one.scrollHeight > one.clientHeight)).toBe(true)
})

test('the list of mistakes uses the space next to the matrix, and examples the space below it', async ({
  netloom,
  watched: page,
}) => {
  await page.setViewportSize({ width: 1440, height: 900 })
  await netloom.run('plan.set', { epochs: 1 })
  for (let i = 0; i < 5; i++) {
    await netloom.run('run.start')
    await netloom.when((s) => s.run.tag === 'done')
  }
  await netloom.run('room.open', { room: 'evaluate' })
  const mistakes = page.getByRole('region', { name: 'Mistakes' })
  await expect(mistakes.getByRole('listitem').nth(3)).toBeVisible()
  const lefts = await mistakes
    .getByRole('listitem')
    .evaluateAll((all) => all.map((one) => Math.round(one.getBoundingClientRect().left)))
  expect(new Set(lefts).size).toBeGreaterThanOrEqual(2)
  const [above, below] = [
    await mistakes.boundingBox(),
    await page.getByRole('region', { name: 'Examples' }).boundingBox(),
  ]
  expect((below?.y ?? 0) - (above?.y ?? 0) - (above?.height ?? 0)).toBeLessThan(24)

  // However many runs there are, their list ends where the page does, and no white space is below the curves.
  await netloom.run('room.open', { room: 'train' })
  const runs = page.getByRole('region', { name: 'Runs' }).locator('ol, ul').first()
  await expect(runs).toBeVisible()
  expect(await runs.evaluate((one) => [one.clientHeight <= 700, one.scrollHeight > one.clientHeight])).toEqual([
    true,
    true,
  ])
})

test('the frame of the focused table is outside what scrolls in it', async ({ netloom, watched: page }) => {
  await netloom.run('project.new', { template: 'penguins-mlp' })
  await netloom.run('room.open', { room: 'data' })
  await page.getByRole('radio', { name: 'Rows' }).check()
  const grid = page.getByRole('grid')
  await grid.focus()
  await page.keyboard.press('ArrowDown')
  const { offset, margins } = await grid.evaluate((one) => {
    const [own, around] = [one.getBoundingClientRect(), (one.parentElement ?? one).getBoundingClientRect()]
    const { outlineOffset, outlineWidth } = getComputedStyle(one)
    const width = Number.parseFloat(outlineWidth)
    return { offset: outlineOffset, margins: [own.left - around.left >= width, around.right - own.right >= width] }
  })
  expect([offset, margins]).toEqual(['0px', [true, true]])
})
