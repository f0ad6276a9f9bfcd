/** @file Fixtures for every browser test: a page whose console must stay silent, and the console API to control it. */
import { test as base, expect, type Page, type Worker } from '@playwright/test'
import type { Console } from '../src/studio/console/console'
import { URLS_ONLY } from './serve'

export type State = ReturnType<Console['state']>

/** The console API as tests see it. Bytes are plain arrays. */
export interface Netloom {
  run<T = unknown>(id: string, args?: object): Promise<T>
  /** Runs a command that must be refused; resolves with the refusal's code and message. */
  refused(id: string, args?: object): Promise<{ code: string; message: string }>
  /** Runs a command that returns bytes. */
  bytes(id: string, args?: object): Promise<number[]>
  /** Runs a command that takes `bytes` as its argument. */
  give<T = unknown>(id: string, bytes: readonly number[]): Promise<T>
  state(): Promise<State>
  /**
   * Waits until `test` returns true. It is sent to the page as source text, so `given` is the only value from outside
   * it can use.
   */
  when<G = undefined>(
    test: (state: State, given: G) => boolean,
    options?: { timeoutMs?: number; given?: G | undefined },
  ): Promise<State>
}

/** The console API of a page that shows the studio. */
export function netloomOf(page: Page): Netloom {
  return {
    run: (id, args = {}) => page.evaluate(([i, a]) => window.netloom.run(i, a), [id, args] as const) as Promise<never>,
    refused: (id, args = {}) =>
      page.evaluate(
        ([i, a]) =>
          window.netloom.run(i, a).then(
            () => ({ code: 'not refused', message: '' }),
            (error: Error & { code: string }) => ({ code: error.code, message: error.message }),
          ),
        [id, args] as const,
      ),
    // Bytes travel as base64: Playwright takes seconds for an array of a hundred thousand numbers.
    bytes: async (id, args = {}) => [
      ...Buffer.from(
        await page.evaluate(
          async ([i, a]) => {
            const bytes = (await window.netloom.run(i, a)) as Uint8Array
            let text = ''
            for (const byte of bytes) text += String.fromCharCode(byte)
            return btoa(text)
          },
          [id, args] as const,
        ),
        'base64',
      ),
    ],
    give: (id, bytes) =>
      page.evaluate(
        ([i, text]) => window.netloom.run(i, { bytes: Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)) }),
        [id, Buffer.from(bytes).toString('base64')] as const,
      ) as Promise<never>,
    state: () => page.evaluate(() => window.netloom.state()),
    // Sent as source text, because a function cannot take `given` along. It waits inside the page for the next change.
    async when(test, { timeoutMs = 120_000, given } = {}) {
      const expression = `window.netloom.ready.then(() => window.netloom.when(
        (state) => (${test})(state, ${JSON.stringify(given) ?? 'undefined'}), { timeoutMs: ${timeoutMs} }))`
      try {
        return (await page.evaluate(expression)) as State
      } catch (error) {
        if (!/condition was not met/.test(String(error))) throw error
        const { run, check, data } = await page.evaluate(() => window.netloom.state())
        const state = JSON.stringify({ run, check, data }).slice(0, 2000)
        throw new Error(`not true within ${timeoutMs} ms: ${test}\n${state}`, { cause: error })
      }
    },
  }
}

interface Fixtures {
  /**
   * Whether pages have a service worker. It caches the entire app in each test, which takes a third of the test's time,
   * so only tests about the cache keep it. Tests about service URLs have only the part that handles those. All others
   * run as in a browser without service workers, which is supported.
   */
  readonly serviceWorker: 'kept' | 'urls only' | 'none'
  /** Console lines that the test causes on purpose. */
  readonly expected: RegExp[]
  readonly watched: Page
  readonly netloom: Netloom
}

export const test = base.extend<Fixtures>({
  serviceWorker: ['none', { option: true }],
  context: async ({ context, serviceWorker, baseURL }, use) => {
    if (serviceWorker === 'none') await context.addInitScript(withoutServiceWorker)
    if (serviceWorker === 'urls only') await context.addCookies([{ ...URLS_ONLY, url: baseURL ?? '' }])
    await use(context)
  },
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the pattern
  expected: async ({}, use) => use([]),
  watched: async ({ page, expected, baseURL }, use) => {
    const lines = watch(page, baseURL ?? '')
    await use(page)
    const unexpected = lines.filter((line) => !expected.some((pattern) => pattern.test(line)))
    expect(unexpected, 'the console is silent and nothing leaves the origin').toEqual([])
  },
  netloom: async ({ watched }, use) => {
    await open(watched)
    await use(netloomOf(watched))
  },
})

export { expect }

/** Runs in the page before its scripts. */
function withoutServiceWorker(): void {
  Reflect.deleteProperty(Navigator.prototype, 'serviceWorker')
}

/** Opens the studio and waits until it is ready. */
export async function open(page: Page, address = '/'): Promise<void> {
  await page.goto(address)
  await page.evaluate(() => window.netloom.ready)
}

/**
 * Pauses the run once it has reached an epoch. It is asked inside the page, and the speed is limited until then: at full
 * speed a run of seconds could end before a busy page hears of the epoch.
 */
export function pauseAtEpoch(page: Page, epoch: number): Promise<void> {
  const paused = page.evaluate(async (at) => {
    await window.netloom.run('run.pace', { stepsPerSecond: 20_000 })
    await window.netloom.when(({ run }) => run.tag === 'training' && run.epoch >= at)
    await window.netloom.run('run.pause')
    await window.netloom.run('run.pace', {})
  }, epoch)
  // If the test fails before it awaits this promise, only that failure counts.
  paused.catch(() => undefined)
  return paused
}

/**
 * How many times as slow as on a quiet machine the page is at the moment, but at least 1. Limits for durations are
 * multiplied by this, so that they hold on a busy machine.
 */
export function slowness(page: Page): Promise<number> {
  return page.evaluate(() => {
    const quietMs = 15
    const times = Array.from({ length: 5 }, () => {
      const began = performance.now()
      let word = 1
      for (let i = 0; i < 10_000_000; i++) {
        word ^= word << 13
        word ^= word >>> 17
        word ^= word << 5
      }
      return performance.now() - began + (word === 0 ? 1 : 0)
    })
    return Math.max(1, Math.max(...times) / quietMs)
  })
}

/** Waits until an element, by default the canvas, has been in the same place for ten frames. */
export function untilStill(page: Page, selector = '.react-flow__viewport'): Promise<void> {
  return page
    .locator(selector)
    .first()
    .evaluate(async (one) => {
      let last = ''
      for (let frames = 0; frames < 10; frames++) {
        await new Promise(requestAnimationFrame)
        const { x, y, width, height } = one.getBoundingClientRect()
        const place = [x, y, width, height].join()
        if (place !== last) frames = 0
        last = place
      }
    })
}

/** The training worker. A page may have other workers, in any order. */
export function trainerOf(page: Page): Worker | undefined {
  return page.workers().findLast((worker) => worker.url().includes('trainer.worker'))
}

/** Collects console warnings and errors, page errors, policy violations, and requests that leave the origin. */
export function watch(page: Page, origin: string): string[] {
  const lines: string[] = []
  page.on('console', (line) => {
    if (line.type() === 'error' || line.type() === 'warning') lines.push(`${line.type()}: ${line.text()}`)
  })
  page.on('pageerror', (error) => lines.push(`uncaught: ${error.message}`))
  page.on('request', (request) => {
    const url = request.url()
    if (!url.startsWith(origin) && !/^(blob|data):/.test(url)) lines.push(`left the origin: ${url}`)
  })
  return lines
}

/**
 * Matches predictions to about 5 digits, because a live run predicts with its training engine and a saved model with
 * plain tf.js.
 */
export function near(answer: unknown): unknown {
  if (typeof answer === 'number') {
    const before = Math.ceil(Math.log10(Math.max(1, Math.abs(answer))))
    return expect.closeTo(answer, 5 - before)
  }
  if (Array.isArray(answer)) return answer.map(near)
  if (answer === null || typeof answer !== 'object') return answer
  return Object.fromEntries(Object.entries(answer).map(([key, value]) => [key, near(value)]))
}
