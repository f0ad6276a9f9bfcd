/** @file Project links: created, previewed before they open, and refused if damaged. */
import { deflateRawSync } from 'node:zlib'
import type { Page } from '@playwright/test'
import { expect, type Netloom, netloomOf, open, test, watch } from './fixture'
import { serve } from './serve'

test('a link carries the network, previews it, and opens it only on a click', async ({ netloom, watched: page }) => {
  await netloom.run('project.new', { template: 'moons-mlp' })
  await netloom.run('graph.rename', { node: 'hidden', label: 'A <b>bold</b> layer' })
  const made = (await netloom.state()).project.networks
  const { fragment } = await netloom.run<{ fragment: string }>('project.link')
  await netloom.run('project.new', { template: 'blank' })
  await netloom.run('project.save')
  const before = (await netloom.state()).project.id

  // The fragment must survive both a query string and a reload.
  await page.goto(`/?from=mail${fragment}`)
  const dialog = page.getByRole('dialog', { name: 'You’ve been sent a project' })
  await expect(dialog).toContainText('Moons')
  await expect(dialog.getByRole('img', { name: /A <b>bold<\/b> layer/ })).toBeVisible()
  expect(await page.evaluate(() => location.hash)).toBe(fragment)
  expect((await netloom.state()).project.id).toBe(before)
  await page.reload()
  await dialog.getByRole('button', { name: 'Open project' }).click()
  await netloom.when((s) => s.project.networks[0]?.nodes.some(({ id }) => id === 'hidden') ?? false)
  expect((await netloom.state()).project.networks).toEqual(made)
  expect((await netloom.state()).run.tag).toBe('idle')
  expect(await page.evaluate(() => location.hash)).toBe('')
  expect(await netloom.run<unknown[]>('project.list')).toHaveLength(4)
})

/** Opens a template; resolves with the fragment of its project link. */
async function linkOf(netloom: Netloom, template = 'moons-mlp'): Promise<string> {
  await netloom.run('project.new', { template })
  return (await netloom.run<{ fragment: string }>('project.link')).fragment
}

const offer = (page: Page) => page.getByRole('dialog', { name: 'You’ve been sent a project' })

test('the fragment survives redirects: a missing trailing slash, a moved page', async ({ page }) => {
  const under = '/class/netloom/'
  const moved: Readonly<Record<string, string>> = { '/class/netloom': under, '/old': `${under}index.html`, '/': under }
  const server = await serve({ under, redirect: (path) => moved[path] })
  const origin = `http://127.0.0.1:${server.port}`
  const lines = watch(page, origin)
  await open(page, origin + under)
  const fragment = await linkOf(netloomOf(page))
  for (const path of ['/class/netloom', '/old', '/?from=mail']) {
    await page.goto('about:blank')
    await open(page, `${origin}${path}${fragment}`)
    await expect(offer(page), path).toBeVisible()
    expect(await page.evaluate(() => location.hash)).toBe(fragment)
    expect(new URL(page.url()).pathname, path).toMatch(/^\/class\/netloom\/(index\.html)?$/)
  }
  expect(lines).toEqual([])
  await server.close()
})

test.describe('without a network', () => {
  test.use({ serviceWorker: 'kept', expected: [/ERR_INTERNET_DISCONNECTED/] })

  test('a link works offline, and the open project stays open', async ({ netloom, watched: page, context }) => {
    const fragment = await linkOf(netloom)
    await netloom.run('project.new', { template: 'blank' })
    await netloom.run('project.save')
    const { project } = await netloom.state()
    await netloom.when((s) => s.storage.offlineReady)
    await context.setOffline(true)
    await page.goto('about:blank')
    await open(page, `/${fragment}`)
    await expect(offer(page)).toContainText('Moons')
    expect((await netloom.state()).project.id).toBe(project.id)
    await page.reload()
    await expect(offer(page)).toBeVisible()
    expect(await page.evaluate(() => location.hash)).toBe(fragment)
  })
})

test.describe('with a service worker', () => {
  test.use({ serviceWorker: 'kept' })

  test('an update is applied at a click, and the fragment survives it', async ({ page }) => {
    let build = ''
    const server = await serve({ added: (path) => (path.endsWith('/sw.js') ? build : '') })
    const origin = `http://127.0.0.1:${server.port}`
    const lines = watch(page, origin)
    await open(page, `${origin}/`)
    const netloom = netloomOf(page)
    const fragment = await linkOf(netloom, 'digits-cnn')
    await netloom.when((s) => s.storage.offlineReady)
    build = '\n// a newer build'
    await page.goto('about:blank')
    await open(page, `${origin}/${fragment}`)
    await expect(offer(page)).toBeVisible()
    await page.evaluate(async () => void (await (await navigator.serviceWorker.ready).update()))
    const restart = page.getByRole('button', { name: 'Restart to update', includeHidden: true })
    await expect(restart).toBeVisible()
    const reloaded = page.waitForEvent('load')
    await restart.click()
    await reloaded
    await expect(offer(page)).toBeVisible()
    expect(await page.evaluate(() => location.hash)).toBe(fragment)
    expect(lines).toEqual([])
    await server.close()
  })
})

test('back and forward offer a link only while it is in the address and not yet dismissed', async ({
  netloom,
  watched: page,
}) => {
  const fragment = await linkOf(netloom)
  const before = (await netloom.state()).project
  await page.evaluate((hash) => {
    location.hash = hash
  }, fragment)
  await expect(offer(page)).toBeVisible()
  await page.goBack()
  await expect(offer(page)).toBeHidden()
  await page.goForward()
  await expect(offer(page)).toBeVisible()
  await offer(page).getByRole('button', { name: 'Not now' }).click()
  await expect(offer(page)).toBeHidden()
  await page.goBack()
  await page.goForward()
  // A link is read in a task of its own; the next command runs after it.
  await netloom.run('project.link')
  await expect(offer(page)).toBeHidden()
  expect((await netloom.state()).project).toEqual(before)
})

const REFUSED: readonly (readonly [what: string, fragment: string, sentence: RegExp])[] = [
  ['a damaged link', '#project=1.AAAA', /This link is damaged/],
  ['a link from a newer version', '#project=9.AAAA', /This link uses format 9/],
  ['a link of 1 MB', `#project=1.${'A'.repeat(1_000_000)}`, /is larger than the limit/],
  [
    'a link that unpacks to 30 MB',
    `#project=1.${deflateRawSync(Buffer.alloc(30_000_000)).toString('base64url')}`,
    /is larger than the limit/,
  ],
]
test('a link that cannot be opened is refused with a message and changes nothing', async ({
  netloom,
  watched: page,
}) => {
  const before = (await netloom.state()).project
  for (const [what, fragment, sentence] of REFUSED) {
    await page.evaluate((hash) => {
      location.hash = hash
    }, fragment)
    const notice = page.getByText(sentence)
    await expect(notice, what).toBeVisible()
    expect((await netloom.state()).project).toEqual(before)
    expect(await page.evaluate(() => location.hash)).toBe('')
    await page.getByRole('button', { name: 'Close notification' }).first().click()
    await expect(notice, what).toBeHidden()
  }
  // Too long for an address.
  const long = { fragment: `#project=1.${'A'.repeat(10_000_000)}` }
  expect((await netloom.refused('project.openLink', long)).code).toBe('link-too-long')
  expect((await netloom.state()).project).toEqual(before)
})
