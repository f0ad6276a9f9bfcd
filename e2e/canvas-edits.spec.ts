/** @file Editing on the canvas by mouse, menu, and keyboard: copy, paste, arrange, drop, reconnect, find, undo. */
import type { Page } from '@playwright/test'
import { expect, netloomOf, open, test, untilStill } from './fixture'

const nodeOf = (page: Page, id: string | undefined) => page.locator(`.react-flow__node[data-id="${id}"]`)

async function middleOf(page: Page, selector: string): Promise<{ x: number; y: number }> {
  const box = await page.locator(selector).first().boundingBox()
  if (!box) throw new Error(`${selector} is not there`)
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}

/** Waits until an element stops moving; resolves with its center. */
async function settled(page: Page, selector: string): Promise<{ x: number; y: number }> {
  await untilStill(page, selector)
  return middleOf(page, selector)
}

test.use({ permissions: ['clipboard-read', 'clipboard-write'] })

test('a layer that is clicked in the palette is next to the selected one, or in the middle, and covers none', async ({
  netloom,
  watched: page,
}) => {
  await netloom.run('project.new', { template: 'moons-mlp' })
  await expect(page.locator('.react-flow__node')).toHaveCount(4)
  await untilStill(page, '.react-flow__node')
  const nodes = async () => (await netloom.state()).project.networks[0]?.nodes ?? []
  const output = (await nodes()).find(({ kind }) => kind === 'output')
  for (const [count, selected] of [[], [output?.id ?? ''], []].entries()) {
    await netloom.run('select.set', { nodes: selected })
    await page.getByRole('button', { name: 'Dropout', exact: true }).first().click()
    await expect(page.locator('.react-flow__node')).toHaveCount(5 + count)
    const boxes = await page.locator('.react-flow__node').evaluateAll((all) =>
      all.map((one) => {
        const { left, right, top, bottom } = one.getBoundingClientRect()
        return { left, right, top, bottom }
      }),
    )
    const covered = boxes.filter((a, i) =>
      boxes.some((b, j) => i !== j && a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom),
    )
    expect(covered).toEqual([])
  }
  const [, second] = (await nodes()).slice(4)
  expect((second?.position.x ?? 0) - (output?.position.x ?? 0)).toBe(228)
})

test('the network is in view again once many added layers are undone', async ({ netloom, watched: page }) => {
  await netloom.run('project.new', { template: 'moons-mlp' })
  await expect(page.locator('.react-flow__node')).toHaveCount(4)
  const added = 10
  // The canvas renders only what is in view.
  const has = (nodes: number) =>
    netloom.when(({ project }, n) => project.networks[0]?.nodes.length === n, { given: nodes })
  for (let n = 1; n <= added; n++) {
    await page.getByRole('button', { name: 'Dense', exact: true }).first().click()
    await has(4 + n)
  }
  await untilStill(page, '.react-flow__node')
  for (let n = 1; n <= added; n++) await netloom.run('graph.undo')
  await has(4)
  await expect(page.locator('.react-flow__node').first()).toBeInViewport()
})

test('layers copied in one window paste into another, and foreign clipboard content is refused', async ({
  netloom,
  watched: page,
  context,
}) => {
  const currentNetwork = async () => (await netloom.state()).project.networks[0]
  const before = await currentNetwork()
  const dense = before?.nodes.find(({ kind }) => kind === 'dense')
  await nodeOf(page, dense?.id).click({ position: { x: 60, y: 12 } })
  await page.keyboard.press('Control+c')
  const text = await page.evaluate(() => navigator.clipboard.readText())
  expect(JSON.parse(text)).toMatchObject({ format: 'netloom-clip', version: 1, nodes: [{ kind: 'dense' }] })
  await page.keyboard.press('Control+v')
  await netloom.when((s, n) => s.project.networks[0]?.nodes.length === n + 1, { given: before?.nodes.length ?? 0 })
  await page.keyboard.press('Control+z')
  await netloom.when((s, n) => s.project.networks[0]?.nodes.length === n, { given: before?.nodes.length ?? 0 })

  const second = await context.newPage()
  await open(second)
  const other = netloomOf(second)
  await other.run('project.new', { template: 'blank' })
  await second.locator('[data-canvas]').click({ position: { x: 300, y: 400 } })
  await second.keyboard.press('Control+v')
  await other.when((s) => s.project.networks[0]?.nodes.some(({ kind }) => kind === 'dense') ?? false)
  await second.evaluate(() => navigator.clipboard.writeText('a shopping list'))
  const previous = await other.state()
  await second.keyboard.press('Control+v')
  await expect(second.getByText('The clipboard does not contain network layers')).toBeVisible()
  expect((await other.state()).project).toEqual(previous.project)
  await second.close()
})

test('copy and cut use the selected layers even with text selected, and report an empty selection', async ({
  netloom,
  watched: page,
}) => {
  const count = async () => (await netloom.state()).project.networks[0]?.nodes.length ?? 0
  const before = await count()
  // Select a wire, then select text on the page by double-clicking in the inspector.
  const canvas = page.locator('[data-canvas]')
  const box = await canvas.boundingBox()
  if (!box) throw new Error('no canvas')
  await page.locator('.react-flow__edge').first().click({ force: true })
  await page.getByRole('heading', { name: 'Trainable' }).dblclick()
  await page.keyboard.down('Shift')
  await page.mouse.move(box.x + 4, box.y + 50)
  await page.mouse.down()
  await page.mouse.move(box.x + box.width / 2, box.y + box.height - 60, { steps: 8 })
  await page.mouse.up()
  await page.keyboard.up('Shift')
  const chosen = await page.locator('.react-flow__node.selected').count()
  expect(chosen).toBeGreaterThan(1)
  expect(await page.evaluate(() => String(document.getSelection()))).toBe('')
  // Selected layers take precedence even over text selected inside the canvas.
  await page.evaluate(() => {
    const word = document.querySelector('[data-canvas] .react-flow__node')
    if (word) document.getSelection()?.selectAllChildren(word)
  })
  await page.keyboard.press('Control+c')
  const text = await page.evaluate(() => navigator.clipboard.readText())
  expect(JSON.parse(text).nodes).toHaveLength(chosen)
  await page.keyboard.press('Control+x')
  await netloom.when((s, n) => s.project.networks[0]?.nodes.length === n, { given: before - chosen })
  // The selection rectangle had the focus and has disappeared, so the canvas takes the focus.
  await expect(page.locator('.react-flow__nodesselection-rect')).toHaveCount(0)
  await expect(canvas).toBeFocused()
  await page.keyboard.press('Control+x')
  await expect(page.getByText('To use "Cut", select something on the canvas first.')).toBeVisible()
  expect(await count()).toBe(before - chosen)
})

test('the context menu works by mouse and keyboard, and the history jumps to any step', async ({
  netloom,
  watched: page,
}) => {
  const first = await netloom.state()
  const dense = first.project.networks[0]?.nodes.find(({ kind }) => kind === 'dropout')
  await nodeOf(page, dense?.id).click({ button: 'right', position: { x: 60, y: 12 } })
  const menu = page.getByRole('menu')
  await expect(menu.getByRole('menuitem', { name: /^Duplicate/ })).toBeVisible()
  await menu.getByRole('menuitem', { name: /^Duplicate/ }).click()
  await netloom.when((s) => s.project.networks[0]?.nodes.filter(({ kind }) => kind === 'dropout').length === 2)

  // By keyboard: the last entry of the node's menu removes the layer and reconnects its wires.
  await nodeOf(page, dense?.id).click({ position: { x: 60, y: 12 } })
  await page.keyboard.press('Shift+F10')
  await expect(menu.getByRole('menuitem', { name: /^Rename/ })).toBeVisible()
  // The keys are for the menu once it has the focus.
  await expect.poll(() => menu.evaluate((one) => one.contains(document.activeElement))).toBe(true)
  await page.keyboard.press('End')
  await page.keyboard.press('Enter')
  await netloom.when((s, id) => !s.project.networks[0]?.nodes.some((node) => node.id === id), { given: dense?.id })
  const wires = first.project.networks[0]?.wires.length ?? 0
  expect((await netloom.state()).project.networks[0]?.wires).toHaveLength(wires - 1)

  // Replace the layer with another kind from the menu.
  const conv = first.project.networks[0]?.nodes.find(({ kind }) => kind === 'conv2d')
  await nodeOf(page, conv?.id).click({ button: 'right', position: { x: 60, y: 12 } })
  await menu.getByRole('menuitem', { name: /^Replace with/ }).click()
  // The closing menu must not take the focus back.
  await expect(page.getByRole('combobox', { name: 'Add a layer' })).toBeFocused()
  await page.keyboard.type('depthwise')
  await page.keyboard.press('Enter')
  await netloom.when(
    (s, id) =>
      s.project.networks[0]?.nodes.some((node) => node.id === id && node.kind.startsWith('depthwise')) ?? false,
    { given: conv?.id },
  )

  await page.locator('[data-canvas]').click({ position: { x: 300, y: 20 } })
  await page.keyboard.press('h')
  const steps = page.getByRole('list', { name: 'History' })
  await expect(steps.getByRole('button')).toHaveText(['Original', /^Add /, /^Delete /, /^Replace /])
  await steps.getByRole('button').first().click()
  await netloom.when((s, n) => s.project.networks[0]?.nodes.length === n, {
    given: first.project.networks[0]?.nodes.length ?? 0,
  })
  expect((await netloom.state()).project.networks).toEqual(first.project.networks)
  await steps.getByRole('button').nth(2).click()
  await netloom.when((s, id) => !s.project.networks[0]?.nodes.some((node) => node.id === id), { given: dense?.id })
})

test('a marquee selects, the menu aligns, an unconnected node drops onto a wire, and a wire is reconnected', async ({
  netloom,
  watched: page,
}) => {
  await netloom.run('project.new', { template: 'blank' })
  const [input, output] = (await netloom.state()).project.networks[0]?.nodes ?? []
  const a = await netloom.run<string>('graph.add', { kind: 'dense', position: { x: 300, y: 200 } })
  const b = await netloom.run<string>('graph.add', { kind: 'dense', position: { x: 420, y: 330 } })
  const loose = await netloom.run<string>('graph.add', { kind: 'dropout', position: { x: 60, y: 460 } })
  await netloom.run('graph.move', { node: input?.id, position: { x: 0, y: 0 } })
  await netloom.run('graph.move', { node: output?.id, position: { x: 700, y: 0 } })
  const wire = await netloom.run<string>('graph.connect', { from: input?.id, to: output?.id })
  await netloom.run('canvas.showAll')
  await untilStill(page)

  const [one, two] = [await nodeOf(page, a).boundingBox(), await nodeOf(page, b).boundingBox()]
  if (!one || !two) throw new Error('two layers should be in view')
  await page.keyboard.down('Shift')
  await page.mouse.move(one.x - 12, one.y - 12)
  await page.mouse.down()
  await page.mouse.move(two.x + two.width + 12, two.y + two.height + 12, { steps: 5 })
  await page.mouse.up()
  await page.keyboard.up('Shift')
  await expect(page.locator('.react-flow__node.selected')).toHaveCount(2)
  await page.mouse.click(one.x + 50, one.y + 14, { button: 'right' })
  await page.getByRole('menuitem', { name: 'Arrange' }).click()
  await page.getByRole('menuitem', { name: 'Align left edges' }).click()
  await netloom.when(
    (s) => new Set(s.project.networks[0]?.nodes.filter((n) => n.kind === 'dense').map((n) => n.position.x)).size === 1,
  )

  // Drop the node with its center on the wire.
  const line = await middleOf(page, `.react-flow__edge[data-id="${wire}"] path`)
  const from = await nodeOf(page, loose).boundingBox()
  if (!from) throw new Error('the loose layer should be in view')
  await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2)
  await page.mouse.down()
  await page.mouse.move(from.x + from.width / 2 + 2, from.y + from.height / 2)
  await page.mouse.move(line.x, line.y, { steps: 8 })
  await page.mouse.up()
  await netloom.when((s, id) => s.project.networks[0]?.wires.filter((w) => w.from === id || w.to === id).length === 2, {
    given: loose,
  })
  await netloom.run('graph.undo')
  const back = await netloom.state()
  expect(back.project.networks[0]?.wires).toHaveLength(1)
  expect(back.project.networks[0]?.nodes.find(({ id }) => id === loose)?.position).toEqual({ x: 60, y: 460 })

  // Drag the end of the wire from the output to a different layer.
  const end = await middleOf(page, `.react-flow__edge[data-id="${wire}"] .react-flow__edgeupdater-target`)
  const into = await middleOf(page, `.react-flow__node[data-id="${a}"] .react-flow__handle.target`)
  await page.mouse.move(end.x, end.y)
  await page.mouse.down()
  await page.mouse.move(into.x, into.y, { steps: 8 })
  await page.mouse.up()
  await netloom.when((s, to) => s.project.networks[0]?.wires[0]?.to === to, { given: a })
  expect((await netloom.state()).project.networks[0]?.wires[0]).toMatchObject({ id: wire, from: input?.id })
})

test('a layer dragged by its title drops onto the wire under the pointer even when its center is off it', async ({
  netloom,
  watched: page,
}) => {
  await netloom.run('project.new', { template: 'digits-cnn' })
  const loose = await netloom.run<string>('graph.add', { kind: 'dropout', position: { x: 60, y: 460 } })
  await netloom.run('canvas.showAll')
  await settled(page, `.react-flow__node[data-id="${loose}"]`)
  const from = await nodeOf(page, loose).boundingBox()
  const lines = await page.locator('.react-flow__edge-path').all()
  const boxes = await Promise.all(lines.map((line) => line.boundingBox()))
  // Find the long wire that leads from the end of the first row back to the second row.
  const back = boxes.find((box) => box && box.width > 300)
  if (!from || !back) throw new Error('the loose layer and a wire between the rows should be in view')
  await page.mouse.move(from.x + 0.3 * from.width, from.y + 14)
  await page.mouse.down()
  await page.mouse.move(back.x + back.width / 3, back.y + back.height / 2 + 40, { steps: 5 })
  await page.mouse.move(back.x + back.width / 3, back.y + back.height / 2, { steps: 5 })
  await page.mouse.up()
  await netloom.when((s, id) => s.project.networks[0]?.wires.filter((w) => w.from === id || w.to === id).length === 2, {
    given: loose,
  })
})

test('a layer is found by name, and a key shows and hides the minimap', async ({ netloom, watched: page }) => {
  await page.locator('[data-canvas]').click({ position: { x: 300, y: 20 } })
  await page.keyboard.press('f')
  // The search loads on first use.
  await expect(page.getByRole('dialog', { name: 'Find a layer in the network' }).locator('input')).toBeFocused()
  await page.keyboard.type('drop')
  await page.keyboard.press('Enter')
  await expect(page.locator('.react-flow__node.selected')).toBeFocused()
  await expect(page.locator('.react-flow__node.selected')).toContainText('Dropout')
  await page.keyboard.press('m')
  await expect(page.locator('.react-flow__minimap')).toBeVisible()
  await page.keyboard.press('m')
  await expect(page.locator('.react-flow__minimap')).toHaveCount(0)
  await page.keyboard.press('Shift+Digit1')
  await page.keyboard.press('Control+a')
  await expect(page.locator('.react-flow__node.selected')).toHaveCount(
    (await netloom.state()).project.networks[0]?.nodes.length ?? 0,
  )
})

test('notes are written by keyboard, move with their layer, never render HTML, and can be copied and undone', async ({
  netloom,
  watched: page,
}) => {
  const notes = async () => (await netloom.state()).project.networks[0]?.notes ?? []
  const conv = (await netloom.state()).project.networks[0]?.nodes.find(({ kind }) => kind === 'conv2d')
  await nodeOf(page, conv?.id).click({ position: { x: 60, y: 12 } })
  await page.keyboard.press('n')
  await page.getByRole('textbox', { name: 'Note text' }).waitFor()
  const words = `<img src=x onerror="alert(1)">\n${'long'.repeat(30)}`
  await page.keyboard.insertText(words)
  await page.keyboard.press('Control+Enter')
  await expect(page.locator('[data-note]')).toHaveText(words)
  await expect(page.locator('[data-note] img')).toHaveCount(0)
  const [note] = await notes()
  expect(note).toMatchObject({ text: words, node: conv?.id })
  const paper = await page.locator('[data-note]').boundingBox()
  const layer = await nodeOf(page, conv?.id).boundingBox()
  if (!paper || !layer) throw new Error('note and layer should be in view')
  expect(paper.y + paper.height).toBeLessThanOrEqual(layer.y)

  // Dragging the layer also moves its note.
  await page.mouse.move(layer.x + 60, layer.y + 14)
  await page.mouse.down()
  await page.mouse.move(layer.x + 60, layer.y + 114, { steps: 6 })
  await page.mouse.up()
  await expect
    .poll(async () => Math.round((await page.locator('[data-note]').boundingBox())?.y ?? 0))
    .toBeGreaterThan(paper.y + 60)
  expect(await notes()).toEqual([note])

  // Edit, nudge, copy, and delete the note by keyboard; each action is one undo step.
  await page.locator('.react-flow__node[data-id^="note/"]').focus()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Control+a')
  await page.keyboard.type('Why 3×3?')
  await page.keyboard.press('Control+Enter')
  await expect(page.locator('[data-note]')).toHaveText('Why 3×3?')
  await page.locator('[data-note]').click()
  const before = (await notes())[0]?.position
  for (let i = 0; i < 3; i++) await page.keyboard.press('ArrowRight')
  await expect.poll(async () => (await notes())[0]?.position.x).toBe((before?.x ?? 0) + 15)
  await page.keyboard.press('Control+c')
  await page.keyboard.press('Control+v')
  await expect(page.locator('[data-note]')).toHaveCount(2)
  await page.keyboard.press('Delete')
  await expect(page.locator('[data-note]')).toHaveCount(1)
  await page.keyboard.press('h')
  await expect(page.getByRole('list', { name: 'History' }).getByRole('button')).toHaveText([
    'Original',
    'Add a note',
    /^Move /,
    'Edit a note',
    'Move a note',
    'Add a note',
    'Delete a note',
  ])
  await page.keyboard.press('Escape')

  // Add a note at the pointer from the menu; Escape keeps it.
  await page.locator('.react-flow__pane').click({ button: 'right', position: { x: 40, y: 300 } })
  await page.getByRole('menuitem', { name: /^Write a note/ }).click()
  // The closing menu must not take the focus back.
  await expect(page.getByRole('menu')).toBeHidden()
  await expect(page.getByRole('textbox', { name: 'Note text' })).toBeFocused()
  await page.keyboard.type('kept')
  await page.keyboard.press('Escape')
  await expect(page.locator('[data-note]')).toHaveCount(2)
  expect(await notes()).toHaveLength(2)
})

test('a note inside a block is stored with the block and shown only inside it', async ({ netloom, watched: page }) => {
  const dense = (await netloom.state()).project.networks[0]?.nodes.find(({ kind }) => kind === 'dense')
  const block = await netloom.run<string>('block.fold', { nodes: [dense?.id], name: 'Head' })
  await netloom.run('block.enter', { node: block })
  await page.locator('[data-canvas]').focus()
  await page.keyboard.press('n')
  await page.getByRole('textbox', { name: 'Note text' }).waitFor()
  await page.keyboard.type('within')
  await page.keyboard.press('Control+Enter')
  await expect(page.locator('[data-note]')).toHaveText('within')
  await netloom.run('block.leave')
  await expect(page.locator('[data-note]')).toHaveCount(0)
  await netloom.run('block.enter', { node: block })
  await expect(page.locator('[data-note]')).toHaveText('within')
})

test('a parameter that the selected layers share is set on all of them in one undo step', async ({
  netloom,
  watched: page,
}) => {
  await netloom.run('project.new', { template: 'moons-mlp' })
  const units = async () =>
    (await netloom.state()).project.networks[0]?.nodes.flatMap(({ kind, params }) =>
      kind === 'dense' ? [params.units] : [],
    )
  const dense = ((await netloom.state()).project.networks[0]?.nodes ?? []).filter(({ kind }) => kind === 'dense')
  await netloom.run('graph.set', { node: dense[0]?.id, params: { units: 5 } })
  const before = await units()
  await netloom.run('select.set', { nodes: dense.map(({ id }) => id) })
  const panel = page.locator('#inspector')
  await expect(panel.getByRole('heading', { name: `${dense.length} layers selected` })).toBeVisible()
  const field = panel.getByRole('textbox', { name: 'Units' })
  await expect(field).toHaveAttribute('placeholder', 'Mixed')
  await field.fill('many')
  await field.press('Enter')
  await expect(panel.getByText(/whole number/)).toBeVisible()
  expect(await units()).toEqual(before)
  await field.fill('12')
  await field.press('Enter')
  await expect.poll(units).toEqual(dense.map(() => 12))
  await netloom.run('graph.undo')
  expect(await units()).toEqual(before)
  await panel.getByRole('button', { name: 'Top', exact: true }).click()
  await expect
    .poll(async () => {
      const { nodes = [] } = (await netloom.state()).project.networks[0] ?? {}
      return new Set(nodes.flatMap(({ kind, position }) => (kind === 'dense' ? [position.y] : []))).size
    })
    .toBe(1)
  // Parameters that the selected layers do not share are not shown.
  const [input] = (await netloom.state()).project.networks[0]?.nodes ?? []
  await netloom.run('select.set', { nodes: [input?.id, dense[0]?.id] })
  await expect(panel.getByText('These layers have no settings in common.')).toBeVisible()
})

test('the wire that would accept the drop is highlighted, and accepts layers and blocks', async ({
  netloom,
  watched: page,
}) => {
  await netloom.run('project.new', { template: 'blank' })
  const [input, output] = (await netloom.state()).project.networks[0]?.nodes ?? []
  await netloom.run('graph.move', { node: input?.id, position: { x: 0, y: 0 } })
  await netloom.run('graph.move', { node: output?.id, position: { x: 700, y: 0 } })
  const wire = await netloom.run<string>('graph.connect', { from: input?.id, to: output?.id })
  const loose = await netloom.run<string>('graph.put', { block: 'unet-down', position: { x: 250, y: 300 } })
  await netloom.run('canvas.showAll')
  const over = (id: string) => page.locator(`.react-flow__edge[data-id="${id}"] path[class*="over"]`)
  const line = await settled(page, `.react-flow__edge[data-id="${wire}"] path`)
  const from = await settled(page, `.react-flow__node[data-id="${loose}"]`)
  await page.mouse.move(from.x, from.y)
  await page.mouse.down()
  await page.mouse.move(from.x + 2, from.y)
  await page.mouse.move(line.x, line.y, { steps: 6 })
  await expect(over(wire)).toHaveCount(1)
  await page.mouse.move(from.x, from.y + 20, { steps: 6 })
  await expect(over(wire)).toHaveCount(0)
  await page.mouse.move(line.x, line.y, { steps: 6 })
  await expect(over(wire)).toHaveCount(1)
  await page.mouse.up()
  const after = await netloom.when(
    (s, id) => s.project.networks[0]?.wires.filter((w) => w.from === id || w.to === id).length === 2,
    { given: loose },
  )
  await expect(over(wire)).toHaveCount(0)

  // Drop a layer from the palette onto the block's wire.
  const next = after.project.networks[0]?.wires.find((w) => w.from === loose)?.id ?? ''
  const there = await settled(page, `.react-flow__edge[data-id="${next}"] path`)
  const item = await page.getByRole('button', { name: 'Dense', exact: true }).boundingBox()
  if (!item) throw new Error('the palette should list Dense')
  await page.mouse.move(item.x + 30, item.y + 8)
  await page.mouse.down()
  await page.mouse.move(item.x + 60, item.y + 20, { steps: 3 })
  await page.mouse.move(there.x, there.y, { steps: 6 })
  await page.mouse.move(there.x + 1, there.y)
  await expect(over(next)).toHaveCount(1)
  await page.mouse.up()
  await netloom.when((s) => s.project.networks[0]?.wires.length === 3)
  await netloom.run('graph.undo')

  // Release a wire from the second output, and one from an input, over the empty canvas.
  const dropInEmptySpace = async (selector: string, dx: number, dy: number) => {
    const at = await settled(page, selector)
    await page.mouse.move(at.x, at.y)
    await page.mouse.down()
    await page.mouse.move(at.x + dx, at.y + dy, { steps: 6 })
    await page.mouse.up()
    await page.getByRole('dialog', { name: 'Add a layer' }).waitFor()
  }
  await dropInEmptySpace(`.react-flow__node[data-id="${loose}"] .react-flow__handle.source[data-handleid="1"]`, 60, 200)
  await page.keyboard.type('u-net up')
  await page.keyboard.press('Enter')
  const up = await netloom.when((s) => s.project.networks[0]?.nodes.filter((n) => n.kind === 'block').length === 2)
  const fresh = up.project.networks[0]?.nodes.find((n) => n.kind === 'block' && n.id !== loose)?.id
  expect(up.project.networks[0]?.wires.find(({ to }) => to === fresh)).toMatchObject({ from: loose, out: 1, port: 0 })
  await dropInEmptySpace(
    `.react-flow__node[data-id="${fresh}"] .react-flow__handle.target[data-handleid="1"]`,
    -120,
    90,
  )
  await page.keyboard.type('conv 2d')
  await page.keyboard.press('Enter')
  const fed = await netloom.when((s) => s.project.networks[0]?.nodes.some((n) => n.kind === 'conv2d') ?? false)
  const conv = fed.project.networks[0]?.nodes.find((n) => n.kind === 'conv2d')?.id
  expect(fed.project.networks[0]?.wires.find(({ from }) => from === conv)).toMatchObject({ to: fresh, port: 1 })

  // Replacing the layer with a block from the menu keeps its wire.
  await nodeOf(page, conv).click({ button: 'right', position: { x: 60, y: 12 } })
  await page.getByRole('menuitem', { name: /^Replace with/ }).click()
  // The dialog opens once the menu has closed.
  await expect(page.getByRole('combobox', { name: 'Add a layer' })).toBeFocused()
  await page.keyboard.type('bottleneck')
  await page.keyboard.press('Enter')
  const put = await netloom.when(
    (s, id) => s.project.networks[0]?.nodes.some((n) => n.id === id && n.kind === 'block') ?? false,
    {
      given: conv,
    },
  )
  expect(put.project.networks[0]?.wires.find(({ from }) => from === conv)).toMatchObject({ to: fresh, port: 1 })
})

test('clipboard content that cannot be pasted is refused with a reason and changes nothing', async ({
  netloom,
  watched: page,
}) => {
  const layer = { id: 'a', kind: 'dense', label: '<b>A</b>', params: {}, position: { x: 0, y: 0 } }
  const use = { ...layer, kind: 'block', params: { block: 'a' } }
  const round = { id: 'a', name: 'Round', params: {}, inside: { nodes: [use], wires: [] } }
  const clip = (part: object) => JSON.stringify({ format: 'netloom-clip', version: 1, nodes: [], wires: [], ...part })
  const before = (await netloom.state()).project
  await page.locator('[data-canvas]').click({ position: { x: 300, y: 20 } })
  for (const [text, sentence] of [
    ['{"a": 1}', /does not contain network layers/],
    [clip({ version: 9 }), /from a newer version of Netloom \(format 9/],
    [clip({ nodes: [use], blocks: { a: round } }), /Round on the clipboard contains itself/],
    [
      clip({ nodes: Array.from({ length: 2001 }, (_, i) => ({ ...layer, id: `n${i}` })) }),
      /2,001 layers, and the maximum is 2,000/,
    ],
    [clip({ nodes: [{ ...layer, kind: 'input', params: { columns: ['bill'] } }] }), /uses "bill", but the columns of/],
  ] as const) {
    await page.evaluate((words) => navigator.clipboard.writeText(words), text)
    await page.keyboard.press('Control+v')
    await expect(page.getByText(sentence).first()).toBeVisible()
    expect((await netloom.state()).project).toEqual(before)
  }
  await page.evaluate((words) => navigator.clipboard.writeText(words), clip({ nodes: [layer] }))
  await page.keyboard.press('Control+v')
  await expect(page.locator('.react-flow__node.selected')).toContainText('<b>A</b>')
  await expect(page.locator('.react-flow__node b')).toHaveCount(0)
})

test('arrow keys nudge in one undo step, and dragging snaps to the grid', async ({ netloom, watched: page }) => {
  const place = async (id: string | undefined) =>
    (await netloom.state()).project.networks[0]?.nodes.find((node) => node.id === id)?.position
  const dense = (await netloom.state()).project.networks[0]?.nodes.find(({ kind }) => kind === 'dense')
  await nodeOf(page, dense?.id).click({ position: { x: 60, y: 12 } })
  for (const key of ['ArrowRight', 'ArrowRight', 'Shift+ArrowDown']) await page.keyboard.press(key)
  const { x = 0, y = 0 } = dense?.position ?? {}
  await expect.poll(() => place(dense?.id)).toEqual({ x: x + 10, y: y + 20 })
  await page.keyboard.press('Control+z')
  await expect.poll(() => place(dense?.id)).toEqual({ x, y })
  await page.getByRole('button', { name: 'Snap to grid' }).click()
  const at = await middleOf(page, `.react-flow__node[data-id="${dense?.id}"]`)
  await page.mouse.move(at.x, at.y)
  await page.mouse.down()
  await page.mouse.move(at.x + 37, at.y + 51, { steps: 6 })
  await page.mouse.up()
  await expect
    .poll(async () => {
      const now = await place(dense?.id)
      return now && [Math.abs(now.x % 20), Math.abs(now.y % 20), now.x === x && now.y === y]
    })
    .toEqual([0, 0, false])
})
