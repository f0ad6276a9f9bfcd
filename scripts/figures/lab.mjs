/** @file The lab: a frozen copy of the build, served; Chromiums with and without a software GPU; pages with the studio in them. */
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, loadavg, tmpdir, totalmem } from 'node:os'
import { dirname, join } from 'node:path'
import { chromium } from 'playwright-core'
import { preview } from 'vite'
import { root } from '../steps.mjs'

/** Flags that keep Chromium quiet, as in playwright.config.ts. */
const QUIET = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
/** No flags: no GPU, so `navigator.gpu` gives no adapter. With this one it gives SwiftShader. */
const GPU = ['--enable-unsafe-webgpu']

const DAY = 24 * 3600_000

/** The build that is measured: that of `npm run build`, or one that was made elsewhere. */
export const dist = process.env.E2E_DIST ?? join(root, 'dist')

/** Opens the lab. `executablePath` is the Chromium's, Playwright's own where undefined. */
export async function openLab(executablePath) {
  // A copy, so that a build made meanwhile changes nothing under a measurement.
  const folder = mkdtempSync(join(tmpdir(), 'netloom-figures-'))
  cpSync(dist, folder, { recursive: true })
  const told = tellingPlace()
  const server = await preview({
    root,
    logLevel: 'warn',
    plugins: [told.plugin],
    build: { outDir: folder },
    preview: { port: Number(process.env.E2E_PORT ?? 4190), host: '127.0.0.1' },
  })
  const [address] = server.resolvedUrls.local
  const browsers = new Map()
  let version = ''

  const launch = ({ gpu }) => ({
    executablePath: executablePath ?? chromium.executablePath(),
    args: gpu ? [...QUIET, ...GPU] : QUIET,
  })
  async function browser(gpu) {
    if (!browsers.has(gpu)) {
      const one = await chromium.launch(launch({ gpu }))
      browsers.set(gpu, one)
      version = one.version()
    }
    return browsers.get(gpu)
  }

  return {
    address,
    /** What starts a browser of one's own. */
    launch,
    /** The next that a page tells by a POST to `/told`. */
    told: told.next,
    /** Serves a text beside the build, at this path below its address. */
    put(path, text) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), text)
    },
    /**
     * A fresh page of a fresh visitor: nothing cached, nothing stored. `gpu` has a software WebGPU adapter; `prepare` does something to
     * the page before anything is opened in it, and then no service worker comes between it and the server.
     */
    async visit({ gpu = false, viewport = { width: 1440, height: 900 }, colorScheme = 'dark', prepare } = {}) {
      const serviceWorkers = prepare ? 'block' : 'allow'
      const context = await (await browser(gpu)).newContext({ viewport, colorScheme, serviceWorkers })
      const page = await context.newPage()
      page.setDefaultTimeout(60_000)
      await prepare?.(page)
      return { page, close: () => context.close() }
    },
    /** As `visit`, with the studio open and ready. */
    async studio(options) {
      const visit = await this.visit(options)
      await open(visit.page, address)
      return { ...visit, ...driver(visit.page) }
    },
    /** As `studio`, in a browser of its own: what its processes hold is this page's. */
    async alone({ viewport = { width: 1440, height: 900 }, prepare } = {}) {
      const one = await chromium.launch(launch({ gpu: false }))
      version = one.version()
      const context = await one.newContext({ viewport, serviceWorkers: prepare ? 'block' : 'allow' })
      const page = await context.newPage()
      await prepare?.(page)
      await open(page, address)
      return { page, browser: one, close: () => one.close() }
    },
    load: () => Number(loadavg()[0].toFixed(1)),
    machine: () => ({
      cores: cpus().length,
      processor: cpus()[0]?.model ?? 'unknown',
      memory: `${Math.round(totalmem() / 2 ** 30)} GiB`,
      chromium: version,
      node: process.version,
    }),
    async close() {
      for (const one of browsers.values()) await one.close()
      await server.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Where pages that nothing drives from outside tell what they found; what they are allowed to reach is their own origin. */
function tellingPlace() {
  let hear
  return {
    plugin: {
      name: 'told',
      configurePreviewServer({ middlewares }) {
        middlewares.use('/told', (request, response) => {
          let text = ''
          request.on('data', (part) => {
            text += part
          })
          request.on('end', () => {
            response.end()
            hear?.(JSON.parse(text))
          })
        })
      },
    },
    next: () =>
      new Promise((resolve) => {
        hear = resolve
      }),
  }
}

/** Opens the studio and waits until it is ready. */
export async function open(page, address) {
  await page.goto(address)
  await page.evaluate(() => window.netloom.ready)
}

/** The console API from outside the page. */
function driver(page) {
  const netloom = {
    run: (id, args = {}) => page.evaluate(([i, a]) => window.netloom.run(i, a), [id, args]),
    state: () => page.evaluate(() => window.netloom.state()),
    /** Waits until the data is loaded and bound. */
    loaded: () => page.evaluate((timeoutMs) => window.netloom.when((s) => s.data.loaded, { timeoutMs }), DAY),
    /** Waits until the run is over; a failed one throws its reason. */
    async over() {
      const state = await page.evaluate(
        (timeoutMs) => window.netloom.when(({ run }) => ['done', 'failed'].includes(run.tag), { timeoutMs }),
        DAY,
      )
      if (state.run.tag === 'failed') throw new Error(state.run.why)
      return state
    },
    /** Opens a template and waits for its data. */
    async template(id) {
      await netloom.run('project.new', { template: id })
      await netloom.loaded()
    },
    /** Trains what is open to its end; the state then, and the seconds from Train to the end. */
    async train(options = {}) {
      const began = Date.now()
      await netloom.run('run.start', options)
      const state = await netloom.over()
      return { ...state.run, seconds: (Date.now() - began) / 1000 }
    },
  }
  return netloom
}
