/** @file Malicious texts stay texts. `src/studio/console/hostile-files.test.ts` tests malicious files. */
import { expect, test } from './fixture'

test('HTML in labels and names is shown as plain text everywhere', async ({ netloom, watched: page }) => {
  const evil = `<img src=x onerror="window.hit=1"><svg/onload=window.hit=2>`
  await netloom.run('project.new', { template: 'moons-mlp' })
  await netloom.run('project.rename', { name: evil })
  for (const node of ['point', 'hidden', 'moon']) await netloom.run('graph.rename', { node, label: evil })
  await netloom.run('select.set', { nodes: ['hidden'] })
  await netloom.run('plan.set', { epochs: 2 })
  await netloom.run('run.start')
  const { run } = await netloom.when((s) => s.run.tag === 'done')
  await netloom.run('runs.rename', { id: run.id, name: evil })
  await netloom.run('model.save', { name: evil.slice(0, 80) })
  const zip = await netloom.bytes('model.export', { name: evil.slice(0, 80) })
  await netloom.give('model.import', zip)
  await netloom.give('project.import', await netloom.bytes('project.export'))
  for (const room of ['data', 'train', 'evaluate', 'machine', 'build']) {
    await netloom.run('room.open', { room })
    await expect(page.locator('main').first()).toBeVisible()
  }
  await expect(page.getByText(evil).first()).toBeVisible()
  expect(await page.locator('img[src="x"], [onload], [onerror]').count()).toBe(0)
  expect(await page.evaluate(() => 'hit' in window)).toBe(false)
})
