/** @file The block library: blocks are saved, inserted into other projects, updated, exported, and imported. */
import { expect, test } from './fixture'

test('save a block, use and change it in another project, and update the first project', async ({
  netloom,
  watched: page,
}) => {
  const first = await netloom.run<string>('project.new', { template: 'digits-cnn' })
  await netloom.run('block.fold', { nodes: ['conv2', 'pool2'], name: 'Look again' })
  await page.getByRole('button', { name: 'Save to library: Look again' }).click()
  await expect(page.locator('#inspector')).toContainText('Version 1 of 1 in your library.')

  // In another project, insert the block after the selected layer from the library panel.
  await netloom.run('project.new', { template: 'digits-cnn' })
  await netloom.run('select.set', { nodes: ['pool1'] })
  await page.getByRole('button', { name: /Your library/ }).click()
  const panel = page.locator('[data-side-panel="blocks"]')
  await panel.getByRole('button', { name: 'Insert Look again, version 1' }).click()
  const node = page.locator('.react-flow__node', { hasText: 'Look again' })
  await expect(node).toContainText('2 layers')
  await expect(panel.locator('[data-block]')).toContainText('Used 1 time.')

  // After a change in that project, the block is saved as the next version.
  await page.getByRole('button', { name: 'Step into' }).click()
  await netloom.run('graph.set', { node: 'conv2', params: { filters: 8 } })
  await panel.getByRole('button', { name: 'Save as version 2: Look again' }).click()
  await expect(panel.locator('[data-library]')).toContainText('Version 2, saved today')

  await netloom.run('project.open', { id: first })
  const own = panel.locator('[data-block]')
  await expect(own).toContainText('Version 1 of 2 in your library. In version 2: 1 layer changed.')
  await own.getByRole('button', { name: 'Update: Look again' }).click()
  await expect(own).toContainText('Version 2 of 2 in your library.')
  const { shapes } = (await netloom.state()).check
  expect(Object.values(shapes)).toContainEqual([5, 5, 8])
  await netloom.run('graph.undo')
  await expect(own).toContainText('Version 1 of 2')

  // The library survives a reload.
  await netloom.run('project.save')
  await page.reload()
  await page.evaluate(() => window.netloom.ready)
  await netloom.run('view.blocks')
  await expect(panel.locator('[data-library]')).toContainText('Look again')
})

test('blocks are renamed, exported, imported, and removed; an unreadable file gives one message', async ({
  netloom,
  watched: page,
}) => {
  await netloom.run('project.new', { template: 'digits-cnn' })
  await netloom.run('block.fold', { nodes: ['conv2', 'pool2'], name: 'Look again' })
  await netloom.run('library.save')
  await netloom.run('view.blocks')
  const kept = page.locator('[data-library]')
  await kept.getByRole('button', { name: 'Rename Look again' }).click()
  await page.keyboard.type('Second look')
  await page.keyboard.press('Enter')
  await expect(kept).toContainText('Second look')
  await expect(kept.getByRole('button', { name: 'Rename Second look' })).toBeFocused()

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    kept.getByRole('button', { name: 'Export Second look, version 1' }).click(),
  ])
  expect(download.suggestedFilename()).toBe('second-look-v1.block.json')
  const file = await download.path()

  await kept.getByRole('button', { name: 'Delete Second look from your library' }).click()
  await kept.getByRole('button', { name: 'Delete', exact: true }).click()
  await expect(kept).toHaveCount(0)

  const importFile = async (what: string | { name: string; mimeType: string; buffer: Buffer }) => {
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      page.getByRole('button', { name: 'Import', exact: true }).click(),
    ])
    await chooser.setFiles(what)
  }
  await importFile(file)
  await expect(kept).toContainText('Second look')
  const text = (words: string) => ({ name: 'x.json', mimeType: 'application/json', buffer: Buffer.from(words) })
  await importFile(text('{"format": "netloom-block", "version": 9}'))
  await expect(page.getByText(/this version of Netloom reads formats up to/)).toBeVisible()
  await importFile(text('{"format": "netloom-block", "ver'))
  await expect(page.getByText(/the end is missing/)).toBeVisible()
  await importFile(text('hello'))
  await expect(page.getByText(/is not valid JSON/)).toBeVisible()
  await expect(kept).toHaveCount(1)

  // An unused block is marked, can be inserted again, and can be removed.
  const own = page.locator('[data-block]')
  const node = (await netloom.state()).project.networks[0]?.nodes.find(({ kind }) => kind === 'block')
  await netloom.run('graph.remove', { nodes: [node?.id] })
  await expect(own).toContainText('Not used.')
  await own.getByRole('button', { name: 'Insert Look again' }).click()
  await expect(own).toContainText('Used 1 time.')
  await netloom.run('graph.undo')
  await own.getByRole('button', { name: 'Delete Look again from the network' }).click()
  await expect(own).toHaveCount(0)
})
