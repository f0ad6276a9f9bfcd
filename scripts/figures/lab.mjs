/** @file The lab: serves a copy of the build and opens it in Chromium, with or without a software GPU. */
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, loadavg, tmpdir, totalmem } from 'node:os'
import { dirname, join } from 'node:path'
import { chromium } from 'playwright-core'
import { preview } from 'vite'
import { root } from '../steps.mjs'

/** Flags that turn off Chromium's background activity, as in playwright.config.ts. */
const QUIET = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
/** Without this flag, `navigator.gpu` offers no adapter; with it, SwiftShader. */
const GPU = ['--enable-unsafe-webgpu']

const DAY = 24 * 3600_000

/** The build to measure: `dist`, or the folder in E2E_DIST. */
export const dist = process.env.E2E_DIST ?? join(root, 'dist')

/** Opens the lab. `executablePath` is the Chromium to use; if undefined, Playwright's. */
export async function openLab(executablePath) {
  // Measure a copy of the build, so that another build cannot change it during a measurement.
  const folder = mkdtempSync(join(tmpdir(), 'netloom-figures-'))
  cpSync(dist, folder, { recursive: true })
  const reports = reportEndpoint()
  const server = await preview({
    root,
    logLevel: 'warn',
    plugins: [reports.plugin],
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
    /** Launch options for starting a separate browser. */
    launch,
    /** Resolves with the next JSON report that a page posts to `/report`. */
    nextReport: reports.next,
    /** Serves a text at this path, in addition to the build. */
    put(path, text) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), text)
    },
    /**
     * Opens a page in a new context without cache or storage. `gpu` enables a software WebGPU adapter. `prepare`
     * changes the page before anything opens in it; in that case, service workers are blocked.
     */
    async visit({ gpu = false, viewport = { width: 1440, height: 900 }, colorScheme = 'dark', prepare } = {}) {
      const serviceWorkers = prepare ? 'block' : 'allow'
      const context = await (await browser(gpu)).newContext({ viewport, colorScheme, serviceWorkers })
      const page = await context.newPage()
      page.setDefaultTimeout(60_000)
      await prepare?.(page)
      return { page, close: () => context.close() }
    },
    /** Like `visit`, with the studio open and ready. */
    async studio(options) {
      const visit = await this.visit(options)
      await open(visit.page, address)
      return { ...visit, ...driver(visit.page) }
    },
    /** Like `studio`, but in a separate browser, so that all of its memory belongs to this page. */
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

/**
 * A Vite plugin that receives the reports of self-driving pages, on their own origin because their content security
 * policy allows no other.
 */
function reportEndpoint() {
  let resolveNext
  return {
    plugin: {
      name: 'report',
      configurePreviewServer({ middlewares }) {
        middlewares.use('/report', (request, response) => {
          let text = ''
          request.on('data', (part) => {
            text += part
          })
          request.on('end', () => {
            response.end()
            resolveNext?.(JSON.parse(text))
          })
        })
      },
    },
    next: () =>
      new Promise((resolve) => {
        resolveNext = resolve
      }),
  }
}

/** Opens the studio and waits until it is ready. */
export async function open(page, address) {
  await page.goto(address)
  await page.evaluate(() => window.netloom.ready)
}

/** Controls the console API from outside the page. */
function driver(page) {
  const netloom = {
    run: (id, args = {}) => page.evaluate(([i, a]) => window.netloom.run(i, a), [id, args]),
    state: () => page.evaluate(() => window.netloom.state()),
    /** Waits until the dataset is loaded and bound to the network. */
    loaded: () => page.evaluate((timeoutMs) => window.netloom.when((s) => s.data.loaded, { timeoutMs }), DAY),
    /** Waits until the run ends; throws the reason if it failed. */
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
    /** Trains the open project to the end; resolves with the run and its duration in seconds. */
    async train(options = {}) {
      const began = Date.now()
      await netloom.run('run.start', options)
      const state = await netloom.over()
      return { ...state.run, seconds: (Date.now() - began) / 1000 }
    },
  }
  return netloom
}
