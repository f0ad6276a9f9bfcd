/**
 * @file The look where no other story notices it: names that are not cut, controls that stay in place, images that nothing
 * covers, and space that is used.
 */
import { expect, test, untilStill } from './fixture'
import { untilQuiet } from './axe'
import { measures } from './measures'

test('in a low window, layers and settings have their names, the run controls stay in place, and the charts open', async ({
  netloom,
  watched: page,
}) => {
  await page.setViewportSize({ width: 1366, height: 633 })
  await netloom.run('plan.set', { epochs: 500 })
  const names = page.getByRole('region', { name: 'Layers' }).getByRole('listitem').locator('span')
  const shown = await names.evaluateAll((all) =>
    all.map((one) => ({
      text: one.textContent,
      isCut: one.scrollWidth > one.clientWidth,
      isWrapped: one.clientHeight > 30,
    })),
  )
  expect(shown.filter(({ isCut }) => isCut)).toEqual([])
  // Images leave only 2D, so the names do not say it.
  expect(shown.filter(({ isWrapped }) => !isWrapped).map(({ text }) => text)).toEqual(
    expect.arrayContaining(['Conv', 'Conv transpose', 'Dense', 'Global avg pool']),
  )
  const settings = page.getByRole('region', { name: 'Training settings' })
  for (const setting of [/^data MNIST digits, starter/i, /^loss cross-entropy/i])
    await expect(settings.getByRole('button', { name: setting })).toBeInViewport({ ratio: 1 })

  const controls = page.getByRole('group', { name: 'Training' }).getByRole('button')
  const places = () => controls.evaluateAll((all) => all.map((one) => JSON.stringify(one.getBoundingClientRect())))
  const before = await places()
  expect(before).toHaveLength(3)
  await netloom.run('run.start')
  await netloom.when((s) => s.run.tag === 'training' && s.run.step > 0)
  await expect(controls.last()).toHaveText('Pause')
  expect(await places()).toEqual(before)
  await netloom.run('run.stop')
  await netloom.when((s) => s.run.tag === 'done')
  await expect(controls.last()).toHaveText('Train')
  expect(await places()).toEqual(before)

  await page.getByRole('button', { name: 'Expand the charts' }).click()
  await untilQuiet(page)
  for (const chart of ['Loss', 'Per class', 'Mistakes'])
    await expect(page.getByRole('region', { name: chart, exact: true })).toBeInViewport({ ratio: 1 })
})

test('nothing moves while training: the canvas and the line below it stay where they were before the first run', async ({
  netloom,
  watched: page,
}) => {
  for (const [template, viewport] of [
    ['digits-cnn', { width: 1366, height: 633 }],
    ['penguins-mlp', { width: 1366, height: 633 }],
    ['digits-cnn', { width: 1024, height: 633 }],
  ] as const) {
    await page.setViewportSize(viewport)
    await netloom.run('project.new', { template })
    await netloom.when((s) => s.data.loaded)
    await untilStill(page)
    const canvas = page.locator('[data-part="canvas"]')
    const before = JSON.stringify(await canvas.boundingBox())
    // The figures of the dock are read in every frame, because each is shown for a short time only.
    await page.evaluate(() => {
      const seen = new Set<string>()
      Object.assign(window, { seen })
      const read = () => {
        const line = document.querySelector('[class*="_numbersLine_"]')
        const box = document.querySelector('[data-part="canvas"]')?.getBoundingClientRect()
        const figures = [...(line?.children ?? [])]
          .slice(0, 6)
          .map((one) => Math.round(one.getBoundingClientRect().left))
        for (const [i, left] of figures.entries()) seen.add(`figure ${i} at ${left}`)
        seen.add(`canvas ${JSON.stringify(box)}`)
        requestAnimationFrame(read)
      }
      read()
    })
    await netloom.run('plan.set', { epochs: 3 })
    await netloom.run('run.start')
    await netloom.when((s) => s.run.tag === 'done')
    await expect(page.getByRole('region', { name: 'Run', exact: true })).toContainText('Epoch 3')
    // The larger dataset is offered where there is room for it.
    const offer = page.getByRole('complementary', { name: 'More data' }).getByRole('button', { name: /60,000 digits/ })
    if (template === 'digits-cnn') await expect(offer).toBeInViewport({ ratio: 1 })
    await untilStill(page)
    const seen = await page.evaluate(() => [...(window as unknown as { seen: Set<string> }).seen])
    expect(seen.filter((one) => one.startsWith('figure'))).toHaveLength(6)
    expect(seen.filter((one) => one.startsWith('canvas'))).toHaveLength(1)
    expect(JSON.stringify(await canvas.boundingBox())).toBe(before)
  }
})

test('in the open dock the charts and tables stay where they are from the first epoch to the last', async ({
  netloom,
  watched: page,
}) => {
  await page.setViewportSize({ width: 1440, height: 900 })
  await netloom.run('plan.set', { epochs: 3 })
  await netloom.run('run.start')
  await page.evaluate(() => {
    const seen = new Set<number>()
    Object.assign(window, { seen })
    const read = () => {
      const chart = document.querySelector('section[aria-label="Loss"] canvas')?.getBoundingClientRect()
      if (chart) seen.add(Math.round(chart.top))
      requestAnimationFrame(read)
    }
    read()
  })
  await netloom.when((s) => s.run.tag === 'done')
  await expect(page.getByRole('region', { name: 'Run', exact: true })).toContainText('epoch 3')
  await untilStill(page)
  expect(await page.evaluate(() => (window as unknown as { seen: Set<number> }).seen.size)).toBe(1)
})

test('nothing covers the image of an input, and a table input with more fields than fit has a scroll bar', async ({
  netloom,
  watched: page,
}) => {
  await page.setViewportSize({ width: 1366, height: 633 })
  for (const name of ['Sample', 'Clear']) {
    const button = page.locator('[data-canvas]').getByRole('button', { name, exact: true })
    // Both are measured at once, because the network may still be fitted to the window.
    const gap = await button.evaluate((one) => {
      const pad = one.closest('.react-flow__node')?.querySelector('[data-part="pad"]')
      return one.getBoundingClientRect().top - (pad?.getBoundingClientRect().bottom ?? Number.NaN)
    })
    expect(gap).toBeGreaterThanOrEqual(-0.5)
  }
  await expect(page.locator('[data-canvas]').getByRole('link')).toHaveCount(0)
  await netloom.run('project.new', { template: 'penguins-mlp' })
  const fields = page.locator('.react-flow__node', { hasText: 'Beak Length' }).locator('[class*="_sliders_"]')
  await expect(fields).toHaveCSS('overflow-y', 'scroll')
  expect(await fields.evaluate((one) => one.scrollHeight > one.clientHeight)).toBe(true)
})

test('the first screen of Evaluate has curves, certainty, and mistakes in a row, and examples, reasons, and classes below', async ({
  netloom,
  watched: page,
}) => {
  await page.setViewportSize({ width: 1440, height: 900 })
  await netloom.run('plan.set', { epochs: 1 })
  for (let i = 0; i < 5; i++) {
    await netloom.run('run.start')
    await netloom.when((s) => s.run.tag === 'done')
  }
  await netloom.run('room.open', { room: 'evaluate' })
  const boxes = async (names: readonly string[]) => {
    const found = names.map(async (name) => page.getByRole('region', { name, exact: true }).boundingBox())
    return (await Promise.all(found)).map((one) => one ?? { x: 0, y: 0, width: 0, height: 0 })
  }
  await expect(page.getByRole('region', { name: 'Reliability' }).getByRole('img').first()).toBeVisible()
  for (const [names, top, bottom] of [
    [['Threshold and costs', 'Reliability', 'Mistakes'], 150, 660],
    [['Examples', 'Why this prediction', 'Classes and slices'], 500, 1200],
  ] as const) {
    const row = await boxes(names)
    expect(row.map(({ y }) => Math.round(y / 10))).toEqual(row.map(() => Math.round((row[0]?.y ?? 0) / 10)))
    for (const [i, { x, y, width, height }] of row.entries()) {
      expect(x).toBeGreaterThan((row[i - 1]?.x ?? 0) + (row[i - 1]?.width ?? 0))
      expect(x + width).toBeLessThan(1440)
      expect([y >= top, y <= 700, y + height <= bottom]).toEqual([true, true, true])
    }
  }

  // However many runs there are, their list ends where the page does, and no white space is below the curves.
  await netloom.run('room.open', { room: 'train' })
  const runs = page.getByRole('region', { name: 'Runs' }).locator('ol, ul').first()
  await expect(runs).toBeVisible()
  expect(await runs.evaluate((one) => [one.clientHeight <= 700, one.scrollHeight > one.clientHeight])).toEqual([
    true,
    true,
  ])
})

test('at 1024 px the decision surface and the scores of two classes are whole; at 1366 px so is a copied link', async ({
  netloom,
  watched: page,
}) => {
  await page.setViewportSize({ width: 1024, height: 768 })
  await netloom.run('project.new', { template: 'spirals-mlp' })
  await netloom.when((s) => s.data.loaded)
  await netloom.run('plan.set', { epochs: 1 })
  await netloom.run('run.start')
  await netloom.when(({ run }) => run.tag === 'done')
  const plot = page.getByRole('region', { name: 'Decision surface' }).locator('canvas').first()
  await expect.poll(async () => ((await plot.boundingBox())?.width ?? 0) > 150).toBe(true)
  const scores = page.getByRole('region', { name: 'Per class' })
  await expect(scores.getByRole('columnheader')).toHaveText(['Class', 'F1', 'Precision', /^Recall/, 'n'])
  expect(await scores.evaluate((table) => table.scrollWidth - table.clientWidth)).toBe(0)

  await page.setViewportSize({ width: 1366, height: 768 })
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.getByRole('button', { name: 'Project' }).click()
  await page.getByRole('menuitem', { name: 'Copy link' }).click()
  const line = page.getByText(/^Link copied \(\d+ characters\)/)
  await expect(line).toBeVisible()
  expect(await line.evaluate((text) => text.scrollWidth - text.clientWidth)).toBe(0)
})

test('the frame of the focused table is outside what scrolls in it', async ({ netloom, watched: page }) => {
  await netloom.run('project.new', { template: 'penguins-mlp' })
  await netloom.run('room.open', { room: 'data' })
  await page.getByRole('radio', { name: 'Rows' }).check()
  const grid = page.getByRole('grid')
  await grid.focus()
  await page.keyboard.press('ArrowDown')
  const { offset, margins } = await grid.evaluate((one) => {
    const [own, around] = [one.getBoundingClientRect(), (one.parentElement ?? one).getBoundingClientRect()]
    const { outlineOffset, outlineWidth } = getComputedStyle(one)
    const width = Number.parseFloat(outlineWidth)
    return { offset: outlineOffset, margins: [own.left - around.left >= width, around.right - own.right >= width] }
  })
  expect([offset, margins]).toEqual(['0px', [true, true]])
})

test('on the canvas nothing is cut or covered: a typed network, the menu of a layer, and the settings after training', async ({
  netloom,
  watched: page,
}) => {
  await page.setViewportSize({ width: 1366, height: 633 })
  await netloom.run('project.new', { template: 'blank' })
  await page.locator('.react-flow__pane').click({ position: { x: 5, y: 5 } })
  await page.keyboard.press('/')
  await page.getByRole('combobox', { name: 'Add a layer' }).fill('conv 16, conv 16, add, pool, dense 10')
  await page.keyboard.press('Enter')
  await expect(page.locator('.react-flow__node')).toHaveCount(7)
  await untilStill(page)
  // In two rows, the nodes keep their settings; in one row of seven, they would be too small.
  await expect(page.locator('[data-canvas]')).not.toHaveAttribute('data-detail', /name|glyph/)

  // Every shape is readable: on its wire, or as soon as the wire is pointed at.
  await netloom.run('project.new', { template: 'digits-autoencoder' })
  await untilStill(page)
  const shapes = page.locator('.react-flow__edge text')
  await expect(shapes).toHaveText(['28×28×1', '14×14×8', '7×7×16', '784', '32', '784', '7×7×16', '14×14×8', '28×28×1'])
  const center = await page.locator('[data-canvas]').boundingBox()
  await page.mouse.move((center?.x ?? 0) + 5, (center?.y ?? 0) + 5)
  for (let i = 0; i < 4; i++) await page.getByRole('button', { name: 'Zoom out' }).click()
  await untilStill(page)
  await expect(shapes.first()).toHaveText('')
  const wire = await page.locator('.react-flow__edge path').first().boundingBox()
  await page.mouse.move((wire?.x ?? 0) + (wire?.width ?? 0) / 2, (wire?.y ?? 0) + (wire?.height ?? 0) / 2)
  await expect(page.locator('.react-flow__viewport-portal')).toHaveText('28×28×1')

  await page.getByRole('button', { name: 'Zoom to fit' }).click()
  await page.locator('.react-flow__node', { hasText: 'Bottleneck' }).click({ button: 'right' })
  const menu = page.getByRole('menu')
  for (const entry of ['Settings', 'Delete and reconnect'])
    await expect(menu.getByRole('menuitem', { name: entry })).toBeInViewport({ ratio: 1 })
  expect(await menu.evaluate((one) => one.scrollHeight - one.clientHeight)).toBeLessThan(2)
  await page.keyboard.press('Escape')

  await netloom.run('project.new', { template: 'digits-cnn' })
  await netloom.run('plan.set', { epochs: 1 })
  await netloom.run('run.start')
  await netloom.when((s) => s.run.tag === 'done')
  const settings = page.getByRole('region', { name: 'Training settings' })
  await expect(settings.getByText('Trained', { exact: true })).toBeVisible()
  const last = settings.getByRole('button', { name: /^Early stopping/ })
  await expect(last).toBeInViewport({ ratio: 1 })
  await netloom.run('graph.set', { node: 'conv1', params: { filters: 8 } })
  await expect(settings.getByText(/^Trained at revision 1/)).toBeVisible()
  await expect(last).toBeInViewport({ ratio: 1 })
  await expect(settings.getByText(/more$/)).toHaveCount(0)
  // All ten classes are on the output, in the order of the units before it.
  const classes = page.locator('[data-kind="output"] li [translate="no"]')
  await expect(classes).toHaveText(Array.from({ length: 10 }, (_, digit) => String(digit)))
})

test('next to a wide panel the head of the canvas has no overlapping text, and an open block covers no layer', async ({
  netloom,
  watched: page,
}) => {
  await page.setViewportSize({ width: 1024, height: 768 })
  await netloom.run('project.new', { template: 'digits-resnet8' })
  await netloom.run('plan.set', { epochs: 1 })
  await page.getByRole('button', { name: 'Compare', exact: true }).click()
  await expect(page.getByRole('button', { name: /^Set Momentum/ }).first()).toBeVisible()
  await untilStill(page)
  const boxes = await page
    .locator('[data-part="canvas"] button:not([data-canvas] *)')
    .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().toJSON()))
  const overlaps = (all: readonly DOMRect[]) =>
    all.flatMap((a, i) =>
      all
        .slice(i + 1)
        .filter((b) => a.left < b.right && b.left < a.right && a.top < b.bottom - 1 && b.top < a.bottom - 1),
    )
  expect(boxes.length).toBeGreaterThan(4)
  expect(overlaps(boxes)).toEqual([])
  expect((await measures(page)).filter((line) => / is \d.* px$/.test(line))).toEqual([])

  await page.getByRole('button', { name: 'Compare', exact: true }).click()
  await page.setViewportSize({ width: 1366, height: 633 })
  await netloom.run('block.open', { node: 'same' })
  const frame = page.locator('[data-open="same"]')
  await expect(frame).toBeVisible()
  await untilStill(page)
  // Not 1, because the browser rounds.
  await expect(frame).toBeInViewport({ ratio: 0.999 })
  const nodes = await page
    .locator('.react-flow__node, [data-open]')
    .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().toJSON()))
  expect(nodes).toHaveLength(11)
  expect(overlaps(nodes)).toEqual([])
})

test('present mode gives the canvas and the charts the space of the panels, until Escape or its button', async ({
  netloom,
  watched: page,
}) => {
  await page.setViewportSize({ width: 1440, height: 900 })
  await netloom.run('project.new', { template: 'moons-mlp' })
  await netloom.when((s) => s.data.loaded)
  await netloom.run('plan.set', { epochs: 3 })
  await netloom.run('run.start')
  await netloom.when((s) => s.run.tag === 'done')
  await untilQuiet(page)
  const canvas = page.locator('[data-part="canvas"]')
  const chart = page.getByRole('region', { name: 'Loss', exact: true })
  const sizes = async () => [(await canvas.boundingBox())?.width ?? 0, (await chart.boundingBox())?.height ?? 0]
  const pixels = () => chart.locator('canvas').evaluate((one) => (one as HTMLCanvasElement).toDataURL())
  const layers = page.getByRole('region', { name: 'Layers' })
  const inspector = page.getByRole('complementary', { name: 'Inspector', exact: true })
  await expect(layers).toBeVisible()
  const [width = 0, height = 0] = await sizes()
  const before = await pixels()

  await netloom.run('theme.present', { on: true })
  await expect(layers).toBeHidden()
  await expect(inspector).toBeHidden()
  await expect.poll(async () => (await sizes())[0]).toBeGreaterThan(width + 250)
  await expect.poll(async () => (await sizes())[1]).toBeGreaterThan(1.4 * height)
  const legend = page.getByRole('region', { name: 'Decision surface' }).getByRole('listitem').last()
  expect(await legend.evaluate((one) => one.clientWidth)).toBeGreaterThan(100)

  // The charts of a page that opens in present mode have large labels; afterwards they are as before.
  await netloom.run('room.open', { room: 'train' })
  await netloom.run('room.open', { room: 'build' })
  await untilQuiet(page)
  expect(await pixels()).not.toBe(before)
  await page.keyboard.press('Escape')
  await expect(layers).toBeVisible()
  await expect(inspector).toBeVisible()
  await expect.poll(sizes).toEqual([width, height])
  await expect.poll(pixels).toBe(before)

  await netloom.run('theme.present', { on: true })
  await page.getByRole('button', { name: 'Leave present mode' }).click()
  await expect(layers).toBeVisible()
})
