/**
 * @file Problems: the line above the canvas with the message and its fix, the inspector with a picture of the shapes and
 * an explanation on demand, and a preview of each fix by mouse and keyboard.
 */
import type { Page } from '@playwright/test'
import { expect, type Netloom, test, untilStill } from './fixture'

/** Opens the digits example without Flatten, so that the last Dense layer outputs a grid instead of a vector. */
async function withoutFlatten(netloom: Netloom): Promise<void> {
  await netloom.run('project.new', { template: 'digits-cnn' })
  await netloom.run('graph.heal', { nodes: ['flatten'] })
}

/** The line above the canvas. */
const lineOf = (page: Page) => page.getByRole('region', { name: 'Problem with Dense' })
/** The list of problems in the inspector. */
const listOf = (page: Page) => page.getByRole('region', { name: 'Problems' })

const version = (netloom: Netloom) => netloom.state().then(({ project }) => project.drawingVersion)

test('a problem has a message, a picture, and an explanation, and its fix is previewed before it is applied', async ({
  netloom,
  watched: page,
}) => {
  await withoutFlatten(netloom)
  await expect(lineOf(page)).toContainText('Dense outputs 5×5×10, but the 10 classes of "digit" need 10 numbers.')
  await expect(lineOf(page)).toContainText('1 of 1')
  const list = listOf(page)
  await expect(list.getByRole('img')).toHaveAccessibleName('Shapes. input: 5×5×32, output: 5×5×10, expected: 10')
  const why = list.getByRole('button', { name: 'Why?' })
  await expect(why).toHaveAttribute('aria-expanded', 'false')
  await why.click()
  await expect(why).toHaveAttribute('aria-expanded', 'true')
  await expect(list).toContainText('so both need the same shape')

  const before = await version(netloom)
  const fix = lineOf(page).getByRole('button', { name: 'Insert Flatten' })
  await fix.hover()
  const card = page.getByRole('tooltip')
  await expect(card).toContainText('Adds Flatten.')
  await expect(card).toContainText('5,130 → 12,810 parameters.')
  await expect(card).toContainText('No problems left.')
  // The preview stays while the pointer is on it and closes when the pointer leaves.
  await card.hover()
  await untilStill(page)
  await expect(card).toBeVisible()
  await page.mouse.move(5, 5)
  await expect(card).toHaveCount(0)
  expect(await version(netloom)).toBe(before)

  await fix.click()
  const after = await netloom.state()
  expect(after.check.diagnostics).toEqual([])
  expect(after.check.parameters).toBe(12_810)
  await expect(page.getByRole('tooltip')).toHaveCount(0)
})

test('by keyboard: focus shows the preview, Escape closes only the preview, Enter applies the fix', async ({
  netloom,
  watched: page,
}) => {
  await withoutFlatten(netloom)
  await lineOf(page)
    .getByRole('button', { name: /^Dense outputs/ })
    .focus()
  await page.keyboard.press('Tab')
  const fix = lineOf(page).getByRole('button', { name: 'Insert Flatten' })
  await expect(fix).toBeFocused()
  await expect(page.getByRole('tooltip')).toBeVisible()
  await expect(fix).toHaveAccessibleDescription(/Adds Flatten\. 5,130 → 12,810 parameters\. No problems left\./)
  await page.keyboard.press('Escape')
  await expect(page.getByRole('tooltip')).toHaveCount(0)
  await expect(fix).toBeFocused()
  await page.keyboard.press('Enter')
  expect((await netloom.state()).check.ok).toBe(true)
})

test('advice is in the line above the canvas, and the badge on the node leads to its explanation', async ({
  netloom,
  watched: page,
}) => {
  await netloom.run('project.new', { template: 'digits-cnn' })
  await netloom.run('graph.set', { node: 'conv2', params: { activation: 'selu' } })
  const line = page.getByRole('region', { name: /^Problem with/ })
  await expect(line).toContainText('selu works as designed only with a LeCun initializer')
  await page.locator('[data-canvas]').getByRole('button', { name: 'Show advice' }).click()
  const list = listOf(page)
  // Before the node is selected, the list also has a link to it.
  await expect(list.getByRole('button')).toHaveCount(2)
  await list.getByRole('button', { name: 'Why?' }).click()
  await expect(list).toContainText('variance of the initial weights is 1 divided by the number of inputs')
  await line.getByRole('button', { name: 'Set Initializer to LeCun normal' }).click()
  expect((await netloom.state()).check.diagnostics).toEqual([])
})

test('training that exceeds browser memory is reported before it starts, and refused with the size', async ({
  netloom,
  watched: page,
}) => {
  await netloom.run('project.new', { template: 'digits-cnn' })
  await netloom.run('graph.set', { node: 'conv1', params: { filters: 2048 } })
  await netloom.run('plan.set', { batchSize: 65_536 })
  const { check } = await netloom.state()
  expect(check.ok).toBe(true)
  const message = check.diagnostics.find(({ code }) => code === 'training-too-large')?.message ?? ''
  expect(message).toMatch(
    /^Training with .* weights and batches of 65,536 needs about \d+ GB\. The safe limit in a browser is 2\.1 GB\. Use a batch size of [\d,]+ or less\.$/,
  )
  await netloom.run('view.cost')
  await expect(page.locator('[data-side-panel=cost]')).toContainText(message)
  await expect(page.getByRole('button', { name: /too large to train/ })).toBeVisible()
  await expect(
    page.getByRole('group', { name: 'Training' }).getByRole('button', { name: 'Train', exact: true }),
  ).toBeDisabled()
  const before = await netloom.state()
  expect(await netloom.refused('run.start')).toEqual({ code: 'training-too-large', message })
  const after = await netloom.state()
  expect(after.project).toEqual(before.project)
  expect(after.plan).toEqual(before.plan)
  expect(after.runs).toEqual(before.runs)
})

test('a click in a row of the cost table selects the layer, and the colors have a legend', async ({
  netloom,
  watched: page,
}) => {
  await netloom.run('project.new', { template: 'digits-cnn' })
  await netloom.run('view.cost')
  const row = page.locator('[data-side-panel=cost] tbody tr', { hasText: 'Dense' })
  await row.locator('td').nth(1).click()
  await expect(row).toHaveAttribute('data-chosen', '')
  await expect(page.locator('.react-flow__node.selected')).toContainText('Dense')
  await row.getByRole('button').press('Enter')
  await expect(row).toHaveAttribute('data-chosen', '')
  await netloom.run('view.heat', { by: 'parameters' })
  const legend = page.getByRole('region', { name: 'Colors on the canvas' })
  await expect(legend).toContainText('8,010')
  await expect(legend).toContainText('Highest: Dense')
  await legend.getByRole('button', { name: 'Turn off colors' }).click()
  await expect(legend).toHaveCount(0)
  await expect(page.locator('[data-heat]')).toHaveCount(0)
})
