/** @file Desk: a person's browser, with a profile that outlives it; any part of it, or all of it, can be killed at any moment. */
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from '@playwright/test'
import { type Netloom, netloomOf, open } from '../fixture'

export interface Desk {
  readonly page: Page
  readonly netloom: Netloom
  /** The renderer dies; a fresh tab of the same browser is open after it, with nothing in it. */
  crashTab(): Promise<void>
  /** Every process of the browser is killed; it is started again on the same profile, with nothing in it. */
  killBrowser(): Promise<void>
  crashGpu(): Promise<void>
  /** The worker that trains ends with an error, or without a word. */
  killWorker(how: 'loudly' | 'silently'): Promise<void>
  /** Opens the studio in the tab, as a person who comes back does. */
  openStudio(): Promise<void>
  /** Opens a file from beside the studio: what it keeps is there, and nothing of it runs. */
  openFile(path: string): Promise<void>
  close(): Promise<void>
}

export interface DeskOptions {
  readonly executablePath: string
  /** The folder of the profile. */
  readonly profile: string
  /** Where the studio is served. */
  readonly address: string
  readonly args: readonly string[]
}

/** Without them a page is refused an adapter after the second crash of the GPU process, until it is loaded anew. */
const GPU_COMES_BACK = ['--disable-domain-blocking-for-3d-apis', '--disable-gpu-process-crash-limit']
const START_MS = 30_000

/** Starts the browser, with an empty tab. The caller closes it. */
export async function openDesk(options: DeskOptions): Promise<Desk> {
  let { browser, child } = await start(options)
  let page = await firstPage(browser)

  async function killAll(): Promise<void> {
    const gone = new Promise((resolve) => child.once('exit', resolve))
    const { pid } = child
    // The browser leads a group of its own: the minus means all of it.
    if (pid !== undefined && child.exitCode === null) process.kill(-pid, 'SIGKILL')
    await gone
    await browser.close().catch(() => undefined)
  }

  return {
    get page() {
      return page
    },
    get netloom() {
      return netloomOf(page)
    },
    async crashTab() {
      const session = await page.context().newCDPSession(page)
      const crashed = page.waitForEvent('crash')
      void session.send('Page.crash').catch(() => undefined)
      await crashed
      const fresh = await page.context().newPage()
      await page.close().catch(() => undefined)
      page = fresh
    },
    async killBrowser() {
      await killAll()
      ;({ browser, child } = await start(options))
      page = await firstPage(browser)
    },
    async crashGpu() {
      const session = await browser.newBrowserCDPSession()
      await session.send('Browser.crashGpuProcess')
      await session.detach()
    },
    async killWorker(how) {
      for (const worker of page.workers()) {
        const name = await worker.evaluate(() => self.name)
        if (!name.startsWith('trainer')) continue
        await worker.evaluate((manner) => {
          setTimeout(() => {
            if (manner === 'silently') self.close()
            else throw new Error('killed by a test')
          }, 0)
        }, how)
      }
    },
    openStudio: () => open(page, options.address),
    async openFile(path) {
      await page.goto(new URL(path, options.address).href)
    },
    async close() {
      await killAll()
      rmSync(options.profile, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

async function start({
  executablePath,
  profile,
  args,
}: DeskOptions): Promise<{ browser: Browser; child: ChildProcess }> {
  const portFile = join(profile, 'DevToolsActivePort')
  rmSync(portFile, { force: true })
  // What a killed browser leaves behind would keep the next one from its profile.
  for (const name of ['SingletonLock', 'SingletonSocket', 'SingletonCookie'])
    rmSync(join(profile, name), { force: true })
  const child = spawn(
    executablePath,
    [
      ...args,
      ...GPU_COMES_BACK,
      '--headless',
      '--remote-debugging-port=0',
      `--user-data-dir=${profile}`,
      '--window-size=1440,900',
      'about:blank',
    ],
    { detached: true, stdio: 'ignore' },
  )
  const until = Date.now() + START_MS
  for (;;) {
    const [port] = existsSync(portFile) ? readFileSync(portFile, 'utf8').split('\n') : []
    if (port) return { browser: await chromium.connectOverCDP(`http://127.0.0.1:${port}`), child }
    if (Date.now() > until || child.exitCode !== null) throw new Error('the browser did not start')
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

async function firstPage(browser: Browser): Promise<Page> {
  const [context] = browser.contexts()
  if (!context) throw new Error('a browser without a context')
  const page = context.pages()[0] ?? (await context.newPage())
  page.setDefaultTimeout(60_000)
  return page
}
