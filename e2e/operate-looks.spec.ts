/** @file Layout of Operate: all tabs fit on narrow pages, notices cover no controls, and empty states are helpful. */
import type { Page } from '@playwright/test'
import { serious } from './axe'
import { expect, test } from './fixture'
import { openTrained } from './trained'
import { measures } from './measures'

const TABS = 'Diagram Live Objectives Incidents Registry Canary URL Drift Labels Policies Drills'.split(' ')
const LONG = 'Handwritten digits from the third branch'

function show(page: Page, tab: string): Promise<void> {
  return page.getByRole('radio', { name: tab, exact: true }).click({ force: true })
}

/** Names of controls that the notices cover. */
function covered(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const notices = document.querySelector('[data-part="notices"]')?.getBoundingClientRect()
    if (!notices || notices.height === 0) return ['there is no notice']
    return [...document.querySelectorAll('button, a[href], input, textarea, [role="combobox"]')].flatMap((one) => {
      const box = one.getBoundingClientRect()
      if (box.width <= 2 || one.closest('[data-part="notices"], .react-flow__viewport')) return []
      const x = (Math.max(box.left, notices.left) + Math.min(box.right, notices.right)) / 2
      const y = (Math.max(box.top, notices.top) + Math.min(box.bottom, notices.bottom)) / 2
      const apart = box.left >= notices.right || box.right <= notices.left
      if (apart || box.top >= notices.bottom || box.bottom <= notices.top) return []
      // A control that is clipped by a scrolling list does not count as covered.
      const there = document.elementsFromPoint(x, y).some((met) => met === one || one.contains(met))
      return there ? [one.textContent || (one.getAttribute('aria-label') ?? one.tagName)] : []
    })
  })
}

/** Large elements that have an outline after a click in an empty place and a key. */
async function frames(page: Page): Promise<readonly string[]> {
  const { height = 0 } = page.viewportSize() ?? {}
  await page.mouse.click(4, height / 2)
  await page.keyboard.press('ArrowDown')
  return page.evaluate(() =>
    [...document.querySelectorAll(':focus, :focus-visible')].flatMap((one) => {
      const { width } = one.getBoundingClientRect()
      const { outlineStyle, boxShadow } = getComputedStyle(one)
      return width > innerWidth / 2 && (outlineStyle !== 'none' || boxShadow.includes('inset')) ? [one.tagName] : []
    }),
  )
}

for (const [width, height, theme] of [
  [1024, 768, 'dark'],
  [1366, 633, 'light'],
  [1440, 900, 'light'],
] as const) {
  test(`at ${width}×${height} every tab fits, and a notice covers no control`, async ({ netloom, watched: page }) => {
    await openTrained(netloom, 'small-digits-mlp', { name: LONG })
    await netloom.run('service.new', { name: `Service of ${LONG}`, model: LONG })
    await netloom.run('scenario.preset', { preset: 'usual' })
    await netloom.run('service.play', { speed: 86_400, to: 3 * 3_600_000 })
    await netloom.when((s) => s.operate?.clock.at === 3 * 3_600_000 && !s.operate.clock.playing)
    await page.setViewportSize({ width, height })
    await netloom.run('theme.set', { theme })
    // Training has its own pages, and most of the height is for the service.
    await expect(page.getByRole('region', { name: 'Training settings' })).toHaveCount(0)
    await expect(page.getByRole('button', { name: 'Train', exact: true })).toHaveCount(0)
    expect((await page.locator('[data-scenario]').boundingBox())?.height).toBeLessThan(0.27 * height)
    for (const tab of TABS) {
      const box = await page.getByRole('radio', { name: tab, exact: true }).boundingBox()
      expect(box && box.x >= 0 && box.x + box.width <= width, tab).toBe(true)
      await show(page, tab)
      expect(await frames(page), tab).toEqual([])
      await netloom.run('notice.show', {
        ...{ tone: 'info', text: 'Something was done, and this says so in a sentence of usual length.' },
        action: { title: 'Take that back', command: 'graph.undo' },
      })
      await expect(page.locator('[data-part="notices"]')).toContainText('usual length')
      // The tab may appear after the notice.
      await expect.poll(() => covered(page), tab).toEqual([])
      await page.locator('[data-part="notices"]').getByRole('button', { name: 'Close notification' }).first().click()
      // The rules of axe do not depend on the size.
      expect([...(width === 1440 ? await serious(page) : []), ...(await measures(page))], tab).toEqual([])
      if (tab === 'Registry') await expect(page.getByRole('region', { name: /^Versions of/ })).toContainText(/\d%/)
      if (tab === 'Live') {
        await page.getByRole('radio', { name: 'Debug', exact: true }).check({ force: true })
        // The cells of ten classes have space for their counts.
        const counts = page.getByRole('region', { name: /^Confusion matrix/ }).locator('td span:not([data-none="yes"])')
        await expect(counts.first()).toBeVisible()
        expect(await counts.evaluateAll((all) => all.filter((one) => one.clientWidth <= 1).length)).toBe(0)
      }
    }
  })
}

test('three long notices collapse to one that covers no control, and wrap when expanded', async ({
  netloom,
  watched: page,
}) => {
  await openTrained(netloom, 'small-digits-mlp', { name: LONG })
  await netloom.run('service.new', { name: `Service of ${LONG}`, model: LONG })
  await page.setViewportSize({ width: 1024, height: 768 })
  await show(page, 'Objectives')
  const address = `http://localhost/v2/models/${encodeURIComponent(`Service of ${LONG}`).repeat(3)}/infer`
  for (const [tone, at] of [
    ['info', 'first'],
    ['bad', 'second'],
    ['info', 'third'],
  ])
    await netloom.run('notice.show', { tone, text: `The ${at} is at ${address}.` })
  const notices = page.locator('[data-part="notices"]')
  const all = notices.getByRole('button', { name: 'Show 3 notifications' })
  await expect(all).toBeVisible()
  await expect(notices.getByRole('button', { name: 'Close notification' })).toHaveCount(1)
  await expect.poll(() => covered(page)).toEqual([])
  await all.click()
  await expect(notices.getByRole('button', { name: 'Close notification' })).toHaveCount(3)
  const beyond = await notices.evaluate(
    (stack) =>
      [...stack.querySelectorAll('p, button')].filter((one) => {
        const { left, right } = one.getBoundingClientRect()
        return left < 0 || right > innerWidth
      }).length,
  )
  expect(beyond).toBe(0)
  // The page becomes shorter, so that the notices cover no control.
  await expect.poll(() => covered(page)).toEqual([])
})

test('without a service the registry works, other tabs offer to create one, and projects keep their own', async ({
  netloom,
  watched: page,
}) => {
  await openTrained(netloom, 'moons-mlp', { name: LONG })
  const { project } = await netloom.state()
  await netloom.run('room.open', { room: 'operate' })
  await show(page, 'Registry')
  await page.getByRole('button', { name: /^Version 1,/ }).click()
  await expect(page.getByRole('button', { name: 'Reproduce' }).first()).toBeVisible()
  await show(page, 'Live')
  await expect(page.getByText('The Live tab shows the requests of a service')).toBeVisible()
  await page.getByRole('button', { name: 'Create service' }).click()
  await expect(page.getByRole('button', { name: 'Start service', exact: true }).first()).toBeVisible()

  await netloom.run('project.new', { template: 'blank' })
  await expect(page.getByText('No service yet')).toBeVisible()
  await netloom.run('project.open', { id: project.id })
  await expect(page.getByRole('button', { name: 'Start service', exact: true }).first()).toBeVisible()

  // A regression service offers no accuracy objective.
  await openTrained(netloom, 'auto-mpg-mlp', { name: 'mpg' })
  await netloom.run('service.new', { name: 'mpg', model: 'mpg' })
  await show(page, 'Objectives')
  await page.getByRole('button', { name: 'Add objective' }).click()
  await expect(page.getByRole('menuitem', { name: /^Latency/ })).toBeVisible()
  await expect(page.getByRole('menuitem', { name: /^Accuracy/ })).toHaveCount(0)
})
