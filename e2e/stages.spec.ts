/** @file One canvas, any catalog: pipeline stages instead of layers, edited and grouped on the studio's canvas. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import react from '@vitejs/plugin-react'
import { build, type PreviewServer, preview } from 'vite'
import type { Board } from '../src/studio/canvas-board'
import { expect, test, watch } from './fixture'

let folder = ''
let server: PreviewServer
let address = ''

// The page is not part of the app and is built only for this test.
test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'netloom-stages-'))
  const shared = { configFile: false, base: './', logLevel: 'error' } as const
  await build({
    ...shared,
    plugins: [react()],
    build: { outDir: folder, emptyOutDir: true, rolldownOptions: { input: 'src/dev/stages/stages.html' } },
  })
  server = await preview({ ...shared, build: { outDir: folder }, preview: { host: '127.0.0.1', port: 0 } })
  address = `${server.resolvedUrls?.local[0]}src/dev/stages/stages.html`
})

test.afterAll(async () => {
  await server.close()
  await rm(folder, { recursive: true })
})

/** The drawing (with wires as `kind > kind`), its problems, and the number of undo steps. */
const boardState = (page: Page) =>
  page.evaluate(() => {
    const { project, report, history } = (window as unknown as { board: Board }).board.store.getState()
    const kind = (id: string) => project.drawing.nodes.find((node) => node.id === id)?.kind
    return {
      kinds: project.drawing.nodes.map((node) => node.kind),
      wires: project.drawing.wires.map(({ from, to }) => `${kind(from)} > ${kind(to)}`).sort(),
      problems: report.diagnostics.map(({ problem }) => problem.code),
      steps: history.past.length,
    }
  })

async function middle(of: Locator): Promise<{ x: number; y: number }> {
  const box = await of.boundingBox()
  if (!box) throw new Error(`${of} is not in view`)
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}

async function drag(page: Page, from: Locator, to: Locator): Promise<void> {
  const [a, b] = [await middle(from), await middle(to)]
  await page.mouse.move(a.x, a.y)
  await page.mouse.down()
  await page.mouse.move(a.x + 3, a.y + 2)
  await page.mouse.move(b.x, b.y, { steps: 8 })
  await page.mouse.up()
}

test('stages are added, wired, dropped on a wire, grouped, stepped into, and undone', async ({ page }) => {
  const lines = watch(page, new URL(address).origin)
  await page.goto(address)
  const palette = page.getByRole('region', { name: 'Stages' })
  const canvas = page.locator('[data-canvas]')
  const node = (kind: string) => canvas.locator('.react-flow__node', { has: page.locator(`[data-kind="${kind}"]`) })
  await expect(canvas).toContainText('A pipeline is drawn here')

  // Add stages by clicking and by dragging from the palette.
  await palette.getByRole('button', { name: 'Source' }).click()
  await canvas.click({ position: { x: 20, y: 20 } })
  await palette.getByRole('button', { name: 'Sink' }).dragTo(canvas, { targetPosition: { x: 1000, y: 500 } })
  await expect(node('sink')).toBeVisible()
  expect((await boardState(page)).problems).toEqual(['missing-input'])

  // Connect two handles; the wire then shows its flow, and the sink shows its fields.
  await drag(page, node('source').locator('.react-flow__handle.source'), node('sink').locator('.react-flow__handle'))
  await expect.poll(() => boardState(page)).toMatchObject({ wires: ['source > sink'], problems: [] })
  await expect(canvas.locator('.react-flow__edge text')).toHaveText('1,000/s ×3 fields')
  await expect(node('sink')).toContainText('writes id, amount, country')

  // Drop a stage from the palette onto a wire, then a stage that is already on the canvas.
  const [wire] = [await middle(canvas.locator('.react-flow__edge path').first())]
  const frame = await canvas.boundingBox()
  const at = { x: wire.x - (frame?.x ?? 0), y: wire.y - (frame?.y ?? 0) }
  await palette.getByRole('button', { name: 'Filter' }).dragTo(canvas, { targetPosition: at })
  await expect.poll(() => boardState(page)).toMatchObject({ wires: ['filter > sink', 'source > filter'] })
  await palette.getByRole('button', { name: 'Map' }).dragTo(canvas, { targetPosition: { x: 300, y: 640 } })
  const into = canvas.locator('.react-flow__edge[aria-label="Wire from Filter to Sink"] path').first()
  await drag(page, node('map'), into)
  await expect
    .poll(() => boardState(page))
    .toMatchObject({ wires: ['filter > map', 'map > sink', 'source > filter'], problems: [] })
  // Other stages have moved aside to make space and may be out of view.
  await page.getByRole('button', { name: 'Zoom to fit' }).click()
  await expect(node('sink')).toContainText('writes id, amount, country, score')

  // Group by shortcut; the block uses the words of this catalog. Step into it.
  const before = await boardState(page)
  await node('filter').click({ position: { x: 60, y: 14 } })
  await node('map').click({ position: { x: 60, y: 14 }, modifiers: ['Shift'] })
  await page.keyboard.press('Control+g')
  await expect(node('block')).toContainText('2 stages')
  expect(await boardState(page)).toMatchObject({
    kinds: ['source', 'sink', 'block'],
    wires: ['block > sink', 'source > block'],
    problems: [],
  })
  await node('block').dblclick({ position: { x: 60, y: 44 } })
  await expect(canvas.getByRole('navigation')).toContainText('Pipeline')
  await expect(node('map')).toContainText('score = log amount')
  await canvas.getByRole('button', { name: 'Pipeline' }).click()

  // The menu and the search offer stages instead of layers.
  await node('source').click({ button: 'right', position: { x: 60, y: 14 } })
  await expect(page.getByRole('menuitem', { name: /^Duplicate/ })).toBeVisible()
  await page.keyboard.press('Escape')
  await canvas.focus()
  await page.keyboard.press('/')
  await page.keyboard.type('where')
  await expect(page.getByRole('option')).toHaveText(['Filter'])
  await page.keyboard.press('Escape')

  // Undo back to the start, then redo everything.
  const { steps } = await boardState(page)
  await page.keyboard.press('Control+z')
  await expect.poll(() => boardState(page)).toMatchObject({ kinds: before.kinds, wires: before.wires, problems: [] })
  for (let i = 1; i < steps; i++) await page.keyboard.press('Control+z')
  await expect(canvas).toContainText('A pipeline is drawn here')
  for (let i = 0; i < steps; i++) await page.keyboard.press('Control+Shift+z')
  await expect(node('block')).toContainText('2 stages')
  expect(lines).toEqual([])
})
