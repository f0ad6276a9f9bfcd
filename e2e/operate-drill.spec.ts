/** @file Drills: started, played, handled, scored, and verified. A unit test checks tampered results. */
import { expect, test } from './fixture'
import { untilLogSaved } from './saved-log'

const HOUR = 3_600_000

test('a drill is started, handled, scored, and verified', async ({ netloom, watched: page }) => {
  await netloom.run('project.new', { template: 'penguins-mlp' })
  const mine = (await netloom.state()).project.id
  await page.getByRole('link', { name: 'Operate', exact: true }).click()
  await page.getByRole('button', { name: 'Start: A bad deploy at night' }).click()
  await expect(page.getByText('You are on call from midnight to six')).toBeVisible()
  expect((await netloom.state()).project.id).not.toBe(mine)
  // With this seed, the deploy is at 3 a.m.
  await netloom.run('drill.start', { id: 'bad-deploy-at-3', seed: 343 })

  // Play to 3:20 a.m., report the problem, and stop the challenger.
  await netloom.run('service.play', { speed: 400_000, to: 3 * HOUR + 20 * 60_000 })
  await netloom.when((s) => s.operate?.clock.playing === false && s.operate.clock.at > 10_000_000)
  await page.getByRole('button', { name: 'Report a problem' }).click()
  await page.getByRole('button', { name: 'Stop the challenger' }).click()
  const done = page.getByRole('list', { name: 'What you did' }).getByRole('listitem')
  await expect(done).toHaveCount(2)
  await expect(done.last()).toContainText('from 50% to 0%')
  await page.getByRole('button', { name: 'Skip to the end and score' }).click()

  const card = page.locator('section').filter({ has: page.getByRole('row', { name: /Detected/ }) })
  await expect(card).toBeVisible()
  await expect(card.getByRole('row', { name: /Detected/ })).toContainText('20 minutes after the fault began')
  await page.getByRole('button', { name: 'Replay my actions' }).click()
  await expect(page.getByText(/^Verified: A bad deploy at night/)).toBeVisible()

  // A postmortem is drafted from the log and completed.
  await page.getByRole('button', { name: 'Write postmortem' }).click()
  const text = page.getByRole('textbox', { name: 'Postmortem, Markdown' })
  await expect(text).toHaveValue(/scenario event "Bad deploy" began/)
  await text.fill(`${await text.inputValue()}\nNobody deploys at night any more.`)
  await text.blur()
  await expect
    .poll(async () => new TextDecoder().decode(new Uint8Array(await netloom.bytes('postmortem.export'))))
    .toContain('Nobody deploys at night any more.')
})

test('a reload in the middle of a drill loses nothing', async ({ netloom, watched: page }) => {
  await page.setViewportSize({ width: 1366, height: 633 })
  await netloom.run('project.new', { template: 'penguins-mlp' })
  await page.getByRole('link', { name: 'Operate', exact: true }).click()
  await page.getByRole('button', { name: 'Start: A slice that quietly degrades' }).click()
  await expect(page.getByText('A machine sorts mail')).toBeVisible()
  await netloom.run('service.play', { speed: 400_000, to: 3 * HOUR })
  await netloom.when((s) => s.operate?.clock.playing === false && s.operate.clock.at >= 10_800_000)
  const labels = async () => (await netloom.state()).operate?.labels ?? 0
  const before = await labels()
  await untilLogSaved(page)

  await page.reload()
  await page.getByRole('link', { name: 'Operate', exact: true }).click()
  await expect(page.getByText('A machine sorts mail')).toBeVisible()
  // A diagram change made while the service is not running is applied once it runs again.
  await netloom.run('graph.set', { service: 'post reader', node: 'abstain', params: { below: 0.3 } })
  await netloom.run('service.play', { speed: 400_000, to: 3 * HOUR + 10 * 60_000 })
  await netloom.when((s) => s.operate?.clock.playing === false && s.operate.clock.at > 11_300_000)
  await page.getByRole('button', { name: 'Report a problem' }).click()
  await page.getByRole('button', { name: 'Send everything to the champion' }).click()
  await netloom.run('service.play', { speed: 400_000, to: 3 * HOUR + 20 * 60_000 })
  await netloom.when((s) => s.operate?.clock.playing === false && s.operate.clock.at > 11_900_000)
  const done = page.getByRole('list', { name: 'What you did' }).getByRole('listitem')
  await expect(done).toHaveCount(3)
  await expect(done.first()).toContainText('The service diagram was edited')
  // Labels requested before the reload arrive: they are 30 min late, and 20 digits per minute give at most 240 labels
  // in that time.
  expect((await labels()) - before).toBeGreaterThan(150)
  await page.getByRole('radio', { name: 'Live' }).check()
  await expect(page.getByRole('region', { name: 'Wrong predictions' })).toContainText('Hidden during the drill')
  // The drill can also be controlled from the Live tab.
  const drillBar = page.getByRole('region', { name: 'Drill: A slice that quietly degrades' })
  await expect(drillBar.getByRole('button', { name: 'Play' })).toBeEnabled()
  await expect(drillBar.getByRole('button', { name: 'Report a problem' })).toBeEnabled()
  await drillBar.getByRole('button', { name: 'Brief and score' }).click()
  await page.getByRole('button', { name: 'Skip to the end and score' }).click()
  await expect(page.getByRole('row', { name: /^Fixed/ })).toBeVisible()
  await page.getByRole('button', { name: 'Replay my actions' }).click()
  await expect(page.getByText(/^Verified: A slice that quietly degrades/)).toBeVisible()
})
