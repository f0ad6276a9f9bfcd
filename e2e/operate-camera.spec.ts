/** @file Manual requests to an image service, from the camera and the drawing pad; the log records the source. */
import type { RequestRecord } from '../src/ops/log/request-record'
import type { Totals } from '../src/studio/operate/requests/query-log'
import { expect, test, type Netloom } from './fixture'
import { openTrained } from './trained'

test.use({
  launchOptions: {
    executablePath: process.env.HEADLESS_SHELL_PATH ?? process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-quic', '--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'],
  },
})

async function serveDigits(netloom: Netloom): Promise<void> {
  await openTrained(netloom, 'small-digits-mlp', { name: 'digits' })
  await netloom.run('service.new')
}

test('camera frames and pad drawings are sent as requests to a service', async ({ netloom, watched: page }) => {
  await serveDigits(netloom)
  await page.locator('[data-part="canvas"]').getByText('Source', { exact: true }).click()
  const manual = page.getByRole('region', { name: 'Manual requests' })
  await manual.getByRole('button', { name: 'Start service' }).click()
  await netloom.when((s) => s.operate?.serving === 'on')

  await manual.getByRole('button', { name: 'Turn on camera' }).click()
  await manual.getByRole('combobox', { name: 'Frame rate' }).click()
  await page.getByRole('option', { name: '10 frames/s' }).click()
  await manual.getByRole('button', { name: 'Send frames' }).click()
  await expect(manual.getByText(/, [3-9] sent/)).toBeVisible()
  // The answer is seen while frames are sent, also where the panel is too low for all of it.
  await page.setViewportSize({ width: 1366, height: 633 })
  const answer = manual.locator('[data-status] > b')
  await manual.getByRole('button', { name: 'Stop sending' }).scrollIntoViewIfNeeded()
  await expect(answer).toBeInViewport({ ratio: 1 })
  await expect(answer).toHaveCSS('font-size', '20px')
  await page.setViewportSize({ width: 1440, height: 900 })
  await manual.getByRole('button', { name: 'Stop sending' }).click()
  await expect(manual.getByRole('img', { name: 'Last frame sent' })).toBeVisible()
  // Frames may still be in flight: in the end, the log has exactly the requests that the panel counts.
  const sent = async () => Number(/, (\d+) sent/.exec((await manual.getByText(/, \d+ sent/).textContent()) ?? '')?.[1])
  const missing = async () => (await netloom.run<Totals>('log.totals')).requests - (await sent())
  await expect.poll(missing).toBe(0)
  const record = await netloom.run<RequestRecord>('log.request', { id: 0 })
  // Any predicted class is fine for the camera's test image.
  expect(record).toMatchObject({ source: 'camera', version: { version: 1 } })
  expect(record.outputs).toHaveLength(10)

  // Send one more frame, and open its request to see the image.
  const before = await sent()
  await manual.getByRole('button', { name: 'Send one frame' }).click()
  await expect.poll(sent).toBeGreaterThan(before)
  await expect.poll(missing).toBe(0)
  const requests = (await sent()) - 1
  await expect(manual.getByText(`Request ${requests}, ${requests + 1} sent`)).toBeVisible()
  await manual.getByRole('button', { name: 'Open request' }).click()
  const panel = page.getByRole('complementary', { name: `Request ${requests}` })
  await expect(panel.getByRole('img', { name: 'What was sent, shown as an image' })).toBeVisible()
  await panel.getByRole('button', { name: 'Close' }).click()

  // The button turns the camera off.
  await manual.getByRole('button', { name: 'Turn off camera' }).click()
  await expect(manual.getByRole('button', { name: 'Turn on camera' })).toBeVisible()

  await manual.getByRole('radio', { name: 'Pad' }).click({ force: true })
  await manual.getByRole('button', { name: 'Use a sample' }).click()
  await manual.getByRole('button', { name: 'Send', exact: true }).click()
  await expect(manual.getByText(/, 1 sent/)).toBeVisible()
  await expect.poll(async () => (await netloom.run<Totals>('log.totals')).requests).toBe(requests + 2)
  expect(await netloom.run<RequestRecord>('log.request', { id: requests + 1 })).toMatchObject({ source: 'pad' })
})

test('a blocked camera is reported with what to do', async ({ netloom, watched: page }) => {
  await serveDigits(netloom)
  await netloom.run('service.start')
  await netloom.when((s) => s.operate?.serving === 'on')
  await page.evaluate(() => {
    navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('no', 'NotAllowedError'))
  })
  await page.locator('[data-part="canvas"]').getByText('Source', { exact: true }).click()
  const manual = page.getByRole('region', { name: 'Manual requests' })
  await manual.getByRole('button', { name: 'Turn on camera' }).click()
  await expect(manual.getByRole('status')).toContainText(
    'The camera is blocked for this page. Allow it in the address bar',
  )
  await expect(manual.getByRole('button', { name: 'Send frames' })).toBeHidden()
})
