/**
 * @file A reload while the scenario plays: the saved log is restored, lost time is reported, and one click continues.
 */
import { expect, test } from './fixture'
import { untilLogSaved } from './saved-log'
import { openTrained } from './trained'

test('a reload during a scenario restores page, tab, and speed, and reports what was not saved', async ({
  netloom,
  watched: page,
}) => {
  await openTrained(netloom, 'penguins-mlp', { name: 'pengu' })
  await netloom.run('service.new', { name: 'birds', model: 'pengu' })
  // A second service: the reload must open this copy, which is on screen, instead of the first service.
  await netloom.run('service.copy', { name: 'birds' })
  await netloom.run('scenario.preset', { preset: 'usual' })
  await page.getByRole('radio', { name: 'Live' }).check()
  const speed = 600
  await netloom.run('service.play', { speed })
  await netloom.when((s) => (s.operate?.clock.at ?? 0) > 6 * 600_000)
  const before = await netloom.state()
  await page.reload()

  // The tab, the speed, and the time are restored together with the service.
  await netloom.when((s) => s.operate?.service != null)
  const after = await netloom.state()
  expect(after.room).toBe('operate')
  expect(after.operate?.service).toBe('birds 2')
  expect(after.operate?.clock.speed).toBe(speed)
  await expect(page.getByRole('radio', { name: 'Live' })).toBeChecked()
  // At most 6 s of real time may be lost: the log is written every 2 s, and a slow machine needs extra time to write.
  expect(after.operate?.clock.at).toBeGreaterThan((before.operate?.clock.at ?? 0) - 6000 * speed)
  const notice = page.getByText(/before the page closed was not saved|Its log is complete/)
  await expect(notice).toBeVisible()
  const { at = 0 } = after.operate?.clock ?? {}
  const requests = after.operate?.requests ?? 0
  await page.getByRole('button', { name: 'Start service and play' }).click()
  await netloom.when((s, from) => (s.operate?.clock.at ?? 0) > from + 600_000, { given: at })

  // Shortly after a pause, everything is on disk.
  await netloom.run('service.pause')
  await netloom.when((s) => !s.operate?.clock.playing)
  await untilLogSaved(page)
  const paused = (await netloom.state()).operate
  expect(paused?.requests).toBeGreaterThan(requests)
  await page.reload()
  const again = await netloom.when((s) => s.operate?.service != null)
  expect(again.operate?.requests).toBe(paused?.requests)
  expect(again.operate?.labels).toBe(paused?.labels)
  await expect(page.getByText(/Its log is complete/)).toBeVisible()
  await page.getByRole('button', { name: 'Start service', exact: true }).last().click()
  await netloom.when((s) => s.operate?.serving === 'on')
})
