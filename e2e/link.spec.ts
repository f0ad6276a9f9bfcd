/** A project in a link: made, sent, looked at before it is opened, and refused where it is damaged. */
import { expect, test } from './fixture'

test('a link brings the drawing along, shows it first, and opens it only on a click', async ({
  netloom,
  watched: page,
}) => {
  await netloom.run('project.new', { template: 'moons-mlp' })
  await netloom.run('graph.rename', { node: 'hidden', label: 'A <b>bold</b> layer' })
  const made = (await netloom.state()).project.networks
  const { fragment } = await netloom.run<{ fragment: string }>('project.link')
  await netloom.run('project.new', { template: 'blank' })
  await netloom.run('project.save')
  const before = (await netloom.state()).project.id

  // Through a redirect and the page's own start: a query, a reload, the offline copy.
  await page.goto(`/?from=mail${fragment}`)
  const dialog = page.getByRole('dialog', { name: 'A project came with this link' })
  await expect(dialog).toContainText('Moons')
  await expect(dialog.getByRole('img', { name: /A <b>bold<\/b> layer/ })).toBeVisible()
  expect(await page.evaluate(() => location.hash)).toBe(fragment)
  expect((await netloom.state()).project.id).toBe(before)
  await page.reload()
  await dialog.getByRole('button', { name: 'Open it' }).click()
  await netloom.when((s) => s.project.networks[0]?.nodes.some(({ id }) => id === 'hidden') ?? false)
  expect((await netloom.state()).project.networks).toEqual(made)
  expect((await netloom.state()).run.tag).toBe('idle')
  expect(await page.evaluate(() => location.hash)).toBe('')
  expect(await netloom.run<unknown[]>('project.list')).toHaveLength(4)
})

test('a damaged link says so, and nothing else happens', async ({ netloom, watched: page }) => {
  const before = (await netloom.state()).project
  await page.evaluate(() => {
    location.hash = '#project=1.AAAA'
  })
  await expect(page.getByText('This link is damaged')).toBeVisible()
  expect((await netloom.state()).project).toEqual(before)
  expect(await page.evaluate(() => location.hash)).toBe('')
})
