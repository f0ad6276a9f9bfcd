/** @file Lessons: a teacher creates a lesson, a learner opens its link, and figures are embedded in other pages. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, netloomOf, test, watch } from './fixture'

test.use({ permissions: ['clipboard-read', 'clipboard-write'] })

test('a teacher creates a lesson; a learner reaches its goal, starts over, and leaves', async ({
  netloom,
  watched: page,
}) => {
  await netloom.run('project.new', { template: 'moons-mlp' })
  await page.getByRole('button', { name: 'Project', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Create a lesson…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Create a lesson' })
  await dialog.getByLabel('Goal', { exact: true }).fill('Part the moons with fewer than 60 parameters.')
  const check = dialog.getByLabel(/^Goal check/)
  await check.fill('metrics.acuracy >= 0.8')
  await expect(dialog.getByRole('alert')).toContainText('no value "metrics.acuracy"')
  await expect(dialog.getByRole('button', { name: 'Copy link' })).toBeDisabled()
  await check.fill('metrics.accuracy >= 0.8 and check.parameters < 60')
  await expect(dialog.getByText(/Now: .*Parameters: 65 \(goal: under 60\)/)).toBeVisible()
  await dialog.getByRole('checkbox', { name: 'This machine' }).uncheck()
  const hiddenActions = ['Add, replace, and delete layers', 'Connect and disconnect layers', 'View the network as code']
  for (const what of [...hiddenActions, 'Choose another dataset'])
    await dialog.getByRole('checkbox', { name: what }).uncheck()
  await dialog.getByText('Parameters shown').click()
  await dialog.getByRole('group', { name: 'Dense' }).getByRole('checkbox', { name: 'Activation' }).uncheck()
  await dialog.getByRole('group', { name: 'Locked layers' }).getByRole('checkbox', { name: 'Moon' }).check()
  await dialog.getByRole('button', { name: 'Copy link' }).click()
  await expect(dialog.getByText(/Link copied \([\d,]+ characters\)/)).toBeVisible()
  const link = await page.evaluate(() => navigator.clipboard.readText())

  // Preview the lesson as a learner, then go back.
  await dialog.getByRole('button', { name: 'Preview as learner' }).click()
  const machine = page.getByRole('menuitem', { name: 'This machine' })
  const menu = page.getByRole('button', { name: 'Project', exact: true })
  await menu.click()
  await expect(page.getByRole('menuitem', { name: 'Present mode' })).toBeVisible()
  await expect(machine).toBeHidden()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Back to editing' }).click()
  await dialog.getByRole('button', { name: 'Done' }).click()
  await menu.click()
  await expect(machine).toBeVisible()
  await page.keyboard.press('Escape')

  await page.goto('about:blank')
  await page.goto(link)
  const preview = page.getByRole('dialog', { name: 'You’ve been sent a lesson' })
  await expect(preview).toContainText('fewer than 60 parameters')
  await preview.getByRole('button', { name: 'Start lesson' }).click()
  const lesson = page.getByRole('region', { name: 'Lesson', exact: true })
  await expect(lesson).toContainText('Accuracy: train first')
  await expect(lesson).toContainText('Parameters: 65 (goal: under 60)')
  await menu.click()
  await expect(page.getByRole('menuitem', { name: 'Present mode' })).toBeVisible()
  await expect(machine).toBeHidden()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('searchbox', { name: /Find a layer/ })).toBeHidden()
  await expect(page.getByRole('button', { name: 'Code', exact: true })).toBeHidden()
  // A setting that cannot be changed is not marked as a value to edit.
  const settings = page.getByRole('region', { name: 'Training settings' })
  await expect(settings.getByRole('button', { name: /^data/i })).toBeDisabled()
  for (const [name, line] of [
    [/^data/i, 'none'],
    [/^loss/i, 'underline'],
  ] as const)
    await expect(settings.getByRole('button', { name }).locator('b')).toHaveCSS('text-decoration-line', line)
  await page.getByRole('button', { name: 'Commands' }).click()
  const palette = page.getByRole('dialog', { name: 'Run a command' })
  await palette.getByRole('combobox').fill('code')
  await expect(palette.getByRole('option', { name: /^Code\b/ })).toBeHidden()
  await palette.getByRole('combobox').fill('layout')
  await expect(palette.getByRole('option', { name: 'Tidy the layout' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(palette).toBeHidden()

  // A locked layer has a mark and a note in its panel, and cannot be dragged.
  const moon = page.locator('.react-flow__node[data-id="moon"]')
  const hidden = page.locator('.react-flow__node[data-id="hidden"]')
  await expect(moon.getByRole('img', { name: 'Locked in this lesson' })).toBeVisible()
  await moon.click()
  await expect(page.getByText('Locked in this lesson. You cannot change this layer.')).toBeVisible()
  await page.keyboard.press('Delete')
  await expect(page.getByText(/is not available in this lesson/)).toBeVisible()
  const lockedProject = (await netloom.state()).project
  const apart = async () => ((await moon.boundingBox())?.x ?? 0) - ((await hidden.boundingBox())?.x ?? 0)
  const before = await apart()
  await moon.hover({ position: { x: 60, y: 10 } })
  await page.mouse.down()
  await page.mouse.move(500, 300, { steps: 4 })
  await page.mouse.up()
  expect(await apart()).toBe(before)
  expect((await netloom.state()).project).toEqual(lockedProject)

  // Hidden parameters are not in the form.
  await hidden.click()
  await expect(page.getByLabel('Units')).toBeVisible()
  await expect(page.getByLabel('Activation')).toBeHidden()
  await page.getByLabel('Units').fill('14')
  await page.getByLabel('Units').press('Enter')
  await expect(lesson).toContainText('Parameters: 57')
  await netloom.run('plan.set', { epochs: 20 })
  await netloom.run('run.start')
  await netloom.when((s) => s.run.tag === 'done')
  await expect(lesson).toContainText('Goal reached')
  // A metric from before the last change of the network does not count.
  await page.getByLabel('Units').fill('3')
  await page.getByLabel('Units').press('Enter')
  await expect(lesson).toContainText('before your last change; train again')
  await expect(lesson).not.toContainText('Goal reached')

  await lesson.getByRole('button', { name: 'Start over' }).click()
  await expect(lesson).toContainText('Parameters: 65')
  expect(await netloom.run<{ name: string }[]>('version.list').then((all) => all[0]?.name)).toMatch(
    /^Attempt, accuracy/,
  )
  await page.reload()
  await expect(lesson).toContainText('fewer than 60 parameters')
  await lesson.getByRole('button', { name: 'Leave lesson' }).click()
  await expect(lesson).toBeHidden()
  await menu.click()
  await machine.click()
  await expect(page.getByRole('heading', { name: 'This machine' })).toBeVisible()
})

test('a figure works in a cross-origin frame, stores nothing, and trains only when Train is pressed', async ({
  netloom,
  watched: page,
  context,
  baseURL,
}) => {
  await netloom.run('project.new', { template: 'moons-mlp' })
  const { fragment } = await netloom.run<{ fragment: string }>('project.link')
  const frame = (figure: string, theme: string) =>
    `<iframe title="${figure}" src="${baseURL}/?figure=${figure}&theme=${theme}${fragment}" width="300" height="200"></iframe>`
  const html = ['canvas', 'loss', 'prediction'].map((one, i) => frame(one, i === 1 ? 'dark' : 'light')).join('')
  const school = createServer((_, response) => {
    response.writeHead(200, { 'Content-Type': 'text/html' }).end(`<!doctype html>${html}`)
  })
  await new Promise<void>((resolve) => school.listen(0, '127.0.0.1', resolve))
  const { port } = school.address() as AddressInfo
  const guest = await context.newPage()
  const lines = watch(guest, 'http://')
  await guest.goto(`http://classroom.test:${port}/`)
  const [canvas, loss, prediction] = ['canvas', 'loss', 'prediction'].map((title) =>
    guest.frameLocator(`[title="${title}"]`),
  )
  if (!canvas || !loss || !prediction) throw new Error('no frames')
  await expect(canvas.locator('.react-flow__node')).toHaveCount(4)
  await expect(loss.getByRole('button', { name: 'Train', exact: true })).toBeVisible()
  await expect(prediction.getByText('Press Train to see a prediction here.')).toBeVisible()
  const tags = () =>
    Promise.all(
      guest
        .frames()
        .slice(1)
        .map((one) => one.evaluate(() => window.netloom.state().run.tag)),
    )
  expect(await tags()).toEqual(['idle', 'idle', 'idle'])

  await loss.getByRole('button', { name: 'Train', exact: true }).click()
  await expect(loss.getByText('Done: 60 epochs')).toBeVisible()
  await expect(loss.locator('canvas').first()).toBeVisible()
  await prediction.getByRole('button', { name: 'Train', exact: true }).click()
  await expect(prediction.getByText('Done: 60 epochs')).toBeVisible()
  await expect(prediction.getByLabel(/^Prediction from the run of/)).toBeVisible()
  // All bars start at one line, although the names of the classes differ in length.
  const starts = await prediction
    .locator('[data-part="bar"]')
    .evaluateAll((bars) => bars.map((bar) => bar.getBoundingClientRect().left))
  expect([starts.length, new Set(starts).size]).toEqual([2, 1])
  const link = loss.getByRole('link', { name: 'Open in Netloom' })
  expect(await link.getAttribute('href')).toBe(`${baseURL}/${fragment}`)

  // The figure is read-only: Delete does nothing, and a drag moves the view, not the layer.
  const node = canvas.locator('.react-flow__node[data-id="hidden"]')
  await node.click()
  await guest.keyboard.press('Delete')
  await expect(canvas.locator('.react-flow__node')).toHaveCount(4)
  expect(lines).toEqual([])
  await guest.close()
  school.close()
  expect(await netloomOf(page).run<unknown[]>('project.list')).toHaveLength(2)
})

test('a figure works where the browser blocks storage in frames; the studio does not start in a frame of another site', async ({
  netloom,
  context,
  baseURL,
}) => {
  await netloom.run('project.new', { template: 'moons-mlp' })
  await netloom.run('plan.set', { epochs: 3 })
  const { fragment } = await netloom.run<{ fragment: string }>('project.link')
  const school = createServer((_, response) => {
    const studio = `<iframe title="studio" src="${baseURL}/"></iframe>`
    const html = `<iframe title="loss" src="${baseURL}/?figure=loss${fragment}" width="640" height="300"></iframe>${studio}`
    response.writeHead(200, { 'Content-Type': 'text/html' }).end(`<!doctype html>${html}`)
  })
  await new Promise<void>((resolve) => school.listen(0, '127.0.0.1', resolve))
  await context.addInitScript(() => {
    if (window.parent === window) return
    const denied = (): never => {
      throw new DOMException('denied', 'SecurityError')
    }
    for (const name of ['indexedDB', 'localStorage', 'sessionStorage', 'caches'])
      Object.defineProperty(window, name, { get: denied })
    Object.defineProperty(navigator, 'serviceWorker', { get: denied })
    navigator.locks.request = async () => denied()
  })
  const guest = await context.newPage()
  const lines = watch(guest, 'http://')
  // A different port is a different origin. This origin is a secure context, so that the Locks API exists and can be
  // denied.
  await guest.goto(`http://127.0.0.1:${(school.address() as AddressInfo).port}/`)
  const loss = guest.frameLocator('[title="loss"]')
  await loss.getByRole('button', { name: 'Train', exact: true }).click()
  await expect(loss.getByText('Done: 3 epochs')).toBeVisible()
  const studio = guest.frameLocator('[title="studio"]')
  expect(await studio.getByRole('link', { name: 'Open in Netloom' }).getAttribute('href')).toBe(`${baseURL}/`)
  await expect(studio.locator('#root')).toHaveCount(0)
  expect(lines).toEqual([])
  await guest.close()
  school.close()
})

test('the headers allow other pages to frame Netloom, and little else', async ({ page }) => {
  const headers = (await page.request.get('/')).headers()
  expect(headers['content-security-policy']).toContain('frame-ancestors *')
  expect(headers['x-frame-options']).toBeUndefined()
  expect(headers['referrer-policy']).toBe('no-referrer')
  expect(headers['cross-origin-opener-policy']).toBe('same-origin')
  expect(headers['permissions-policy']).toContain('camera=(self), geolocation=()')
  expect((await page.request.get('/no-such-page')).status()).toBe(404)
})
