/**
 * @file Reproducibility: Chromium, Firefox, and Node train to the same weight hash, on examples that use every kind of
 * op.
 */
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from './fixture'
import { serve } from './serve'

/** Hash of the weights after `steps` steps, by example. */
type Hashes = Readonly<Record<string, { readonly steps: number; readonly hash: string }>>

/** The hashes computed in Node; `src/studio/training/one-hash.test.ts` checks this file. */
const EXPECTED = JSON.parse(readFileSync('src/gallery/fixtures/browser-hashes.json', 'utf8')) as Hashes

/** Settings that keep Firefox from work of its own: background traffic, its start page, and spare processes. */
const QUIET_FIREFOX = [
  ['app.normandy.enabled', false],
  ['app.update.enabled', false],
  ['browser.aboutwelcome.enabled', false],
  ['browser.newtabpage.enabled', false],
  ['browser.safebrowsing.malware.enabled', false],
  ['browser.safebrowsing.phishing.enabled', false],
  ['browser.startup.homepage_override.mstone', 'ignore'],
  ['datareporting.policy.dataSubmissionEnabled', false],
  ['dom.ipc.processCount', 1],
  ['dom.ipc.processPrelaunch.enabled', false],
  ['extensions.update.enabled', false],
  ['fission.autostart', false],
  ['network.captive-portal-service.enabled', false],
  ['network.connectivity-service.enabled', false],
  ['services.settings.server', ''],
  ['toolkit.telemetry.enabled', false],
]
  .map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`)
  .join('')

/** Trains each example for its number of steps. Runs in a page, so it cannot use anything outside itself. */
async function hashes(netloom: Window['netloom'], expected: Hashes): Promise<Hashes> {
  const found: Record<string, { steps: number; hash: string }> = {}
  for (const [template, { steps }] of Object.entries(expected)) {
    await netloom.run('project.new', { template })
    await netloom.when((s) => s.data.loaded)
    await netloom.run('plan.set', { epochs: 10_000, stopWhen: { steps } })
    await netloom.run('run.start', { backend: 'wasm' })
    const { run } = await netloom.when((s) => s.run.tag === 'done' || s.run.tag === 'failed')
    found[template] = {
      steps: run.step,
      hash: run.engine === 'exact CPU' ? (run.weightsHash ?? '') : `${run.engine} ${run.why}`,
    }
  }
  return found
}

test('every kind of op trains to the expected hash in Chromium', async ({ netloom, watched: page }) => {
  expect((await netloom.state()).run.tag).toBe('idle')
  const found = await page.evaluate(`(${hashes})(window.netloom, ${JSON.stringify(EXPECTED)})`)
  expect(found).toEqual(EXPECTED)
})

test('every kind of op trains to the expected hash in Firefox', async () => {
  const firefox = process.env.FIREFOX_PATH ?? '/usr/bin/firefox-esr'
  const build = await serve()
  const profile = mkdtempSync(join(tmpdir(), 'netloom-firefox-'))
  writeFileSync(join(profile, 'user.js'), QUIET_FIREFOX)
  // Debian's Firefox has no Playwright driver, so a page of our own opens the build in a frame and posts the hashes.
  const script = `
    ${hashes}
    addEventListener('load', async () => {
      const studio = document.querySelector('iframe').contentWindow
      const post = (found) => fetch('/found', { method: 'POST', body: JSON.stringify(found) })
      try {
        while (!studio.netloom) await new Promise((resolve) => setTimeout(resolve, 50))
        await studio.netloom.ready
        await post(await hashes(studio.netloom, ${JSON.stringify(EXPECTED)}))
      } catch (error) { await post({ error: String(error) }) }
    })`
  const answer = withResolvers<Hashes>()
  const server = createServer((incoming, response) => {
    if (incoming.url === '/driver.html') {
      response.setHeader('Content-Type', 'text/html')
      response.end(
        `<!doctype html><iframe src="/index.html" width="1200" height="800"></iframe><script>${script}</script>`,
      )
    } else if (incoming.url === '/found') {
      let body = ''
      incoming.on('data', (part) => {
        body += part
      })
      incoming.on('end', () => {
        response.end()
        answer.resolve(JSON.parse(body) as Hashes)
      })
    } else {
      // All other requests are proxied to the build.
      const through = request({ port: build.port, host: '127.0.0.1', path: incoming.url }, (given) => {
        response.writeHead(given.statusCode ?? 500, given.headers)
        given.pipe(response)
      })
      through.end()
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  const browser = spawn(
    firefox,
    ['--headless', '--no-remote', '--profile', profile, `http://127.0.0.1:${port}/driver.html`],
    {
      stdio: 'ignore',
    },
  )
  browser.on('error', answer.reject)
  try {
    expect(await answer.promise).toEqual(EXPECTED)
  } finally {
    browser.kill('SIGKILL')
    server.closeAllConnections()
    server.close()
    await build.close()
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
  }
})

/** Like `Promise.withResolvers`, which Node 20 lacks. */
function withResolvers<T>(): { promise: Promise<T>; resolve(value: T): void; reject(error: Error): void } {
  let resolve: (value: T) => void = () => undefined
  let reject: (error: Error) => void = () => undefined
  const promise = new Promise<T>((yes, no) => {
    resolve = yes
    reject = no
  })
  return { promise, resolve, reject }
}
