/**
 * @file Undo in Operate: on each tab, the shortcut and the header button undo that tab's own last action, and nothing
 * on other tabs.
 */
import { expect, test } from './fixture'
import { openTrained } from './trained'

test('undo is per tab: alias, traffic share, stage, and the scenario while it was touched last', async ({
  watched: page,
  netloom,
}) => {
  await openTrained(netloom, 'penguins-mlp', { name: 'penguins', versions: 2 })
  await netloom.run('service.new', { model: 'penguins' })
  const undo = page.getByRole('banner').getByRole('button', { name: 'Undo' })
  const tab = (name: string) => page.getByRole('radio', { name, exact: true }).click()
  const aliases = async () => (await netloom.state()).aliases
  const stages = async () => (await netloom.run<{ stages: number }[]>('service.list'))[0]?.stages
  await netloom.run('note.add', { service: 'penguins', text: 'guarded', position: { x: 0, y: 300 } })
  const initialStages = await stages()
  await expect(undo).toBeEnabled()

  await tab('Registry')
  await expect(undo).toBeDisabled()
  await netloom.run('registry.alias', { model: 'penguins', alias: 'challenger', version: 1 })
  await page.keyboard.press('Control+z')
  await expect.poll(aliases).toEqual({ penguins: { champion: 2 } })
  await page.keyboard.press('Control+y')
  await expect.poll(aliases).toEqual({ penguins: { champion: 2, challenger: 1 } })

  await tab('Canary')
  await expect(undo).toBeDisabled()
  await netloom.run('canary.share', { percent: 30 })
  await undo.click()
  await expect(undo).toBeDisabled()
  expect(await stages()).toBe(initialStages)

  await tab('Live')
  await expect(undo).toBeDisabled()

  // Undo applies to the scenario only as long as it was the last thing edited; focusing the playback controls does not
  // change that.
  await netloom.run('scenario.add', { kind: 'rate', startMs: 0, lengthMs: 3_600_000 })
  await expect(undo).toBeDisabled()
  await page.locator('[data-scenario] [data-transport]').getByRole('button').first().focus()
  await expect(undo).toBeDisabled()
  await page.locator('[data-scenario] [data-event]').first().focus()
  await expect(undo).toBeEnabled()
  await undo.click()
  await expect(page.locator('[data-scenario] [data-event]')).toHaveCount(0)
  await tab('Diagram')
  await expect(undo).toBeEnabled()
})
