/** @file The registry: an alias is moved by keyboard and by dragging, checked by the gate, and kept across a reload. */
import { expect, test } from './fixture'

test('the champion is moved by keyboard, a worse version is stopped by the gate, and aliases survive a reload', async ({
  netloom,
  watched: page,
}) => {
  await netloom.run('project.new', { template: 'moons-mlp' })
  await netloom.when((s) => s.data.loaded)
  for (const plan of [
    { epochs: 30, learningRate: 0.03 },
    { epochs: 1, learningRate: 1e-6 },
    { epochs: 40, learningRate: 0.03 },
  ]) {
    await netloom.run('plan.set', plan)
    await netloom.run('run.start', { backend: 'wasm' })
    await netloom.when((s) => s.run.tag === 'done')
    await netloom.run('model.save', { name: 'moons' })
  }
  await netloom.run('registry.alias', { model: 'moons', alias: 'champion', version: 1 })
  await netloom.run('service.new')
  await page.getByRole('navigation').getByRole('link', { name: 'Operate' }).click()
  await page.getByRole('radio', { name: 'Registry' }).check()

  const alias = page.getByRole('slider', { name: 'champion of moons' })
  await expect(alias).toHaveAttribute('aria-valuetext', 'version 1')
  await alias.focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Enter')
  // The test set has not been viewed, so the gate waits to be asked.
  await page.getByRole('button', { name: 'Check the gate' }).click()
  // Moving an alias to a far worse version requires a reason.
  const anyway = page.getByRole('button', { name: 'Move alias anyway' })
  await expect(anyway).toBeDisabled()
  await expect(page.getByRole('row', { name: /not much worse than the champion overall.*failed/ })).toBeVisible()
  await page.getByRole('button', { name: 'Cancel' }).click()

  // Drag the alias to version 3.
  const [from, to] = await Promise.all([
    alias.boundingBox(),
    page.getByRole('button', { name: /^Version 3,/ }).boundingBox(),
  ])
  if (!from || !to) throw new Error('the alias or the version is not visible')
  await page.mouse.move(from.x + 4, from.y + 6)
  await page.mouse.down()
  await page.mouse.move(to.x + to.width / 2, from.y + 6, { steps: 5 })
  await page.mouse.up()
  await page.getByRole('textbox', { name: /^Reason/ }).fill('trained for longer')
  await page.getByRole('button', { name: /^Move alias/ }).click()
  await netloom.when((s) => s.aliases.moons?.champion === 3)

  // A rollback opens the panel, and moves nothing until it is confirmed.
  await page.getByRole('button', { name: 'Roll champion back to v1' }).click()
  await expect(page.getByRole('heading', { name: 'Make version 1 the champion, replacing version 3' })).toBeVisible()
  expect((await netloom.state()).aliases.moons?.champion).toBe(3)
  await page.getByRole('button', { name: 'Cancel' }).click()

  await page.reload()
  await netloom.when((s) => s.aliases.moons?.champion === 3)
  expect(await netloom.refused('model.remove', { name: 'moons', version: 3 })).toMatchObject({ code: 'model-flagged' })
  await netloom.run('registry.rollback', { model: 'moons', alias: 'champion' })
  expect((await netloom.state()).aliases).toEqual({ moons: { champion: 1 } })
  expect(await netloom.run('registry.reproduce', { model: 'moons', version: 1 })).toMatchObject({ verdict: 'same' })
})
