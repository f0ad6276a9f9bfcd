/** The hands: copy, paste, arrange, drop, reconnect, find and go back, by mouse, by menu and by keys. */
import type { Page } from '@playwright/test'
import { expect, netloomOf, open, test } from './fixture'

const nodeOf = (page: Page, id: string | undefined) => page.locator(`.react-flow__node[data-id="${id}"]`)

async function middleOf(page: Page, selector: string): Promise<{ x: number; y: number }> {
  const box = await page.locator(selector).first().boundingBox()
  if (!box) throw new Error(`${selector} is not there`)
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}

test.use({ permissions: ['clipboard-read', 'clipboard-write'] })

test('what is copied in one window is pasted in another, and what is not ours is refused', async ({
  netloom,
  watched: page,
  context,
}) => {
  const drawn = async () => (await netloom.state()).project.networks[0]
  const before = await drawn()
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
  const held = await other.state()
  await second.keyboard.press('Control+v')
  await expect(second.getByText('is no part of a drawing')).toBeVisible()
  expect((await other.state()).project).toEqual(held.project)
  await second.close()
})

test('the menu lists what can be done, by mouse and by key, and the history is there to jump in', async ({
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

  // By the keyboard: the menu of the selected node, down to the end, and the layer is out with its wires joined.
  await nodeOf(page, dense?.id).click({ position: { x: 60, y: 12 } })
  await page.keyboard.press('Shift+F10')
  await expect(menu.getByRole('menuitem', { name: /^Rename/ })).toBeVisible()
  await page.keyboard.press('End')
  await page.keyboard.press('Enter')
  await netloom.when((s, id) => !s.project.networks[0]?.nodes.some((node) => node.id === id), { given: dense?.id })
  const wires = first.project.networks[0]?.wires.length ?? 0
  expect((await netloom.state()).project.networks[0]?.wires).toHaveLength(wires - 1)

  // Replace by another kind, from the menu.
  const conv = first.project.networks[0]?.nodes.find(({ kind }) => kind === 'conv2d')
  await nodeOf(page, conv?.id).click({ button: 'right', position: { x: 60, y: 12 } })
  await menu.getByRole('menuitem', { name: /^Replace by/ }).click()
  await page.keyboard.type('depthwise')
  await page.keyboard.press('Enter')
  await netloom.when(
    (s, id) =>
      s.project.networks[0]?.nodes.some((node) => node.id === id && node.kind.startsWith('depthwise')) ?? false,
    { given: conv?.id },
  )

  await page.locator('[data-canvas]').click({ position: { x: 300, y: 20 } })
  await page.keyboard.press('h')
  const steps = page.getByRole('list', { name: 'Steps taken' })
  await expect(steps.getByRole('button')).toHaveText(['As it was opened', /^Add /, /^Remove /, /^Replace /])
  await steps.getByRole('button').first().click()
  await netloom.when((s, n) => s.project.networks[0]?.nodes.length === n, {
    given: first.project.networks[0]?.nodes.length ?? 0,
  })
  expect((await netloom.state()).project.networks).toEqual(first.project.networks)
  await steps.getByRole('button').nth(2).click()
  await netloom.when((s, id) => !s.project.networks[0]?.nodes.some((node) => node.id === id), { given: dense?.id })
})

test('a marquee selects, the menu arranges, a loose node drops into a wire, and a wire is moved by its end', async ({
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
  await page.waitForTimeout(300)

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

  // Dropped with its middle on the wire.
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

  // The end at the output is drawn to another layer.
  const end = await middleOf(page, `.react-flow__edge[data-id="${wire}"] .react-flow__edgeupdater-target`)
  const into = await middleOf(page, `.react-flow__node[data-id="${a}"] .react-flow__handle.target`)
  await page.mouse.move(end.x, end.y)
  await page.mouse.down()
  await page.mouse.move(into.x, into.y, { steps: 8 })
  await page.mouse.up()
  await netloom.when((s, to) => s.project.networks[0]?.wires[0]?.to === to, { given: a })
  expect((await netloom.state()).project.networks[0]?.wires[0]).toMatchObject({ id: wire, from: input?.id })
})

test('a layer is found by its name, and the map comes and goes', async ({ netloom, watched: page }) => {
  await page.locator('[data-canvas]').click({ position: { x: 300, y: 20 } })
  await page.keyboard.press('f')
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
