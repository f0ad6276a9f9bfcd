/**
 * @file Versions and the changes between them: saved in the history, compared side by side, applied, and never lost.
 */
import { expect, test } from './fixture'

test('a version is saved, named, opened, and removed in the history, and survives a reload', async ({
  netloom,
  watched: page,
}) => {
  await netloom.run('project.new', { template: 'penguins-mlp' })
  const [first] = (await netloom.state()).project.networks
  const dense = first?.nodes.find(({ kind }) => kind === 'dense')
  const panel = page.locator('[data-panel="steps"]')
  await page.locator('[data-canvas]').focus()
  await page.keyboard.press('h')
  await expect(panel).toContainText('No saved versions yet')
  await panel.getByRole('button', { name: 'Save version' }).click()
  const name = panel.getByRole('textbox', { name: 'Name of version 1' })
  await name.fill('Narrow')
  await name.press('Enter')
  await netloom.run('graph.set', { node: dense?.id, params: { units: 77 } })
  await expect(panel).toContainText('1 change from the current network')
  await panel.getByRole('button', { name: 'Open version 1' }).click()
  await expect(panel.getByRole('textbox', { name: 'Name of version 2' })).toHaveValue('Before version 1 was opened')
  expect((await netloom.state()).project.networks[0]).toEqual(first)
  await expect(page.getByText('Your previous network is saved as version 2.')).toBeVisible()
  await page.getByRole('button', { name: 'Go back' }).click()
  const units = async () =>
    (await netloom.state()).project.networks[0]?.nodes.find(({ id }) => id === dense?.id)?.params.units
  await expect.poll(units).toBe(77)

  await netloom.run('project.save')
  await page.reload()
  await page.evaluate(() => window.netloom.ready)
  expect(await netloom.run('version.list')).toMatchObject([
    { number: 2, name: 'Before version 1 was opened' },
    { number: 1, name: 'Narrow' },
  ])
  await page.locator('[data-canvas]').focus()
  await page.keyboard.press('h')
  await panel.getByRole('button', { name: 'Delete Narrow' }).click()
  await panel.getByRole('button', { name: 'Delete', exact: true }).click()
  await expect(panel.getByRole('textbox')).toHaveCount(1)
  expect((await netloom.refused('version.open', { number: 1 })).code).toBe('no-version')
})

test('two networks show side by side with change marks and one viewport; a change inside a block applies alone', async ({
  netloom,
  watched: page,
}) => {
  await netloom.run('project.new', { template: 'digits-cnn' })
  const nodes = async () => (await netloom.state()).project.networks[0]?.nodes ?? []
  const [conv] = (await nodes()).filter(({ kind }) => kind === 'conv2d')
  const dropout = (await nodes()).find(({ kind }) => kind === 'dropout')
  const pool = (await nodes()).find(({ kind }) => kind === 'maxPooling2d')
  await netloom.run('block.fold', { nodes: [conv?.id, pool?.id], name: 'Stem' })
  await netloom.run('version.save', { name: 'With a stem' })
  const kept = await nodes()
  const stem = kept.find(({ kind }) => kind === 'block')
  await netloom.run('block.enter', { node: stem?.id })
  await netloom.run('graph.set', { node: conv?.id, params: { filters: 24 } })
  await netloom.run('block.leave')
  await netloom.run('graph.heal', { nodes: [dropout?.id] })
  const changed = await nodes()

  await netloom.run('view.changes', { to: { version: 1 } })
  await page.getByRole('button', { name: 'Side by side' }).click()
  const [before, after] = [page.getByRole('region', { name: 'Before' }), page.getByRole('region', { name: 'After' })]
  await expect(before.locator('.react-flow__node')).toHaveCount(changed.length)
  await expect(after.locator('.react-flow__node')).toHaveCount(kept.length)
  // React Flow puts the name and the change mark into the node's label.
  await expect(after.locator(`[data-id="${dropout?.id}"]`)).toHaveAttribute('aria-label', 'Dropout, added')
  await expect(before.locator(`[data-id="${stem?.id}"]`)).toHaveAttribute('aria-label', 'Stem, changed')
  await expect(after.locator(`[data-id="${stem?.id}"]`)).toHaveAttribute('aria-label', 'Stem, changed')

  // Both sides pan together.
  const view = (at: typeof before) => at.locator('.react-flow__viewport').getAttribute('style')
  const began = await view(before)
  const box = await before.boundingBox()
  await page.mouse.move((box?.x ?? 0) + 40, (box?.y ?? 0) + (box?.height ?? 0) - 20)
  await page.mouse.wheel(0, 240)
  await expect.poll(() => view(before)).not.toBe(began)
  await expect.poll(() => view(after)).toBe(await view(before))

  const panel = page.getByRole('complementary', { name: 'Compare with another network' })
  const within = panel.getByRole('list', { name: 'Inside Stem' })
  await expect(panel.getByRole('list', { name: 'Changes' })).toContainText('Used in Stem')
  await expect(within).toContainText('filters: 24 → 16')
  await within.getByRole('button', { name: /^Apply/ }).click()
  await expect(panel).not.toContainText('filters: 24')
  expect(await nodes()).toEqual(changed)
  await panel.getByRole('button', { name: 'Apply all' }).click()
  await expect(panel).toContainText('Both networks are identical.')
  expect(await nodes()).toEqual(kept)
  await netloom.run('graph.undo')
  await netloom.run('graph.undo')
  expect(await nodes()).toEqual(changed)

  // After swapping the sides there is nothing to apply; another project can be compared as well.
  await panel.getByRole('button', { name: 'Swap' }).click()
  await expect(panel).toContainText('set "From" to the current network')
  await expect(panel.getByRole('button', { name: 'Apply all' })).toHaveCount(0)
  await panel.getByRole('button', { name: 'Swap' }).click()
  await page.getByRole('button', { name: 'Back to the canvas' }).click()
  await expect(page.locator('[data-canvas]')).toBeVisible()
  await panel.getByRole('combobox', { name: 'To' }).click()
  await page.getByRole('option', { name: /^Project: Digits/ }).click()
  await expect(panel.getByRole('list', { name: 'Changes' })).toContainText('Delete Stem')
})
