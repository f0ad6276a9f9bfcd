/** Blocks: layers folded into one, stepped into, edited there, set from outside, and unfolded again. */
import { expect, test } from './fixture'

test('fold, step inside, work out a parameter, see a problem at both levels, and unfold', async ({
  netloom,
  watched: page,
}) => {
  await netloom.run('project.new', { template: 'digits-cnn' })
  const before = (await netloom.state()).project.networks[0]?.nodes.map(({ id }) => id)
  await netloom.run('select.set', { nodes: ['conv2', 'pool2'] })
  await page.locator('[data-canvas]').focus()
  await page.keyboard.press('ControlOrMeta+g')
  const node = page.locator('.react-flow__node', { hasText: 'Block' })
  await expect(node).toContainText('2 layers')
  await expect(node).toContainText('4,640')

  await page.getByRole('button', { name: 'Step inside' }).click()
  const trail = page.getByRole('navigation', { name: 'Where the canvas stands' })
  await expect(trail).toContainText('Network')
  const conv = page.locator('.react-flow__node', { hasText: 'Conv 2D' })
  await expect(page.locator('.react-flow__node')).toHaveCount(4)
  await expect(page.locator('[data-canvas]')).toContainText('13×13×16')

  // The filters become the block's, and twice of them are learned inside.
  await conv.click()
  await page.getByRole('button', { name: 'Set at the block: Filters' }).click()
  const field = page.locator('#inspector').getByLabel('Filters')
  await expect(field).toHaveValue('=filters')
  await field.fill('=filters*2')
  await field.press('Enter')
  await expect(page.locator('#inspector')).toContainText('= 64')
  await expect(conv).toContainText('64 filters')
  await field.fill('=filtres')
  await field.press('Enter')
  await expect(
    page
      .locator('#inspector')
      .getByText(/no parameter "filtres"/)
      .first(),
  ).toBeVisible()

  // Escape leaves: first the selection, then the block. The problem is told there too.
  await page.locator('[data-canvas]').focus()
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await expect(trail).toHaveCount(0)
  await expect(
    page
      .locator('#inspector')
      .getByText(/no parameter "filtres"/)
      .first(),
  ).toBeVisible()
  await netloom.run('graph.undo')
  await expect(page.locator('#inspector').getByLabel('Filters')).toHaveValue('32')

  await page.getByRole('button', { name: 'Unfold' }).click()
  const after = (await netloom.state()).project.networks[0]?.nodes
  expect(after?.map(({ id }) => id).sort()).toEqual([...(before ?? [])].sort())
  expect(after?.find(({ id }) => id === 'conv2')?.params.filters).toBe(64)
})

test('a block of the palette has a handle for each port, and a wire drawn from one leaves by it', async ({
  netloom,
  watched: page,
}) => {
  await netloom.run('project.new', { template: 'blank' })
  await netloom.run('data.use', { dataset: 'mnist-starter' })
  const [input] = (await netloom.state()).project.networks[0]?.nodes ?? []
  await netloom.run('select.set', { nodes: [input?.id] })
  await page.getByRole('button', { name: /^U-Net down/ }).click()
  await page.getByRole('button', { name: /^U-Net up/ }).click()
  const down = page.locator('.react-flow__node', { hasText: 'U-Net down' })
  const up = page.locator('.react-flow__node', { hasText: 'U-Net up' })
  await page.getByRole('button', { name: 'Tidy the drawing' }).click()
  await expect(down.locator('.react-flow__handle.source')).toHaveCount(2)
  await down.locator('.react-flow__handle.source').nth(1).dragTo(up.locator('.react-flow__handle.target').nth(1))
  await expect(page.locator('[data-canvas]')).toContainText('28×28×16')
  await expect(up).not.toContainText('problem')
})
