/**
 * @file A browser with a persistent profile, whose tab, worker, GPU process, or entire process tree can be killed at
 * any time.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from '@playwright/test'
import { type Netloom, netloomOf, open } from '../fixture'

export interface PageDriver {
  readonly page: Page
  readonly netloom: Netloom
  /** Crashes the renderer and opens an empty tab in the same browser. */
  crashTab(): Promise<void>
  /** Kills every process of the browser and restarts it on the same profile with an empty tab. */
  killBrowser(): Promise<void>
  crashGpu(): Promise<void>
  /** Ends the training worker with an error ("loudly") or without one ("silently"). */
  killWorker(how: 'loudly' | 'silently'): Promise<void>
  /** Opens the studio in the tab, like a returning user. */
  openStudio(): Promise<void>
  /** Opens a static file of the same origin, so that storage is accessible while none of the studio's code runs. */
  openFile(path: string): Promise<void>
  close(): Promise<void>
}

export interface PageDriverOptions {
  readonly executablePath: string
  /** The profile folder; deleted on close. */
  readonly profile: string
  /** The address of the studio. */
  readonly address: string
  readonly args: readonly string[]
}

/** Without these flags, a page that survives a second crash of the GPU process gets no adapter until it is reloaded. */
const GPU_RECOVERY = ['--disable-domain-blocking-for-3d-apis', '--disable-gpu-process-crash-limit']
const START_MS = 30_000

/** Starts the browser with an empty tab. The caller closes it. */
export async function openPageDriver(options: PageDriverOptions): Promise<PageDriver> {
  let { browser, child } = await start(options)
  let page = await firstPage(browser)

  async function killAll(): Promise<void> {
    const exited = new Promise((resolve) => child.once('exit', resolve))
    const { pid } = child
    // The browser leads its own process group; the negative id kills the entire group.
    if (pid !== undefined && child.exitCode === null) process.kill(-pid, 'SIGKILL')
    await exited
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
}: PageDriverOptions): Promise<{ browser: Browser; child: ChildProcess }> {
  const portFile = join(profile, 'DevToolsActivePort')
  rmSync(portFile, { force: true })
  // Locks left by a killed browser would block the profile.
  for (const name of ['SingletonLock', 'SingletonSocket', 'SingletonCookie'])
    rmSync(join(profile, name), { force: true })
  const child = spawn(
    executablePath,
    [
      ...args,
      ...GPU_RECOVERY,
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
