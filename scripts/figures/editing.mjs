/** @file Figures for a network with 1,000 nodes: check time in Node; opening, frame times while editing, and layout. */
import { join } from 'node:path'
import { runnerImport } from 'vite'
import { root } from '../steps.mjs'
import { open } from './lab.mjs'
import { bigGraph, NODES, openBigGraph } from './big-graph.mjs'
import { beginFrames, endFrames, frameFacts, median, ms, quantile } from './times.mjs'

const CHECK_MS = 5
const FRAME_MS = 50
/** Maximum median frame time: one frame at 60 Hz (16.7 ms) plus clock rounding. */
const MEDIAN_MS = 17.5
const OPEN_MS = 2000
const CANCEL_MS = 200

/** The check time after 50 edits that keep the shapes valid and 50 that break them, and after a cold start. */
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
  const valid = times({ kernelSize: 5 })
  const broken = times({ filters: 9 })
  const facts = {
    median: median(valid),
    p95: quantile(valid, 0.95),
    max: Math.max(...valid),
    medianBroken: median(broken),
  }
  const said = `${ms(facts.median)} (median of 50 edits, 95% within ${ms(facts.p95)}, first, cold ${ms(valid[0])}); ${ms(facts.medianBroken)} if the edit breaks the graph`
  return { said, reached: facts.median <= CHECK_MS, ...facts }
}

/**
 * The time until all 1,000 nodes are on screen, both after a reload and coming from another project; three times each.
 */
export async function opening(lab) {
  const studio = await lab.studio()
  const { page } = studio
  await openBigGraph(studio)
  await studio.run('project.save')
  const { project } = await studio.state()
  const drawn = () =>
    page.evaluate(async () => {
      while (!document.querySelector('.react-flow__node')) await new Promise((resolve) => setTimeout(resolve, 5))
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
    })
  const reloads = []
  const opens = []
  for (let i = 0; i < 3; i++) {
    const began = Date.now()
    await open(page, lab.address)
    await drawn()
    reloads.push(Date.now() - began)
    await studio.run('project.new', { template: 'blank' })
    opens.push(
      await page.evaluate(async (id) => {
        const began = performance.now()
        await window.netloom.run('project.open', { id })
        while (!document.querySelector('.react-flow__node')) await new Promise((resolve) => setTimeout(resolve, 5))
        await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
        return performance.now() - began
      }, project.id),
    )
  }
  await studio.close()
  const facts = { reload: median(reloads), open: median(opens), worst: Math.max(...reloads, ...opens) }
  return {
    said: `${ms(facts.reload)} after a reload, ${ms(facts.open)} from another project (medians of 3, longest ${ms(facts.worst)})`,
    reached: facts.worst <= OPEN_MS,
    ...facts,
  }
}

/** Measures layout in the worker: its duration, frame times in the meantime, and the time to cancel it. */
export async function layingOut(lab) {
  const studio = await lab.studio()
  const { page } = studio
  await openBigGraph(studio)
  await page.waitForTimeout(1500)
  await beginFrames(page)
  const took = await page.evaluate(async () => {
    const began = performance.now()
    await window.netloom.run('graph.tidy')
    return performance.now() - began
  })
  const frames = frameFacts(await endFrames(page))
  await studio.run('graph.undo')
  const canceled = await page.evaluate(async () => {
    const before = window.netloom.state().project.drawingVersion
    const going = window.netloom.run('graph.tidy')
    await new Promise((resolve) => setTimeout(resolve))
    const began = performance.now()
    await window.netloom.run('graph.stopTidy')
    await going
    return { after: performance.now() - began, same: window.netloom.state().project.drawingVersion === before }
  })
  await studio.close()
  return {
    said: `${ms(took)}; meanwhile ${frames.said}; stopped ${ms(canceled.after)} after Cancel, network ${canceled.same ? 'unchanged' : 'changed'}`,
    reached: canceled.same && canceled.after <= CANCEL_MS && frames.numbers.p95 <= FRAME_MS,
    took,
    cancelled: canceled.after,
    ...frames.numbers,
  }
}

/**
 * Measures frame times during 80 parameter edits, 40 drags, 40 pans, 40 undos, and 40 redos, with at most one per
 * frame.
 */
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
    pans: () => pans(page, 40),
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
    said: `${said}; 95% by gesture: ${each.join(', ')}; ${drawn} nodes drawn`,
    reached: numbers.p95 <= FRAME_MS && numbers.p50 <= MEDIAN_MS,
    ...numbers,
    drawn,
    byGesture: p95,
  }
}

/** Runs commands, one per frame. */
function runEach(page, commands) {
  return page.evaluate(async (each) => {
    for (const [id, args] of each) {
      await window.netloom.run(id, args)
      await new Promise((resolve) => requestAnimationFrame(resolve))
    }
  }, commands)
}

/** Drags the visible nodes one after another, with eight mouse moves each. */
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
    // A node that is dragged a second time moves back.
    const by = Math.floor(i / boxes.length) % 2 === 0 ? 24 : -24
    const from = by > 0 ? 0 : 24
    await page.mouse.move(x + from, y + from / 2)
    await page.mouse.down()
    await page.mouse.move(x + from + by, y + (from + by) / 2, { steps: 8 })
    await page.mouse.up()
  }
}

/** Drags an empty spot to pan the canvas back and forth. */
async function pans(page, count) {
  const board = await page.locator('[data-canvas]').boundingBox()
  const [x, y] = await page.evaluate(({ x: left, y: top, width, height }) => {
    for (let share = 0.2; share < 0.8; share += 0.004) {
      const at = [left + width / 2, top + height * share]
      if (document.elementFromPoint(...at)?.classList.contains('react-flow__pane')) return at
    }
    throw new Error('no empty spot to pan the canvas by')
  }, board)
  for (let i = 0; i < count; i++) {
    const by = i % 2 === 0 ? 60 : -60
    const from = by > 0 ? 0 : 60
    await page.mouse.move(x + from, y + from / 2)
    await page.mouse.down()
    await page.mouse.move(x + from + by, y + (from + by) / 2, { steps: 8 })
    await page.mouse.up()
  }
}

/** Zooms in until nodes have a readable size. */
export async function zoomIn(page) {
  const node = page.locator('.react-flow__node').first()
  await wheel(page, [0.5, 0.5], -120, async () => (await node.boundingBox()).width >= 150)
}

/**
 * Zooms out until all nodes are in view and thus rendered. The pointer is at the upper left, where there is no node.
 */
async function zoomOut(page) {
  await wheel(page, [0.01, 0.02], 120, async () => (await page.locator('.react-flow__node').count()) === NODES)
}

/** Turns the mouse wheel at a position of the canvas (as shares of its width and height) until `there` is true. */
async function wheel(page, [x, y], by, there) {
  const board = await page.locator('[data-canvas]').boundingBox()
  await page.mouse.move(board.x + board.width * x, board.y + board.height * y)
  for (let i = 0; i < 60 && !(await there()); i++) {
    await page.mouse.wheel(0, by)
    await page.waitForTimeout(60)
  }
  await page.waitForTimeout(500)
}
