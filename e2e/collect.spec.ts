/**
 * @file A dataset is collected in the studio by drawing and by camera, used for training, and still there after a
 * reload.
 */
import type { Page } from '@playwright/test'
import { expect, open, test } from './fixture'

test.use({
  launchOptions: {
    executablePath: process.env.HEADLESS_SHELL_PATH ?? process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-quic', '--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'],
  },
})

/** Draws a line on the pad and adds it to the current class. */
async function draw(page: Page, from: readonly [number, number], to: readonly [number, number]): Promise<void> {
  const pad = await page.locator('[data-part="collect-pad"]').boundingBox()
  if (!pad) throw new Error('no pad')
  await page.mouse.move(pad.x + from[0], pad.y + from[1])
  await page.mouse.down()
  await page.mouse.move(pad.x + to[0], pad.y + to[1], { steps: 4 })
  await page.mouse.up()
  await page.getByRole('button', { name: 'Add', exact: true }).click()
}

test('three classes from pad and camera, one disabled, are trained on, and a reload loses nothing', async ({
  watched,
  netloom,
}) => {
  const page = watched
  await netloom.run('room.open', { room: 'data' })
  await page.getByRole('button', { name: 'Create dataset' }).click()
  await page.getByLabel('Dataset name').fill('Signs')
  await page.getByRole('textbox', { name: 'Classes' }).fill('across, down')
  await page.getByRole('button', { name: 'Create', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Signs' })).toBeVisible()
  for (let i = 0; i < 5; i++) await draw(page, [20, 60 + 20 * i], [200, 70 + 20 * i])
  await page.getByRole('button', { name: 'Collect images of down' }).click()
  for (let i = 0; i < 5; i++) await draw(page, [60 + 20 * i, 20], [70 + 20 * i, 200])
  await page.getByLabel('Name of the new class').fill('seen')
  await page.getByLabel('Name of the new class').press('Enter')
  await page.getByRole('button', { name: 'Collect images of seen' }).click()
  await page.getByRole('radio', { name: 'Camera' }).click()
  await page.getByRole('button', { name: 'Turn the camera on' }).click()
  const hold = page.getByRole('button', { name: 'Hold to record' })
  await expect(hold).toBeVisible()
  await expect
    .poll(() => page.locator('video').evaluate((video: HTMLVideoElement) => video.videoWidth))
    .toBeGreaterThan(0)
  await hold.hover()
  await page.mouse.down()
  const seen = page.getByRole('region', { name: 'seen' }).getByRole('listitem')
  await expect.poll(() => seen.count()).toBeGreaterThan(4)
  await page.mouse.up()
  await expect(page.getByRole('region', { name: 'across' }).getByRole('listitem')).toHaveCount(5)

  // Delete a sample and undo that; move another sample to a class by pressing its number key.
  await page.getByRole('button', { name: 'Image 1, across' }).click()
  await page.keyboard.press('Delete')
  await expect(page.getByRole('region', { name: 'across' }).getByRole('listitem')).toHaveCount(4)
  await page.getByRole('button', { name: 'Undo last change' }).click()
  await expect(page.getByRole('region', { name: 'across' }).getByRole('listitem')).toHaveCount(5)
  await page.getByRole('button', { name: 'Image 10, down' }).click()
  await page.keyboard.press('1')
  await expect(page.getByRole('region', { name: 'across' }).getByRole('listitem')).toHaveCount(6)
  await page.getByRole('button', { name: 'Undo last change' }).click()
  await page.getByRole('switch', { name: 'Use seen' }).click()
  await expect(page.getByRole('switch', { name: 'Use seen' })).not.toBeChecked()

  // Use the dataset in a project with a fitting network, and train on the enabled classes only.
  const was = (await netloom.state()).data.dataset
  await page.getByRole('button', { name: 'Use in a new project' }).click()
  await netloom.when((state, before) => state.data.dataset !== before && state.data.loaded && state.check.ok, {
    given: was,
  })
  const { data } = await netloom.state()
  expect(data.classes).toEqual(['across', 'down', 'seen'])
  expect(data.samples.train + data.samples.validation + data.samples.test).toBe(10)
  await netloom.run('plan.set', { epochs: 20 })
  await netloom.run('run.start')
  await netloom.when((state) => state.run.tag === 'done')
  expect((await netloom.run<{ pictures: number; byCamera: number }>('project.carries')).byCamera).toBeGreaterThan(4)

  await netloom.run('project.save')
  const before = await netloom.run<{ rows: number; version: string }[]>('dataset.list')
  await open(page)
  await netloom.when((state) => state.data.loaded)
  expect(await netloom.run('dataset.list')).toEqual(before)
  await netloom.run('data.collect', { dataset: data.dataset })
  await expect(page.getByRole('switch', { name: 'Use seen' })).not.toBeChecked()
  await page.getByRole('switch', { name: 'Use seen' }).click()
  await netloom.when((state) => state.data.samples.train + state.data.samples.validation + state.data.samples.test > 14)
})
