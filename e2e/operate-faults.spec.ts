/**
 * @file Faults of a service in the built page: overload, invalid diagrams, a missing model, a second tab, a full disk.
 */
import type { Page } from '@playwright/test'
import { expect, type Netloom, netloomOf, open, test } from './fixture'
import { untilLogSaved } from './saved-log'
import { openTrained } from './trained'

test.use({ serviceWorker: 'urls only' })

const service = 'pengu service'

/** Opens two versions of a trained model and serves the first version. */
async function served(netloom: Netloom): Promise<void> {
  await openTrained(netloom, 'penguins-mlp', { name: 'pengu', versions: 2 })
  await netloom.run('registry.alias', { model: 'pengu', alias: 'champion', version: 1 })
  await netloom.run('service.new', { name: service, model: 'pengu' })
  await netloom.run('service.start')
  await netloom.when((s) => s.operate?.serving === 'on')
}

/** Waits until the service worker answers requests of the page. */
async function controlled(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    navigator.serviceWorker.ready.then(() => navigator.serviceWorker.controller !== null),
  )
}

/** Sends a single-row request to the URL; resolves with its status and either the version or the error code. */
async function infer(page: Page, name = service): Promise<string> {
  await controlled(page)
  return page.evaluate(
    async (path) => {
      const inputs = [{ name: 'Penguin', shape: [1, 9], datatype: 'FP32', data: [0, 1, 0, 0.1, 0.2, 0.3, 0.4, 1, 0] }]
      const reply = await fetch(path, { method: 'POST', body: JSON.stringify({ inputs }) })
      const { model_version, code } = await reply.json()
      return `${reply.status} ${code ?? model_version}`
    },
    `./v2/models/${encodeURIComponent(name)}/infer`,
  )
}

const REFUSED = /Failed to load resource: the server responded with a status of (4|5)\d\d/

test('10,000 concurrent requests are each answered or refused with 429, and every answer is logged', async ({
  netloom,
  watched: page,
  expected,
}) => {
  expected.push(REFUSED)
  await served(netloom)
  await controlled(page)
  const path = `./v2/models/${encodeURIComponent(service)}/infer`
  const { codes, numbers } = await page.evaluate(async (url) => {
    const inputs = [{ name: 'Penguin', shape: [1, 9], datatype: 'FP32', data: [0, 1, 0, 0.1, 0.2, 0.3, 0.4, 1, 0] }]
    const body = JSON.stringify({ inputs })
    const replies = await Promise.all(
      Array.from({ length: 10_000 }, async () => {
        const reply = await fetch(url, { method: 'POST', body })
        const { code, parameters } = await reply.json()
        return { what: `${reply.status} ${code ?? ''}`, number: parameters?.request as number | undefined }
      }),
    )
    const counts: Record<string, number> = {}
    for (const { what } of replies) counts[what] = (counts[what] ?? 0) + 1
    return { codes: counts, numbers: replies.flatMap(({ number }) => number ?? []) }
  }, path)
  expect(Object.keys(codes).filter((code) => code !== '200 ' && code !== '429 url-busy')).toEqual([])
  const answered = codes['200 '] ?? 0
  expect(answered).toBeGreaterThan(1000)
  expect(new Set(numbers).size).toBe(answered)
  const state = await netloom.when((s, n) => s.operate?.requests === n, { given: answered })
  const statuses = Object.values(state.operate?.statuses ?? {})
  expect(statuses.reduce((sum, n) => sum + n, 0)).toBe(answered)
})

test('an invalid diagram is reported while the service keeps serving and follows its aliases; so is a worker that ends', async ({
  netloom,
  watched: page,
  expected,
}) => {
  expected.push(REFUSED)
  await served(netloom)
  const codes = async () => (await netloom.state()).operate?.check.diagnostics.map(({ code }) => code)
  expect(await infer(page)).toBe('200 1')
  await netloom.run('graph.connect', { service, from: 'abstain', to: 'cache' })
  expect(await codes()).toContain('cycle')
  expect(await infer(page)).toBe('200 1')
  await netloom.run('registry.alias', { model: 'pengu', alias: 'champion', version: 2, why: 'a test', anyway: true })
  expect(await infer(page)).toBe('200 2')
  await netloom.run('graph.undo', { service })
  await netloom.run('graph.set', { service, node: 'split', params: { champion: 60, challenger: 60 } })
  expect(await codes()).toContain('split-sum')
  await expect(page.getByText('add up to 120%', { exact: false }).first()).toBeAttached()
  await netloom.run('registry.rollback', { model: 'pengu', alias: 'champion', why: 'a test' })
  expect(await infer(page)).toBe('200 1')
  await endWorker(page, 'serving')
  const { operate } = await netloom.when((s) => s.operate?.serving === 'failed')
  expect(operate?.why).toMatch(/\.$/)
  await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible()
  expect(await infer(page)).toMatch(/^503 /)
  expect((await netloom.refused('service.start')).code).toBe('service-unsound')
  await netloom.run('graph.undo', { service })
  await netloom.run('service.start')
  expect(await infer(page)).toBe('200 1')
})

/** Ends a worker from within, which fires no event in the page. */
async function endWorker(page: Page, job: string): Promise<void> {
  for (const worker of page.workers())
    if ((await worker.evaluate(() => self.name)).startsWith(`${job} `)) {
      // The worker may end before it answers.
      await worker.evaluate(() => self.close()).catch(() => undefined)
      return
    }
  throw new Error(`no worker for ${job}`)
}

test.describe('without requests', () => {
  test.use({ serviceWorker: 'none' })

  test('a project whose model is missing opens, reports it, and refuses to serve', async ({
    netloom,
    browser,
    baseURL,
  }) => {
    await served(netloom)
    const file = await netloom.bytes('project.export')
    const elsewhere = await browser.newContext(baseURL === undefined ? {} : { baseURL })
    const other = await elsewhere.newPage()
    await open(other)
    const otherNetloom = netloomOf(other)
    await otherNetloom.give('project.import', file)
    await otherNetloom.run('service.open', { name: service })
    const { operate } = await otherNetloom.state()
    expect(operate?.check.diagnostics.map(({ code }) => code)).toContain('model-unknown')
    const refusal = await otherNetloom.refused('service.start')
    expect(refusal.code).toBe('service-unsound')
    expect(refusal.message).toMatch(/\.$/)
    await expect(other.getByText(service).first()).toBeVisible()
    await elsewhere.close()
  })
})

test('a second tab starts no service and writes no log; the first one goes on', async ({ netloom, watched: page }) => {
  await served(netloom)
  expect(await infer(page)).toBe('200 1')
  // The other tab reads the log from disk.
  await untilLogSaved(page, 1)
  const other = await page.context().newPage()
  await open(other)
  const otherNetloom = netloomOf(other)
  await otherNetloom.run('project.open', { id: (await netloom.state()).project.id })
  await otherNetloom.run('service.open', { name: service })
  const refusal = await otherNetloom.refused('service.start')
  expect(refusal.code).toBe('open-elsewhere')
  expect(refusal.message).toMatch(/\.$/)
  await otherNetloom.when((s) => s.operate?.requests === 1)
  await other.close()
  expect(await infer(page)).toBe('200 1')
  await netloom.when((s) => s.operate?.requests === 2)
  await untilLogSaved(page, 2)
})

test('a full disk while logging is reported, and once there is space no log entry is missing', async ({
  netloom,
  watched: page,
}) => {
  await served(netloom)
  await page.evaluate(() => {
    const { put } = IDBObjectStore.prototype
    Object.assign(window, { diskIsFull: true })
    IDBObjectStore.prototype.put = function (...row: Parameters<typeof put>) {
      if ('diskIsFull' in window && /log/i.test(this.name)) throw new DOMException('full', 'QuotaExceededError')
      return put.apply(this, row)
    }
  })
  for (let i = 0; i < 5; i++) expect(await infer(page)).toBe('200 1')
  await expect(page.getByText('This device has no space left', { exact: false }).first()).toBeVisible({})
  await page.evaluate(() => Reflect.deleteProperty(window, 'diskIsFull'))
  expect(await infer(page)).toBe('200 1')
  await untilLogSaved(page, 6)
  await page.reload()
  await page.evaluate(() => window.netloom.ready)
  await netloom.run('service.open', { name: service })
  expect((await netloom.state()).operate?.requests).toBe(6)
})

test('40 stages serve requests, and aliases survive a device clock that is set back', async ({
  netloom,
  watched: page,
}) => {
  await served(netloom)
  let last = 'features'
  for (let i = 0; i < 30; i++)
    last = await netloom.run<string>('graph.addAfter', { service, kind: 'rateLimit', node: last })
  expect((await netloom.state()).operate?.check.ok).toBe(true)
  await expect.poll(() => infer(page)).toBe('200 1')
  const stages = await netloom.run<readonly { stages: number }[]>('service.list')
  expect(stages[0]?.stages).toBeGreaterThan(39)

  const day = 86_400_000
  const setClock = (by: number) =>
    page.evaluate((ms) => {
      const { now } = Date
      Date.now = () => now() + ms
    }, by)
  const move = (version: number) =>
    netloom.run('registry.alias', { model: 'pengu', alias: 'champion', version, why: 'a test', anyway: true })
  await move(2)
  await setClock(-day)
  await move(1)
  await setClock(3 * day)
  await move(2)
  expect(await infer(page)).toBe('200 2')
  await netloom.when((s) => s.saving === 'saved')
  await page.reload()
  await page.evaluate(() => window.netloom.ready)
  await netloom.run('service.open', { name: service })
  expect((await netloom.state()).operate?.aliases.pengu).toEqual({ champion: 2 })
  await netloom.run('registry.rollback', { model: 'pengu', alias: 'champion', why: 'a test' })
  expect((await netloom.state()).operate?.aliases.pengu).toEqual({ champion: 1 })
})
