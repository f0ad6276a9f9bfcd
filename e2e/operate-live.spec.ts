/** @file The Live tab: business, on-call, and debug views; a request is opened, sent again, and labeled. */
import { readFile } from 'node:fs/promises'
import type { RequestRecord } from '../src/ops/log/request-record'
import type { Totals } from '../src/studio/operate/requests/query-log'
import { expect, test } from './fixture'
import { openTrained } from './trained'

test('three dashboards of one service, down to a request that is labeled manually', async ({
  netloom,
  watched: page,
}) => {
  await openTrained(netloom, 'penguins-mlp', { name: 'penguins' })
  await netloom.run('service.new')
  expect(await netloom.run('log.find')).toEqual([])
  expect(await netloom.refused('service.inspect', { request: 3 })).toMatchObject({ code: 'log-no-request' })

  // Without traffic, the page tells the user what to do.
  await page.getByRole('radio', { name: 'Live', exact: true }).click({ force: true })
  await expect(page.getByRole('heading', { name: 'The service is not running' })).toBeVisible()
  await netloom.run('scenario.preset', { preset: 'usual' })
  await netloom.run('service.start')
  await netloom.when((s) => s.operate?.serving === 'on')
  expect(await netloom.refused('log.find', { query: { slice: 'nowhere' } })).toMatchObject({ code: 'log-query' })
  expect(await netloom.refused('log.totals', { from: 9, to: 3 })).toMatchObject({ code: 'log-stretch' })
  await netloom.run('service.speed', { speed: 86_400 })
  await page.getByRole('button', { name: 'Play scenario' }).first().click()
  await netloom.when((s) => (s.operate?.clock.at ?? 0) >= 86_400_000 && !s.operate?.clock.playing)

  // Dots show the requests on each wire but the two of the challenger, which has none.
  const wires = await page.locator('.react-flow__edge').count()
  await expect(page.locator('[data-part="request-flow"]')).toHaveCount(wires - 2)

  // A model shows its version and its latencies, without a text that is cut; one without requests says so.
  const champion = page.locator('[data-kind="model"]').filter({ hasText: 'Champion' })
  await expect(champion).toContainText(/penguins v1P95 /)
  await expect(champion.locator('[data-part="model-latency"] rect').first()).toBeVisible()
  expect(
    await champion
      .locator('div:not(:empty)')
      .evaluateAll((lines) => lines.filter((line) => line.scrollWidth > line.clientWidth + 1).length),
  ).toBe(0)
  await expect(page.locator('[data-kind="model"]').filter({ hasText: 'Challenger' })).toContainText('No requests')

  // The business dashboard matches the log.
  const totals = await netloom.run<Totals>('log.totals')
  expect(totals.requests).toBeGreaterThan(40_000)
  const requests = page.getByRole('region', { name: 'Requests', exact: true })
  await expect(requests).toContainText(totals.requests.toLocaleString('en-US'))
  await expect(page.getByRole('region', { name: 'Wrong predictions' })).toContainText(
    totals.harm.known === 0 ? '–' : totals.harm.wrong.toLocaleString('en-US'),
  )
  expect(await netloom.run('log.hash')).toMatch(/^[0-9a-f]{64}$/)

  // The user sets the prices.
  await page.getByRole('button', { name: 'Prices' }).click()
  await page.getByLabel('One wrong prediction').fill('3')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Escape')
  if (totals.harm.wrong > 0)
    await expect(page.getByRole('region', { name: 'Cost' })).toContainText(
      `${(3 * totals.harm.wrong).toLocaleString('en-US')} wrong`,
    )

  // Shortcuts work once the prices popup has closed and returned the focus.
  await expect(page.getByRole('button', { name: 'Prices' })).toBeFocused()
  await page.locator('[data-depth="owner"]').hover()
  await page.keyboard.press('2')
  const stages = page.getByRole('region', { name: 'Stages' })
  await expect(stages.getByRole('row', { name: /^Source/ })).toContainText(totals.requests.toLocaleString('en-US'))
  // Brushing a time range in one chart sets the range for all charts.
  const chart = page.getByRole('img', { name: /^Requests\/min/ })
  await chart.scrollIntoViewIfNeeded()
  const box = await chart.boundingBox()
  if (!box) throw new Error('the chart is not visible')
  await page.mouse.move(box.x + box.width * 0.3, box.y + 40)
  await page.mouse.down()
  await page.mouse.move(box.x + box.width * 0.6, box.y + 40, { steps: 5 })
  await page.mouse.up()
  await expect(page.getByRole('radio', { name: 'Custom' })).toBeChecked()
  await page.getByRole('radio', { name: 'All', exact: true }).click({ force: true })
  // The arrow keys read the values of a chart, and its menu saves its numbers and its picture.
  const values = page.getByRole('slider', { name: 'Values of Requests/min' })
  await values.focus()
  await page.keyboard.press('End')
  await expect(values).toHaveAttribute('aria-valuetext', /: received [\d.]+, answered [\d.]+$/)
  const saved = async (item: string) => {
    await page.getByRole('button', { name: 'Save Requests/min or show it as a table' }).click()
    const download = page.waitForEvent('download')
    await page.getByRole('menuitem', { name: item }).click()
    const file = await download
    return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) }
  }
  const csv = await saved('Save as CSV')
  expect(csv.name).toBe('requests-min.csv')
  const [head, ...lines] = csv.bytes.toString().trim().split('\r\n')
  expect(head).toBe('Simulated time,Requests/min: received,Requests/min: answered')
  expect(lines.length).toBeGreaterThan(10)
  for (const line of lines) expect(line).toMatch(/^2024-01-\d\dT[\d:.]+Z,[\d.]*,[\d.]*$/)
  const svg = (await saved('Save as SVG')).bytes.toString()
  for (const part of ['Requests/min', 'Simulated time', 'received', 'recharts-line']) expect(svg).toContain(part)
  const png = await saved('Save as PNG')
  expect([png.name, png.bytes.subarray(1, 4).toString()]).toEqual(['requests-min.png', 'PNG'])
  expect(png.bytes.readUInt32BE(16)).toBe(2400)
  await page.getByRole('button', { name: 'Save Requests/min or show it as a table' }).click()
  await page.getByRole('menuitem', { name: 'Show as a table' }).click()
  await expect(page.getByRole('region', { name: 'Requests/min' }).getByRole('row')).toHaveCount(
    Math.min(101, lines.length + 1),
  )

  await page.getByRole('radio', { name: 'Debug', exact: true }).check({ force: true })
  await expect(page.getByRole('region', { name: 'Slices, worst first' })).toBeVisible()
  // Debug adds to the other two, and no chart is there twice.
  for (const row of ['Business', 'On-call', 'Debug'])
    await expect(page.getByRole('region', { name: row, exact: true })).toBeVisible()
  await expect(page.getByRole('img', { name: /^Latency/ })).toHaveCount(1)
  await page.getByRole('combobox', { name: 'Filter requests' }).click()
  await page.getByRole('option', { name: 'Lowest confidence' }).click()
  const [first] = await netloom.run<number[]>('log.find', { query: { order: 'least sure' }, limit: 1 })
  if (first === undefined) throw new Error('no request was found')
  const name = `Request ${first}`
  await page.getByRole('button', { name, exact: true }).click()

  // The side panel shows the full request on any tab.
  const panel = page.getByRole('complementary', { name })
  await expect(panel).toContainText('Row ')
  const record = await netloom.run<RequestRecord>('log.request', { id: first })
  await expect(panel).toContainText(record.trace)
  await panel.getByRole('button', { name: 'Send to the champion' }).click()
  await expect(panel.getByRole('status')).toContainText(/champion, version 1/)
  await panel.getByRole('combobox', { name: 'Correct label' }).click()
  await page.getByRole('option', { name: 'Gentoo' }).click()
  await expect(panel).toContainText('Gentoo, labeled manually')
  expect((await netloom.run<RequestRecord>('log.request', { id: first })).label).toMatchObject({ by: 'person' })
  // In a wide window the panel is next to the list; in a narrow one it overlays the list.
  const list = page.getByRole('region', { name: 'Debug', exact: true })
  const apart = async () => {
    const [left, right] = [await list.boundingBox(), await panel.boundingBox()]
    return (left?.x ?? 0) + (left?.width ?? 0) <= (right?.x ?? 0)
  }
  await page.setViewportSize({ width: 1440, height: 900 })
  await expect.poll(apart).toBe(true)
  await page.setViewportSize({ width: 1100, height: 800 })
  await expect.poll(apart).toBe(false)
  await page.setViewportSize({ width: 1440, height: 900 })
  await page.getByRole('radio', { name: 'Diagram', exact: true }).click({ force: true })
  await expect(panel).toBeVisible()
  await panel.getByRole('button', { name: 'Close' }).click()
  await expect(panel).toBeHidden()

  // Escape also closes the panel from the tab bar; tabs without requests do not show the panel.
  await netloom.run('service.inspect', { request: first })
  await page.getByRole('radio', { name: 'Live', exact: true }).click({ force: true })
  await expect(panel).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(panel).toBeHidden()
  await netloom.run('service.inspect', { request: first })
  await expect(panel).toBeVisible()
  await page.getByRole('radio', { name: 'Policies', exact: true }).click({ force: true })
  await expect(panel).toBeHidden()

  // An event added after the end of the scenario explains why it has no effect.
  await page.getByRole('button', { name: 'Add event: Drift' }).click()
  await page.getByRole('menuitem').first().click()
  await expect(page.locator('[data-event-form]').getByRole('status')).toContainText('played to its end')
  await page.keyboard.press('Escape')
  await page.getByRole('radio', { name: 'Diagram', exact: true }).click({ force: true })
  // Stages show their request rate.
  await expect(page.locator('[data-part="canvas"]').getByText(/\/min/).first()).toBeVisible()
})
