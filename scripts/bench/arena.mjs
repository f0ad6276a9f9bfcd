/** @file The arena: serves the benchmark page to a single Chromium, with a new page for each engine. */
import { cpus, loadavg, totalmem } from 'node:os'
import { chromium } from 'playwright-core'
import { serveBench } from './page.mjs'

const ARGS = [
  '--no-sandbox',
  '--enable-unsafe-webgpu',
  '--disable-background-networking',
  '--disable-background-timer-throttling',
  '--disable-renderer-backgrounding',
  '--disable-backgrounding-occluded-windows',
]

/** Builds and serves the page and starts the browser. The caller closes it. */
export async function openArena(executablePath) {
  const served = await serveBench()
  const browser = await chromium.launch({ executablePath, args: ARGS })
  const context = await browser.newContext()

  async function visit() {
    const page = await context.newPage()
    page.setDefaultTimeout(0)
    await page.goto(served.address)
    await page.waitForFunction(() => 'bench' in window)
    return page
  }
  async function ask(call) {
    const page = await visit()
    const answer = await page.evaluate((name) => window.bench[name](), call)
    await page.close()
    return answer
  }

  const adapter = await ask('adapter')
  return {
    entries: () => ask('entries'),
    tasks: () => ask('tasks'),
    adapter,
    load: () => Number(loadavg()[0].toFixed(1)),
    /** Opens a new page with this engine and this task. Rejects if the engine cannot train it. */
    async open(peer, task) {
      const page = await visit()
      try {
        const openMs = await page.evaluate(([p, t]) => window.bench.open(p, t), [peer, task])
        return {
          openMs,
          losses: (steps) => page.evaluate((n) => window.bench.losses(n), steps),
          time: (steps) => page.evaluate((n) => window.bench.time(n), steps),
          /** The time of each op of a step; Netloom only. The engine cannot be used afterwards. */
          profile: () => page.evaluate(() => window.bench.profile()),
          close: () => page.close(),
        }
      } catch (error) {
        await page.close()
        throw error
      }
    },
    machine: () => ({
      cores: cpus().length,
      processor: cpus()[0]?.model ?? 'unknown',
      memory: `${Math.round(totalmem() / 2 ** 30)} GiB`,
      chromium: browser.version(),
      node: process.version,
      adapter,
    }),
    async close() {
      await browser.close()
      await served.close()
    },
  }
}
