/** @file Manual labeling: requests of a played scenario are labeled by keyboard, and the log records the labels. */
import { expect, test } from './fixture'
import { openTrained } from './trained'

interface QueuedRequest {
  readonly request: number
  readonly record: { readonly label?: { readonly by: string; readonly value: number } }
}

test('five requests are labeled by keyboard and logged', async ({ netloom, watched: page }) => {
  await openTrained(netloom, 'small-digits-mlp', { name: 'digits' })
  await netloom.run('service.new', { name: 'digits', model: 'digits' })
  await netloom.run('scenario.preset', { preset: 'usual' })
  await page.getByRole('radio', { name: 'Labels' }).click()
  await expect(page.getByText('Nothing to label yet')).toBeVisible()
  await page.getByRole('radio', { name: 'Diagram' }).click()
  await netloom.run('service.play', { speed: 86_400, to: 3 * 3_600_000 })
  await netloom.when((s) => s.operate?.clock.at === 3 * 3_600_000 && !s.operate.clock.playing)

  await page.getByRole('radio', { name: 'Labels' }).click()
  const queue = page.getByRole('region', { name: 'Request to label' })
  const queued = (await netloom.run<QueuedRequest[]>('labels.next', { limit: 5 })).map(({ request }) => request)
  for (const [i, key] of ['3', '1', '4', '1', '5'].entries()) {
    await expect(queue.getByRole('figure')).toHaveAttribute('aria-label', `Input of request ${queued[i]}`)
    await page.keyboard.press(key)
    await expect(queue.getByRole('status')).toHaveText(`${queued[i]}: ${key}`)
  }
  await expect(page.getByText(/^5 labeled manually/)).toBeVisible()
  expect(await netloom.run('labels.queue')).toEqual({ labeled: 5, skipped: 0, unclear: 0 })

  // Go back and relabel: the later label counts, and no request is queued twice.
  await page.keyboard.press('Backspace')
  await expect(queue.getByRole('figure')).toHaveAttribute('aria-label', `Input of request ${queued[4]}`)
  await expect(queue.getByRole('status')).toHaveText('You labeled this request 5.')
  await expect(queue.getByRole('button', { pressed: true })).toHaveText(/^55/)
  await page.keyboard.press('8')
  await expect(queue.getByRole('status')).toHaveText(`${queued[4]}: 8`)
  await page.keyboard.press(' ')
  await page.keyboard.press('?')
  await expect.poll(() => netloom.run('labels.queue')).toEqual({ labeled: 5, skipped: 1, unclear: 1 })
  const next = await netloom.run<QueuedRequest[]>('labels.next', { limit: 100 })
  for (const request of queued) expect(next.map((one) => one.request)).not.toContain(request)

  const made = await netloom.run<{ dataset: string; rows: number }>('labels.dataset')
  expect(made).toMatchObject({ rows: 5, left: 0 })
})
