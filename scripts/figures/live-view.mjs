/** @file Live view: how much live charts slow down training, and how much training delays user input. */
import { beginFrames, endFrames, frameFacts, median, ms, quantile } from './times.mjs'

const ROUNDS = 5
const ROUND_MS = 3000
/** CPU slowdown factor, to imitate a small old laptop. */
const SLOWER = 6
const INPUTS = 150
const LONG = { epochs: 100_000 }

/**
 * Steps per second on the Train page relative to the Build page, in rounds of the order A B B A; and the frame times.
 */
export async function liveView(lab) {
  const studio = await startTraining(lab)
  const speed = async (room) => {
    await studio.run('room.open', { room })
    await studio.page.waitForTimeout(500)
    const at = () => studio.page.evaluate(() => ({ step: window.netloom.state().run.step, at: performance.now() }))
    const from = await at()
    await studio.page.waitForTimeout(ROUND_MS)
    const to = await at()
    return (1000 * (to.step - from.step)) / (to.at - from.at)
  }
  await speed('train')
  const shares = []
  for (let i = 0; i < ROUNDS; i++) {
    const [a, b, c, d] = [await speed('train'), await speed('build'), await speed('build'), await speed('train')]
    shares.push((a + d) / (b + c))
  }
  await studio.run('room.open', { room: 'train' })
  await beginFrames(studio.page)
  await studio.page.waitForTimeout(2 * ROUND_MS)
  const { said, numbers } = frameFacts(await endFrames(studio.page))
  await studio.close()
  const share = median(shares)
  const words = `${share.toFixed(3)} of the steps per second (${Math.min(...shares).toFixed(3)} to ${Math.max(...shares).toFixed(3)}, n ${ROUNDS})`
  return { said: `${words}; ${said}`, reached: share >= 0.97 && numbers.perSecond >= 59, share, shares, ...numbers }
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
