/** What the first page load costs: counts, which noise does not move. */
import { gzipSync } from 'node:zlib'
import type { Response } from '@playwright/test'
import { expect, open, test } from './fixture'

test('at most 300 kB of gzipped script before the studio is ready, none of it tf.js, and the canvas comes before any data', async ({
  page,
}) => {
  const scripts: Promise<{ url: string; text: string }>[] = []
  let dataHeld = false
  await page.route(/\/data\//, async (route) => {
    dataHeld = true
    await new Promise((resolve) => setTimeout(resolve, 3000))
    await route.continue().catch(() => undefined)
  })
  const collect = (response: Response) => {
    if (response.request().resourceType() !== 'script') return
    scripts.push(response.text().then((text) => ({ url: response.url(), text })))
  }
  page.on('response', collect)
  await open(page)
  // What comes later is no part of the first load, and may still be on its way when the test ends.
  page.off('response', collect)
  const loaded = await Promise.all(scripts.splice(0))
  await expect(page.locator('.react-flow__node').first()).toBeVisible()
  expect((await page.evaluate(() => window.netloom.state())).data.loaded).toBe(false)
  expect(dataHeld).toBe(true)
  const bytes = loaded.reduce((sum, { text }) => sum + gzipSync(text, { level: 9 }).length, 0)
  console.log(`first load: ${(bytes / 1000).toFixed(0)} kB of gzipped script in ${loaded.length} files`)
  expect(bytes).toBeLessThanOrEqual(300_000)
  expect(loaded.filter(({ text }) => /registerGradient|tfjs/.test(text)).map(({ url }) => url)).toEqual([])
})
