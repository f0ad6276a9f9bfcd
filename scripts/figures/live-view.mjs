/**
 * @file Live view: how much live charts and nodes slow down training, how fluent the canvas stays, and how much training
 * delays user input.
 */
import { zoomIn } from './editing.mjs'
import { beginFrames, endFrames, frameFacts, isFluent, median, ms, quantile } from './times.mjs'

const ROUNDS = 5
const ROUND_MS = 3000
/** CPU slowdown factor, to imitate a small old laptop. */
const SLOWER = 6
const INPUTS = 150
const LONG = { epochs: 100_000 }

/** Steps per second with the Train page open relative to the Build page. */
export function liveView(lab) {
  const open = (room) => (studio) => studio.run('room.open', { room })
  return slowdown(lab, open('train'), open('build'))
}

/** Steps per second with values on nodes and wires, at a readable size, relative to none. */
export function liveNodes(lab) {
  const values = (on) => (studio) => studio.run('view.values', { on })
  return slowdown(lab, values(true), values(false))
}

/**
 * Steps per second with one view relative to those with another, in rounds of the order A B B A; and the frame times
 * with the first.
 */
async function slowdown(lab, first, second) {
  const studio = await startTraining(lab)
  const speed = async (open) => {
    await open(studio)
    await studio.page.waitForTimeout(500)
    const at = () => studio.page.evaluate(() => ({ step: window.netloom.state().run.step, at: performance.now() }))
    const from = await at()
    await studio.page.waitForTimeout(ROUND_MS)
    const to = await at()
    return (1000 * (to.step - from.step)) / (to.at - from.at)
  }
  await speed(first)
  const shares = []
  for (let i = 0; i < ROUNDS; i++) {
    const [a, b, c, d] = [await speed(first), await speed(second), await speed(second), await speed(first)]
    shares.push((a + d) / (b + c))
  }
  await first(studio)
  const { said, numbers } = await frames(studio.page)
  await studio.close()
  const share = median(shares)
  const words = `${share.toFixed(3)} of the steps per second (${Math.min(...shares).toFixed(3)} to ${Math.max(...shares).toFixed(3)}, n ${ROUNDS})`
  return { said: `${words}; ${said}`, reached: share >= 0.97 && numbers.perSecond >= 59, share, shares, ...numbers }
}

async function frames(page) {
  await page.waitForTimeout(1000)
  await beginFrames(page)
  await page.waitForTimeout(2 * ROUND_MS)
  return frameFacts(await endFrames(page))
}

/** Layers of the network whose nodes show their values while it trains, and nodes in a row. */
const LAYERS = 300
const PER_ROW = 20

/** Frame times while a network of 300 layers on 2-D points trains, whole in view and then at a readable size. */
export async function frames300(lab) {
  const studio = await lab.studio()
  await studio.template('moons-mlp')
  await studio.page.evaluate(
    async ([layers, perRow]) => {
      const { netloom } = window
      const [{ nodes, wires }] = netloom.state().project.networks
      const output = nodes.find(({ kind }) => kind === 'output')
      const into = wires.find(({ to }) => to === output.id)
      const last = nodes.find(({ id }) => id === into.from)
      const at = (i) => ({ x: 220 * (i % perRow), y: 180 * Math.floor(i / perRow) })
      const hidden = Array.from({ length: layers - 1 }, (_, i) => ({
        ...{ id: `d${i}`, kind: 'dense', label: `Dense ${i + 1}` },
        params: { units: 8, activation: 'tanh' },
      }))
      const path = [nodes.find(({ kind }) => kind === 'input'), ...hidden, last, output]
      const drawing = {
        nodes: path.map((node, i) => ({ ...node, position: at(i) })),
        wires: path.slice(1).map(({ id }, i) => ({ id: `x${i}`, from: path[i].id, to: id, port: 0 })),
      }
      const file = JSON.parse(new TextDecoder().decode(await netloom.run('project.export')))
      file.networks = [{ name: 'network', drawing }]
      await netloom.run('project.import', { bytes: new TextEncoder().encode(JSON.stringify(file)) })
    },
    [LAYERS, PER_ROW],
  )
  await studio.loaded()
  await studio.run('plan.set', { ...LONG, learningRate: 1e-4 })
  await studio.run('run.start', { backend: 'wasm' })
  await studio.run('room.open', { room: 'build' })
  const whole = await frames(studio.page)
  await zoomIn(studio.page)
  const near = await frames(studio.page)
  const { tag } = (await studio.state()).run
  await studio.close()
  if (tag !== 'training') throw new Error(`the run was ${tag}`)
  return {
    said: `all in view: ${whole.said}; at a readable size: ${near.said}`,
    reached: isFluent(whole.numbers) && isFluent(near.numbers),
    ...{ whole: whole.numbers, near: near.numbers },
  }
}

/** Time from a click or key press to the next frame on a CPU slowed down six times, both idle and while training. */
export async function inputLatency(lab) {
  const studio = await lab.studio()
  await studio.template('digits-cnn')
  const { page } = studio
  const session = await page.context().newCDPSession(page)
  await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWER })
  await recordInputs(page)
  const rest = await inputs(page)
  await studio.run('plan.set', LONG)
  await studio.run('run.start', { backend: 'wasm' })
  const training = await inputs(page)
  const { tag } = (await studio.state()).run
  await session.send('Emulation.setCPUThrottlingRate', { rate: 1 })
  await studio.close()
  if (tag !== 'training') throw new Error(`the run was ${tag}`)
  const words = (times) =>
    `95% within ${ms(quantile(times, 0.95))}, 50% within ${ms(median(times))}, longest ${ms(Math.max(...times))}`
  const p95 = quantile(training, 0.95)
  const said = `${words(training)} (n ${training.length}); when idle ${words(rest)}`
  return { said, reached: p95 <= 200, p50: median(training), p95, restP95: quantile(rest, 0.95), n: training.length }
}

/** Starts recording the time from each click and key press to the next frame. */
function recordInputs(page) {
  return page.evaluate(() => {
    window.figureInputs = []
    const note = ({ timeStamp }) =>
      requestAnimationFrame(() => {
        // A message posted in an animation frame arrives after the frame is painted.
        const { port1, port2 } = new MessageChannel()
        port1.onmessage = () => window.figureInputs.push(performance.now() - timeStamp)
        port2.postMessage(0)
      })
    for (const type of ['pointerdown', 'keydown']) window.addEventListener(type, note, { capture: true })
  })
}

/** Clicks nodes and presses keys, each after the previous one has been painted, as a person would. */
async function inputs(page) {
  const nodes = page.locator('[data-kind="conv2d"], [data-kind="dense"]')
  const places = await Promise.all((await nodes.all()).map((node) => node.boundingBox()))
  await page.evaluate(() => {
    window.figureInputs.length = 0
  })
  for (let i = 0; i < INPUTS; i++) {
    const { x, y, width, height } = places[i % places.length]
    if (i % 3 < 2) await page.mouse.click(x + width / 2, y + height / 2)
    else await page.keyboard.press(i % 2 ? 'ArrowRight' : 'ArrowLeft')
    await page.waitForFunction((count) => window.figureInputs.length >= count, i + 1)
    await page.waitForTimeout(100)
  }
  return page.evaluate(() => window.figureInputs.slice())
}

async function startTraining(lab) {
  const studio = await lab.studio()
  await studio.template('digits-cnn')
  await studio.run('plan.set', LONG)
  await studio.run('run.start', { backend: 'wasm' })
  return studio
}
