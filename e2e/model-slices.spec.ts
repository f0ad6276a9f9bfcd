/** @file Mistakes of a saved model version are filtered in Rows, saved as a slice, and scored in Evaluate. */
import { expect, test } from './fixture'

test('mistakes of a saved version are filtered, saved as a slice, and scored with old and new weights', async ({
  netloom,
  watched: page,
}) => {
  await netloom.run('project.new', { template: 'moons-mlp' })
  await netloom.when((s) => s.data.loaded)
  await netloom.run('plan.set', { epochs: 2 })
  await netloom.run('run.start')
  await netloom.when((s) => s.run.tag === 'done')

  // Save the model under a name with a space.
  await page.getByRole('button', { name: 'Project', exact: true }).click()
  await page.getByRole('menuitem', { name: /^Models/ }).click()
  const models = page.getByRole('dialog')
  await models.getByLabel('Name').first().fill('half moons')
  await models.getByRole('button', { name: 'Save model' }).click()
  await expect(models.getByText('Saved as "half moons", version 1.')).toBeVisible()
  await page.keyboard.press('Escape')

  // The filter field suggests the saved version while typing.
  await netloom.run('data.look', {})
  const filter = page.getByRole('combobox', { name: 'Filter by condition' })
  await filter.pressSequentially('mistake of ')
  await page.getByRole('option', { name: /"half moons v1"/ }).click()
  await filter.pressSequentially('= y')
  await page.getByRole('option', { name: 'yes' }).click()
  await expect(filter).toHaveValue('mistake of "half moons v1" = yes ')
  await filter.press('Enter')
  const rows = await netloom.run<number[]>('data.find', { where: 'mistake of "half moons v1" = yes' })
  expect(rows.length).toBeGreaterThan(3)
  const shown = page.locator('section[aria-label="Rows"] [role="status"]').first()
  await expect(shown).toHaveText(`${rows.length} of 600 rows`)
  await page.getByRole('button', { name: 'Save as slice' }).click()
  const naming = page.getByRole('dialog', { name: 'Save this filter as a slice' })
  await naming.getByLabel('Name').fill('missed by v1')
  await naming.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText('Saved as missed by v1.')).toBeVisible()
  await page.keyboard.press('Escape')

  // With the saved weights, all predictions in the slice are wrong.
  await netloom.run('run.evaluate', { split: 'validation' })
  await netloom.run('room.open', { room: 'evaluate' })
  const row = page.getByRole('table', { name: 'Metrics for each slice' }).getByRole('row', { name: /missed by v1/ })
  await expect(row).toContainText('0.0%')
  const scoreOf = async () => {
    const score = (await netloom.state()).metrics?.slices?.find(({ name }) => name === 'missed by v1')
    return score && 'support' in score ? score : undefined
  }
  const before = await scoreOf()
  expect(before?.value).toBe(0)

  // After more training, the slice still has the same rows, and the new weights do better on them.
  await netloom.run('plan.set', { epochs: 60 })
  await netloom.run('run.start')
  await netloom.when((s) => s.run.tag === 'done')
  await netloom.run('run.evaluate', { split: 'validation' })
  const after = await scoreOf()
  expect(after?.support).toBe(before?.support)
  expect(after?.value).toBeGreaterThan(0)
  await expect(row).not.toContainText('cannot')

  // The slice survives a reload.
  await netloom.when((state) => state.saving === 'saved')
  await page.reload()
  await page.evaluate(() => window.netloom.ready)
  await netloom.when((s) => s.data.loaded)
  await netloom.run('room.open', { room: 'data' })
  await page.getByRole('radio', { name: 'Slices', exact: true }).click()
  const kept = page.getByRole('row', { name: /missed by v1/ })
  await kept
    .getByRole('button', { name: /missed by v1|Show/ })
    .first()
    .click()
  await expect(shown).toHaveText(`${rows.length} of 600 rows`)

  // After the model is removed, the slice names it as missing.
  await netloom.run('model.remove', { name: 'half moons', version: 1 })
  await netloom.run('run.evaluate', { split: 'validation' })
  await netloom.run('room.open', { room: 'evaluate' })
  await expect(row).toContainText('half moons')
})
