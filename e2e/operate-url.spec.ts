/**
 * @file Serving by URL: the service worker fulfills the same contract as serve.mjs, survives restarts, and handles
 * load.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { type ContractCase, contractFor, differences } from '../src/serving/http/contract.test-help'
import type { ModelMeta } from '../src/serving/http/model-metadata'
import type { HttpReply } from '../src/serving/http/http-types'
import { readZip } from '../src/storage/model-artifact/zip'
import { expect, type Netloom, open, test } from './fixture'
import { openTrained, type TrainedExample } from './trained'

test.use({ serviceWorker: 'urls only' })

/** Opens an example with its trained model, and serves it. */
async function served(netloom: Netloom, example: TrainedExample, name: string): Promise<void> {
  await openTrained(netloom, example, { name })
  await netloom.run('service.new', { name: `${name} service`, model: name })
  await netloom.run('service.start')
  await netloom.when((s) => s.operate?.serving === 'on')
}

/** Sends requests from a page, one after another. */
async function call(page: Page, cases: readonly ContractCase['request'][]): Promise<readonly HttpReply[]> {
  return page.evaluate(async (requests) => {
    const replies = []
    for (const { method, path, body, pad = 0, headers = {} } of requests) {
      const sent = method === 'POST' ? { body: body + ' '.repeat(pad) } : {}
      const answer = await fetch(`.${path}`, { method, headers, ...sent })
      replies.push({
        status: answer.status,
        headers: Object.fromEntries(answer.headers),
        body: await answer.text(),
      })
    }
    return replies
  }, cases)
}

async function metaOf(page: Page, name: string): Promise<ModelMeta> {
  const path = `/v2/models/${encodeURIComponent(name)}`
  const [reply] = await call(page, [{ method: 'GET', path, body: '' }])
  expect(reply?.status, reply?.body).toBe(200)
  return JSON.parse(reply?.body ?? '') as ModelMeta
}

async function controlled(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    navigator.serviceWorker.ready.then(() => navigator.serviceWorker.controller !== null),
  )
}

/** The message that a browser logs for a response with an error status. */
const REFUSED = /Failed to load resource: the server responded with a status of (4|5)\d\d/

test('the service worker meets the HTTP contract for tables and images', async ({
  netloom,
  watched: page,
  expected,
}) => {
  expected.push(REFUSED)
  for (const [template, name] of [
    ['penguins-mlp', 'pengu "ß"/%'],
    ['small-digits-mlp', 'digits'],
  ] as const) {
    await served(netloom, template, name)
    await controlled(page)
    for (const one of [name, `${name} service`]) {
      const table = contractFor(await metaOf(page, one))
      const replies = await call(
        page,
        table.map(({ request }) => request),
      )
      expect(
        table.flatMap((row, i) => differences(row, replies[i] as HttpReply).map((what) => `${row.name}: ${what}`)),
      ).toEqual([])
    }
  }
})

test.describe('with the cache for offline use', () => {
  test.use({ serviceWorker: 'kept' })

  test('any page of the origin gets replies, also after the service worker stopped; 503 when nothing serves', async ({
    netloom,
    watched: page,
    expected,
  }) => {
    expected.push(REFUSED)
    await served(netloom, 'penguins-mlp', 'pengu')
    await controlled(page)
    const meta = await metaOf(page, 'pengu')
    const other = await page.context().newPage()
    await open(other)
    expect((await metaOf(other, 'pengu')).version).toBe(meta.version)

    // A browser stops an idle service worker after about 30 s; when restarted, the worker has lost its state.
    const session = await page.context().newCDPSession(page)
    await session.send('ServiceWorker.enable')
    await session.send('ServiceWorker.stopAllWorkers')
    expect((await metaOf(other, 'pengu')).version).toBe(meta.version)

    await netloom.run('service.stop')
    const path = '/v2/models/pengu/infer'
    const [stopped] = await call(other, [{ method: 'POST', path, body: '{}' }])
    expect([stopped?.status, JSON.parse(stopped?.body ?? '').code]).toEqual([503, 'url-nobody'])
    await netloom.run('service.start')
    await netloom.when((s) => s.operate?.serving === 'on')
    await metaOf(other, 'pengu')
    await page.close()
    // The page's worker ends with a delay and keeps replying until then.
    await expect
      .poll(async () => {
        const [gone] = await call(other, [{ method: 'POST', path, body: '{}' }])
        return [gone?.status, JSON.parse(gone?.body ?? '').code]
      })
      .toEqual([503, 'url-nobody'])
  })
})

test('the Node export meets the same contract and gives byte-identical outputs', async ({ netloom, watched: page }) => {
  await served(netloom, 'penguins-mlp', 'pengu')
  await controlled(page)
  const here = await metaOf(page, 'pengu')
  const files = readZip(Uint8Array.from(await netloom.bytes('model.export', { name: 'pengu', format: 'server' })))
  if (!files.ok) throw new Error(files.error.code)
  const folder = mkdtempSync(join(tmpdir(), 'serve-'))
  let server: ChildProcess | undefined
  try {
    for (const [name, bytes] of files.value) writeFileSync(join(folder, name), bytes)
    server = spawn(process.execPath, ['serve.mjs', '--port', '0'], { cwd: folder })
    const { stdout } = server
    const greeting = await new Promise<string>((resolve) =>
      stdout?.once('data', (part: Buffer) => resolve(String(part))),
    )
    const base = /http:\/\/[^/]+/.exec(greeting)?.[0]
    const send = async ({ method, path, body, pad = 0, headers = {} }: ContractCase['request']): Promise<HttpReply> => {
      const sent = method === 'POST' ? { body: body + ' '.repeat(pad) } : {}
      const answer = await fetch(base + path, { method, headers, ...sent })
      return { status: answer.status, headers: Object.fromEntries(answer.headers), body: await answer.text() }
    }
    const meta = JSON.parse((await send({ method: 'GET', path: '/v2/models/pengu', body: '' })).body) as ModelMeta
    expect({ inputs: meta.inputs, outputs: meta.outputs }).toEqual({ inputs: here.inputs, outputs: here.outputs })
    let compared = 0
    for (const one of contractFor(meta)) {
      const reply = await send(one.request)
      expect(differences(one, reply), one.name).toEqual([])
      if (reply.status !== 200 || !one.request.path.endsWith('/infer')) continue
      // Compare with a direct request to the version, because the service diagram may abstain.
      const [own] = await call(page, [{ ...one.request, path: '/v2/models/pengu/versions/1/infer' }])
      const outputs = ({ body }: HttpReply) => JSON.stringify((JSON.parse(body) as { outputs: unknown }).outputs)
      expect(outputs(reply), one.name).toBe(outputs(own as HttpReply))
      compared++
    }
    expect(compared).toBeGreaterThan(5)
  } finally {
    server?.kill()
    rmSync(folder, { recursive: true })
  }
})

test('with 8 requests in flight every reply belongs to its own input', async ({ netloom, watched: page }) => {
  await served(netloom, 'penguins-mlp', 'pengu')
  await controlled(page)
  const meta = await metaOf(page, 'pengu service')
  const wrong = await page.evaluate(async ({ inputs }) => {
    const path = './v2/models/pengu%20service/infer'
    const ask = async (seed: number) => {
      const given = inputs.map(({ name, shape, datatype }) => {
        const data = Array.from(
          { length: shape.slice(1).reduce((a, b) => a * b, 1) },
          (_, i) => ((seed * 7 + i * 3) % 11) / 5 - 1,
        )
        return { name, shape: [1, ...shape.slice(1)], datatype, data }
      })
      const answer = await fetch(path, { method: 'POST', body: JSON.stringify({ id: `n${seed}`, inputs: given }) })
      const { id, outputs } = await answer.json()
      return `${id} ${JSON.stringify(outputs)}`
    }
    const alone: string[] = []
    for (let seed = 0; seed < 11; seed++) alone.push(await ask(seed))
    let next = 0
    let faults = 0
    const worker = async () => {
      while (next < 800) {
        const seed = next++ % 11
        if ((await ask(seed)) !== alone[seed]) faults++
      }
    }
    await Promise.all(Array.from({ length: 8 }, worker))
    return { faults, different: new Set(alone.map((one) => one.slice(one.indexOf(' ')))).size }
  }, meta)
  expect(wrong.faults).toBe(0)
  expect(wrong.different).toBeGreaterThan(5)
})

test('URL tab: manual request, waterfall, address, capacity change and undo, load test', async ({
  netloom,
  watched: page,
  expected,
}) => {
  expected.push(REFUSED)
  await served(netloom, 'penguins-mlp', 'pengu')
  await controlled(page)
  await page.getByRole('radio', { name: 'URL' }).click({ force: true })
  // The tab that is still shown while this one loads has a button "Send a request".
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  const answer = page.getByRole('status', { name: 'Response' })
  await expect(answer).toContainText('version')
  await expect(answer.getByRole('table').first()).toContainText('round trip')
  await expect(answer.getByRole('table').last()).toContainText('Validate')
  await expect(page.getByText('/v2/models/pengu%20service/infer', { exact: false }).first()).toBeVisible()

  const replicas = page.getByRole('slider', { name: 'Replicas' }).first()
  const before = await replicas.inputValue()
  await replicas.focus()
  await page.keyboard.press('ArrowRight')
  await expect(replicas).not.toHaveValue(before)
  await page.getByRole('slider', { name: 'Max batch size', exact: true }).first().focus()
  await page.keyboard.press('Control+z')
  await expect(replicas).toHaveValue(before)

  const rest = page.getByRole('slider', { name: 'Idle timeout' }).first()
  await expect(rest).toHaveValue('0')
  await rest.focus()
  await page.keyboard.press('ArrowRight')
  await expect(rest).toHaveValue('1')
  await page.getByRole('radio', { name: 'Diagram' }).click({ force: true })
  await page.getByRole('radio', { name: 'URL' }).click({ force: true })
  await expect(rest).toHaveValue('1')
  await page.keyboard.press('Control+z')
  await expect(page.locator('[data-part="notices"]')).toContainText('in the service diagram')
  await expect(rest).toHaveValue('0')

  await page.getByRole('spinbutton', { name: 'Duration (s)' }).or(page.getByLabel('Duration (s)')).first().fill('2')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Run load test' }).click()
  await expect(page.getByRole('button', { name: 'Stop load test' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Run load test' })).toBeVisible()
  await expect(page.getByRole('img', { name: /Latency of [\d,]+ requests/ })).toBeVisible()
})
