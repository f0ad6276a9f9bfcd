/** @file The scenario timeline: events are added, dragged, resized, and undone; a day plays in seconds. */
import type { Scenario } from '../src/ops/scenario/scenario'
import { parseScenario } from '../src/ops/scenario/print-scenario'
import { expect, test, type Netloom } from './fixture'
import { openTrained } from './trained'

const HOUR = 3_600_000

async function scenarioOf(netloom: Netloom): Promise<Scenario> {
  const read = parseScenario(await netloom.run<string>('scenario.export'))
  if (!read.ok) throw new Error(read.error.code)
  return read.value
}

const eventOf = async (netloom: Netloom, id: string) => (await scenarioOf(netloom)).events.find((one) => one.id === id)

test.beforeEach(async ({ netloom }) => {
  await openTrained(netloom, 'penguins-mlp', { name: 'penguins' })
  await netloom.run('service.new')
})

test('a scenario is edited on the timeline, and a day of it plays in seconds', async ({ netloom, watched: page }) => {
  await page.getByRole('button', { name: 'Usual traffic for this service' }).click()
  expect((await scenarioOf(netloom)).events.map(({ kind }) => kind)).toEqual(['rate', 'daily', 'delay'])

  // Double-clicking a track offers its kinds of events, and opens the form of the new event.
  const track = page.locator('[data-track="faults"]')
  const box = await track.boundingBox()
  if (!box) throw new Error('the track is not visible')
  await page.mouse.dblclick(box.x + box.width / 4, box.y + box.height / 2)
  await page.getByRole('menuitem', { name: /^Crash/ }).click()
  const form = page.getByRole('dialog', { name: 'Crash' })
  await expect(form).toBeVisible()
  await form.getByLabel('Replicas').fill('2')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Escape')
  await expect(form).toBeHidden()
  expect(await eventOf(netloom, 'n4')).toMatchObject({ startMs: 6 * HOUR, lengthMs: 3 * HOUR, replicas: 2 })

  // Dragging snaps to the grid and does not count as a click; Escape cancels the drag.
  const crash = page.locator('[data-event="n4"]')
  const at = await crash.boundingBox()
  if (!at) throw new Error('the event is not visible')
  const [x, y] = [at.x + at.width / 2, at.y + at.height / 2]
  const drag = async (by: number) => {
    await page.mouse.move(x, y)
    await page.mouse.down()
    await page.mouse.move(x + by, y, { steps: 8 })
  }
  await drag(box.width / 4)
  await page.keyboard.press('Escape')
  await page.mouse.up()
  expect(await eventOf(netloom, 'n4')).toMatchObject({ startMs: 6 * HOUR })
  await drag(box.width / 4)
  await page.mouse.up()
  await expect.poll(() => eventOf(netloom, 'n4')).toMatchObject({ startMs: 12 * HOUR, lengthMs: 3 * HOUR })
  await expect(form).toBeHidden()

  // Move, resize, duplicate, and undo by keyboard.
  await crash.focus()
  await page.keyboard.press('ArrowRight')
  const moved = (await eventOf(netloom, 'n4'))?.startMs ?? 0
  const grid = moved - 12 * HOUR
  expect(grid).toBeGreaterThan(0)
  await page.keyboard.press('Shift+ArrowRight')
  expect(await eventOf(netloom, 'n4')).toMatchObject({ startMs: moved, lengthMs: 3 * HOUR + grid })
  await page.keyboard.press('d')
  expect((await scenarioOf(netloom)).events).toHaveLength(5)
  await page.keyboard.press('Control+z')
  await page.keyboard.press('Control+z')
  expect(await eventOf(netloom, 'n4')).toMatchObject({ startMs: moved, lengthMs: 3 * HOUR })
  await page.getByRole('banner').getByRole('button', { name: 'Undo' }).click()
  expect(await eventOf(netloom, 'n4')).toMatchObject({ startMs: 12 * HOUR })
  // The diagram is unaffected.
  expect((await netloom.state()).check.ok).toBe(true)
  await crash.focus()
  await page.keyboard.press('Delete')
  expect((await scenarioOf(netloom)).events).toHaveLength(3)
  await expect(page.locator('[data-event]:focus')).toHaveCount(1)

  // Play a day in about a second: the log grows and the playhead reaches the end; a new run resets both.
  await netloom.run('service.speed', { speed: 86_400 })
  await page.getByRole('button', { name: 'Play scenario' }).click()
  await netloom.when((s) => (s.operate?.clock.at ?? 0) >= 86_400_000 && !s.operate?.clock.playing)
  const { operate } = await netloom.state()
  expect(operate?.requests).toBeGreaterThan(40_000)
  expect(operate?.requests).toBeLessThan(46_500)
  await expect(page.getByRole('button', { name: /The scenario has ended/ })).toBeDisabled()
  await page.getByRole('button', { name: 'Start a new run', exact: true }).click()
  await page.getByRole('button', { name: 'Delete log and start new run', exact: true }).click()
  await netloom.when((s) => s.operate?.requests === 0 && s.operate?.clock.at === 0)
  await expect(page.locator('[data-clock]')).toHaveText(/^00:00/)
})

test('a problem in a scenario is shown at its event, with a fix', async ({ netloom, watched: page }) => {
  await netloom.run('scenario.preset', { preset: 'usual' })
  await netloom.run('scenario.add', { kind: 'rate', startMs: 20 * HOUR, lengthMs: 4 * HOUR })
  const second = page.locator('[data-event="n4"]')
  await expect(second).toHaveAccessibleName(/conflict for 240 minutes/)
  await expect(page.getByRole('button', { name: /conflict for/, disabled: true })).toHaveCount(1)
  await second.click()
  await page.getByRole('button', { name: 'End the first event where the second starts' }).click()
  expect(await eventOf(netloom, 'n1')).toMatchObject({ lengthMs: 20 * HOUR })
  await expect(page.getByRole('button', { name: 'Play scenario' })).toBeEnabled()
})
