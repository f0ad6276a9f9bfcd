/** @file What editing a drawing of 500 nodes costs: the check alone, in Node, and the frames of the page. */
import { join } from 'node:path'
import { runnerImport } from 'vite'
import { root } from '../steps.mjs'
import { bigGraph, openBigGraph } from './big-graph.mjs'
import { beginFrames, endFrames, frameFacts, median, ms, quantile } from './times.mjs'

const CHECK_MS = 5
const FRAME_MS = 50
const NODES = 500

/** The check after each of 50 edits that keep the shapes and 50 that break them, from a cold start. */
export async function checkTime() {
  const load = async (path) =>
    (await runnerImport(join(root, 'src', path), { root, configFile: false, logLevel: 'warn' })).module
  const { checkNetwork } = await load('compile/check-network.ts')
  const { apply } = await load('graph/apply.ts')
  const { mnist } = await load('catalog/datasets/mnist.ts')
  const { defaultPlan } = await load('compile/default-plan.ts')
  const plan = defaultPlan(mnist)
  const { drawing, convolutions } = bigGraph()
  const times = (params) =>
    convolutions.slice(0, 50).map((node) => {
      const edited = apply(drawing, { type: 'set', node, params })
      const began = performance.now()
      checkNetwork(edited, mnist.schema, plan)
      return performance.now() - began
    })
  const sound = times({ kernelSize: 5 })
  const broken = times({ filters: 9 })
  const facts = {
    median: median(sound),
    p95: quantile(sound, 0.95),
    max: Math.max(...sound),
    medianBroken: median(broken),
  }
  const said = `${ms(facts.median)} (median of 50 edits, 95 % within ${ms(facts.p95)}, the cold first ${ms(sound[0])}); ${ms(facts.medianBroken)} where the edit breaks the graph`
  return { said, reached: facts.median <= CHECK_MS, ...facts }
}

/** Frames while 80 settings, 40 drags by mouse, 40 undos and 40 redos follow one another, one at most a frame. */
export async function editing(lab, { zoomed }) {
  const studio = await lab.studio()
  const { page } = studio
  const convolutions = await openBigGraph(studio)
  await page.waitForTimeout(1500)
  if (zoomed) await zoomIn(page)
  else await zoomOut(page)
  const drawn = await page.locator('.react-flow__node').count()
  const settings = convolutions
    .slice(0, 80)
    .map((node, i) => ['graph.set', { node, params: { kernelSize: 5 - (i % 2) * 2 } }])
  const phases = {
    settings: () => runEach(page, settings),
    drags: () => drags(page, 40),
    undos: () => runEach(page, Array(40).fill(['graph.undo'])),
    redos: () => runEach(page, Array(40).fill(['graph.redo'])),
  }
  const all = []
  const p95 = {}
  for (const [name, phase] of Object.entries(phases)) {
    await beginFrames(page)
    await phase()
    const frames = await endFrames(page)
    p95[name] = quantile(frames, 0.95)
    all.push(...frames)
  }
  await studio.close()
  const { said, numbers } = frameFacts(all)
  const each = Object.entries(p95).map(([name, time]) => `${name} ${ms(time)}`)
  return {
    said: `${said}; 95 % by gesture: ${each.join(', ')}; ${drawn} nodes drawn`,
    reached: numbers.p95 <= FRAME_MS,
    ...numbers,
    drawn,
    byGesture: p95,
  }
}

/** Runs commands, one a frame. */
function runEach(page, commands) {
  return page.evaluate(async (each) => {
    for (const [id, args] of each) {
      await window.netloom.run(id, args)
      await new Promise((resolve) => requestAnimationFrame(resolve))
    }
  }, commands)
}

/** Drags the nodes that are in view, one after another, eight moves each. */
async function drags(page, count) {
  const handles = await page.locator('.react-flow__node:has([data-kind="conv2d"])').all()
  const board = await page.locator('[data-canvas]').boundingBox()
  const boxes = []
  for (const handle of handles) {
    const box = await handle.boundingBox()
    const inside = box && box.x > board.x + 60 && box.y > board.y + 60
    if (inside && box.x + box.width < board.x + board.width - 60 && box.y + box.height < board.y + board.height - 60)
      boxes.push(box)
    if (boxes.length === count) break
  }
  if (boxes.length === 0) throw new Error('no node in view to drag')
  for (let i = 0; i < count; i++) {
    const box = boxes[i % boxes.length]
    const [x, y] = [box.x + box.width / 2, box.y + Math.min(box.height / 2, 14)]
    // Back where it came from when its turn comes again.
    const by = Math.floor(i / boxes.length) % 2 === 0 ? 24 : -24
    const from = by > 0 ? 0 : 24
    await page.mouse.move(x + from, y + from / 2)
    await page.mouse.down()
    await page.mouse.move(x + from + by, y + (from + by) / 2, { steps: 8 })
    await page.mouse.up()
  }
}

/** Until nodes are of a readable size. */
async function zoomIn(page) {
  const node = page.locator('.react-flow__node').first()
  await wheel(page, [0.5, 0.5], -120, async () => (await node.boundingBox()).width >= 150)
}

/** Until all nodes are drawn: those out of view are not. The drawing begins at the upper left, beside which there is no node. */
async function zoomOut(page) {
  await wheel(page, [0.01, 0.02], 120, async () => (await page.locator('.react-flow__node').count()) === NODES)
}

/** Turns the wheel over a place of the canvas, in shares of it, until `there` holds. */
async function wheel(page, [x, y], by, there) {
  const board = await page.locator('[data-canvas]').boundingBox()
  await page.mouse.move(board.x + board.width * x, board.y + board.height * y)
  for (let i = 0; i < 60 && !(await there()); i++) {
    await page.mouse.wheel(0, by)
    await page.waitForTimeout(60)
  }
  await page.waitForTimeout(500)
}
