/** @file Figures of the first load: bytes of script, and loading time. */
import { gzipSync } from 'node:zlib'
import { median, ms } from './times.mjs'

const MOST = 300_000
const VISITS = 5

/**
 * Gzipped bytes of script requested before `netloom.ready`, by the page's clock, not counting the service worker's
 * fetches.
 */
export async function firstLoad(lab) {
  const { page, close } = await lab.visit()
  const scripts = []
  const recordScript = (response) => {
    if (response.request().resourceType() === 'script')
      scripts.push(response.text().then((text) => ({ url: response.url(), text })))
  }
  page.on('response', recordScript)
  await page.addInitScript(() => {
    let studio
    Object.defineProperty(window, 'netloom', {
      configurable: true,
      get: () => studio,
      set(made) {
        studio = made
        void made.ready.then(() => performance.mark('ready'))
      },
    })
  })
  await page.goto(lab.address)
  await page.waitForFunction(() => performance.getEntriesByName('ready').length > 0)
  page.off('response', recordScript)
  const before = await page.evaluate(() => {
    const [ready] = performance.getEntriesByName('ready')
    const resources = performance.getEntriesByType('resource')
    return resources.filter(({ startTime }) => startTime <= ready.startTime).map(({ name }) => name)
  })
  const texts = (await Promise.all(scripts)).filter(({ url }) => before.includes(url)).map(({ text }) => text)
  await close()
  const bytes = texts.reduce((sum, text) => sum + gzipSync(text, { level: 9 }).length, 0)
  const said = `${(bytes / 1000).toFixed(0)} kB in ${texts.length} files`
  return { said, reached: bytes <= MOST, bytes, files: texts.length }
}

/** Time from navigation to `netloom.ready`, each time in a new context. */
export async function timeToReady(lab) {
  const times = []
  for (let i = 0; i < VISITS; i++) {
    const { page, close } = await lab.visit()
    await page.goto(lab.address, { waitUntil: 'commit' })
    while (!(await page.evaluate(() => 'netloom' in window))) await page.waitForTimeout(5)
    // Time since navigation, by the page's clock.
    times.push(await page.evaluate(() => window.netloom.ready.then(() => performance.now())))
    await close()
  }
  const said = `${ms(median(times))} (median of ${VISITS} visits, ${ms(Math.min(...times))} to ${ms(Math.max(...times))})`
  return { said, times }
}
