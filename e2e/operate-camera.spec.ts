/** A picture model's service is asked by hand where it begins: frame by frame by the camera, and by the pad. The log says from where. */
import type { RequestRecord } from '../src/ops/log/request-record'
import type { Totals } from '../src/studio/operate/query-log'
import { expect, test, type Netloom } from './fixture'

test.use({
  launchOptions: {
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-quic', '--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'],
  },
})

async function serveDigits(netloom: Netloom): Promise<void> {
  await netloom.run('project.new', { template: 'small-digits-mlp' })
  await netloom.run('plan.set', { epochs: 2 })
  await netloom.run('run.start')
  await netloom.when((s) => s.run.tag === 'done')
  await netloom.run('model.save', { name: 'digits' })
  await netloom.run('service.new')
}

test('frames of the camera are requests of a service, and so is what is drawn on the pad', async ({
  netloom,
  watched: page,
}) => {
  await serveDigits(netloom)
  await page.locator('[data-part="canvas"]').getByText('Source', { exact: true }).click()
  const hand = page.getByRole('region', { name: 'Manual requests' })
  await hand.getByRole('button', { name: 'Serve' }).click()
  await netloom.when((s) => s.operate?.serving === 'on')

  await hand.getByRole('button', { name: 'Turn on camera' }).click()
  await hand.getByRole('combobox', { name: 'Frame rate' }).click()
  await page.getByRole('option', { name: '10 frames/s' }).click()
  await hand.getByRole('button', { name: 'Send frames' }).click()
  await expect(hand.getByText(/, [3-9] sent/)).toBeVisible()
  await hand.getByRole('button', { name: 'Stop sending' }).click()
  await expect(hand.getByRole('img', { name: 'Last frame sent' })).toBeVisible()
  // A frame may still be on its way: all that the panel counts come to be in the log, and no other.
  const sent = async () => Number(/, (\d+) sent/.exec((await hand.getByText(/, \d+ sent/).textContent()) ?? '')?.[1])
  const missing = async () => (await netloom.run<Totals>('log.totals')).requests - (await sent())
  await expect.poll(missing).toBe(0)
  const record = await netloom.run<RequestRecord>('log.request', { id: 0 })
  // What the model makes of a test picture is its own business.
  expect(record).toMatchObject({ source: 'camera', version: { version: 1 } })
  expect(record.outputs).toHaveLength(10)

  // One more, by a click, and it is there to be looked at with its picture.
  const before = await sent()
  await hand.getByRole('button', { name: 'Send one frame' }).click()
  await expect.poll(sent).toBeGreaterThan(before)
  await expect.poll(missing).toBe(0)
  const requests = (await sent()) - 1
  await expect(hand.getByText(`Request ${requests}, ${requests + 1} sent`)).toBeVisible()
  await hand.getByRole('button', { name: 'Open request' }).click()
  const panel = page.getByRole('complementary', { name: `Request ${requests}` })
  await expect(panel.getByRole('img', { name: 'What was sent, shown as an image' })).toBeVisible()
  await panel.getByRole('button', { name: 'Close' }).click()

  // Turned off, or another stage selected, the camera is off.
  await hand.getByRole('button', { name: 'Turn off camera' }).click()
  await expect(hand.getByRole('button', { name: 'Turn on camera' })).toBeVisible()

  await hand.getByRole('radio', { name: 'Pad' }).click({ force: true })
  await hand.getByRole('button', { name: 'Use a sample' }).click()
  await hand.getByRole('button', { name: 'Send', exact: true }).click()
  await expect(hand.getByText(/, 1 sent/)).toBeVisible()
  await expect.poll(async () => (await netloom.run<Totals>('log.totals')).requests).toBe(requests + 2)
  expect(await netloom.run<RequestRecord>('log.request', { id: requests + 1 })).toMatchObject({ source: 'pad' })
})

test('a page that may not use the camera says so, and what to do', async ({ netloom, watched: page }) => {
  await serveDigits(netloom)
  await netloom.run('service.start')
  await netloom.when((s) => s.operate?.serving === 'on')
  await page.evaluate(() => {
    navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('no', 'NotAllowedError'))
  })
  await page.locator('[data-part="canvas"]').getByText('Source', { exact: true }).click()
  const hand = page.getByRole('region', { name: 'Manual requests' })
  await hand.getByRole('button', { name: 'Turn on camera' }).click()
  await expect(hand.getByRole('status')).toContainText(
    'The camera is blocked for this page. Allow it in the address bar',
  )
  await expect(hand.getByRole('button', { name: 'Send frames' })).toBeHidden()
})
