/**
 * @file Hosting: offline after the first load, under a sub-path, on plain http, with a strict content security policy.
 */
import { untilQuiet } from './axe'
import { expect, netloomOf, open, test, watch } from './fixture'
import { serve } from './serve'

test.use({ serviceWorker: 'kept' })

test.describe('offline', () => {
  // The browser logs the one fetch that fails while offline.
  test.use({ expected: [/ERR_INTERNET_DISCONNECTED/] })

  test('after the first load the page, the starter dataset, and every dataset used before work', async ({
    netloom,
    watched: page,
    context,
  }) => {
    await netloom.when((s) => s.storage.offlineReady)
    await netloom.run('data.use', { dataset: 'fashion-mnist', samples: 200 })
    await context.setOffline(true)
    await page.reload()
    await page.evaluate(() => window.netloom.ready)
    await netloom.run('project.new', { template: 'digits-cnn' })
    await netloom.run('data.use', { dataset: 'mnist-starter', samples: 100 })
    await netloom.run('plan.set', { epochs: 1 })
    await netloom.run('run.start')
    await netloom.when((s) => s.run.tag === 'done')
    await netloom.run('data.use', { dataset: 'fashion-mnist', samples: 200 })
    const refusal = await netloom.refused('data.use', { dataset: 'mnist' })
    expect(refusal.message).toMatch(/not fully downloaded/)
    await netloom.run('data.use', { dataset: 'mnist-starter' })
  })
})

test('it runs under a sub-path', async ({ page }) => {
  const server = await serve({ under: '/class/netloom/' })
  const origin = `http://127.0.0.1:${server.port}`
  const lines = watch(page, origin)
  await open(page, `${origin}/class/netloom/`)
  const netloom = netloomOf(page)
  await netloom.run('data.use', { dataset: 'mnist-starter', samples: 100 })
  await netloom.run('plan.set', { epochs: 1 })
  await netloom.run('run.start')
  await netloom.when((s) => s.run.tag === 'done')
  await netloom.when((s) => s.storage.offlineReady)
  expect(lines).toEqual([])
  await server.close()
})

// Chromium maps this name to 127.0.0.1. Because the name is not localhost, plain http to it is not a secure context.
test('on plain http it trains on WASM, computes hashes, saves, and lists what is missing', async ({ page }) => {
  const server = await serve()
  const origin = `http://classroom.test:${server.port}`
  const lines = watch(page, origin)
  await open(page, origin)
  const netloom = netloomOf(page)
  expect((await netloom.state()).storage.secureContext).toBe(false)
  await netloom.run('project.new', { template: 'spirals-mlp' })
  await netloom.run('plan.set', { epochs: 2 })
  await netloom.run('run.start')
  const done = await netloom.when((s) => s.run.tag === 'done')
  expect(done.run.backend).toBe('wasm')
  expect(done.run.weightsHash).toMatch(/^[0-9a-f]{64}$/)
  await netloom.run('model.save', { name: 'plain' })
  expect((await netloom.bytes('model.export', { name: 'plain' })).length).toBeGreaterThan(1000)
  await netloom.run('room.open', { room: 'machine' })
  await expect(page.getByText(/uses plain HTTP/)).toBeVisible()
  await page.reload()
  await page.evaluate(() => window.netloom.ready)
  expect((await netloom.state()).models).toHaveLength(1)
  expect(lines).toEqual([])
  await server.close()
})

test('the content security policy is strict, and no page violates it', async ({ page, baseURL }) => {
  const answer = await page.request.get('/')
  const policy = answer.headers()['content-security-policy'] ?? ''
  expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval'")
  expect(policy).not.toMatch(/'unsafe-eval'|script-src[^;]*'unsafe-inline'/)
  expect(policy).toContain("connect-src 'self'")
  expect(await answer.text()).toContain('http-equiv="Content-Security-Policy"')
  const lines = watch(page, baseURL ?? '')
  await open(page)
  for (const room of ['data', 'train', 'evaluate', 'machine', 'build']) {
    await netloomOf(page).run('room.open', { room })
    await untilQuiet(page)
  }
  expect(lines).toEqual([])
})
