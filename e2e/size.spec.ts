/** @file The cost of the first page load, measured in counts that do not depend on the machine. */
import { gzipSync } from 'node:zlib'
import type { Response } from '@playwright/test'
import { expect, test } from './fixture'

test.use({ serviceWorker: 'kept' })

test('at most 300 kB of gzipped script before the studio is ready, no tf.js, and canvas before data', async ({
  page,
}) => {
  const scripts: Promise<{ url: string; text: string }>[] = []
  // Block the data until the canvas has been seen without it.
  let release = () => {}
  const seen = new Promise<void>((resolve) => {
    release = resolve
  })
  let dataHeld = false
  await page.route(/\/data\//, async (route) => {
    dataHeld = true
    await seen
    await route.continue().catch(() => undefined)
  })
  const collect = (response: Response) => {
    if (response.request().resourceType() !== 'script') return
    scripts.push(response.text().then((text) => ({ url: response.url(), text })))
  }
  page.on('response', collect)
  // Read the page's own clock, because on a busy machine the test only learns about "ready" after the next files are
  // requested.
  await page.addInitScript(() => {
    let studio: typeof window.netloom
    Object.defineProperty(window, 'netloom', {
      configurable: true,
      get: () => studio,
      set(made: typeof window.netloom) {
        studio = made
        void made.ready.then(() => performance.mark('ready'))
      },
    })
  })
  await page.goto('/')
  await page.waitForFunction(() => performance.getEntriesByName('ready').length > 0)
  page.off('response', collect)
  const before = await page.evaluate(() => {
    const [ready] = performance.getEntriesByName('ready')
    const resources = performance.getEntriesByType('resource')
    return resources.filter(({ startTime }) => startTime <= (ready?.startTime ?? 0)).map(({ name }) => name)
  })
  const loaded = (await Promise.all(scripts.splice(0))).filter(({ url }) => before.includes(url))
  expect(loaded.length).toBeGreaterThan(1)
  await expect(page.locator('.react-flow__node').first()).toBeVisible()
  expect((await page.evaluate(() => window.netloom.state())).data.loaded).toBe(false)
  expect(dataHeld).toBe(true)
  release()
  const bytes = loaded.reduce((sum, { text }) => sum + gzipSync(text, { level: 9 }).length, 0)
  console.log(`first load: ${(bytes / 1000).toFixed(1)} kB of gzipped script in ${loaded.length} files`)
  expect(bytes).toBeLessThan(300_000)
  expect(loaded.filter(({ text }) => /registerGradient|tfjs/.test(text)).map(({ url }) => url)).toEqual([])
})
