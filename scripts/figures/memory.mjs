/** @file Compares the forecast of memory with the growth of the page's processes, for every example and large networks. */
import { withModules } from './modules.mjs'
import { watchMemory } from './peak.mjs'

const conv = (filters) => ({ kind: 'conv2d', params: { filters, kernelSize: 3, padding: 'same', activation: 'relu' } })
const dense = (units, activation = 'relu') => ({ kind: 'dense', params: { units, activation } })
const pool = { kind: 'maxPooling2d', params: {} }
const flatten = { kind: 'flatten', params: {} }
/** Networks on the digits of the starter dataset, each large in another way. */
const LARGE = {
  '20 million weights': { batchSize: 1024, row: [flatten, dense(4096), dense(4096), dense(10, 'softmax')] },
  'wide convolutions': {
    batchSize: 128,
    row: [conv(64), conv(64), pool, conv(128), pool, flatten, dense(256), dense(10, 'softmax')],
  },
  'LSTM over 784 steps': {
    batchSize: 64,
    row: [
      { kind: 'reshape', params: { targetShape: [784, 1] } },
      { kind: 'lstm', params: { units: 64 } },
      dense(10, 'softmax'),
    ],
  },
}
const WITHIN = 0.25
/** Difference in bytes that counts as noise: the memory of the same page differs by this much between runs. */
const NOISE = 15e6
/** Trains one epoch and at least this long, so that several checkpoints are taken. */
const TRAIN_MS = 30_000
const DAY = 24 * 3600_000
/** The page works after its data is loaded, for example on the data report; how long its memory must stay the same. */
const QUIET_SECONDS = 6
const QUIET_BYTES = 2e6

/** Trains each network in a browser of its own. */
export async function memory(lab) {
  const rows = []
  for (const name of await trainable())
    rows.push(await measured(lab, name, (run) => run('project.new', { template: name })))
  for (const [name, large] of Object.entries(LARGE)) rows.push(await measured(lab, name, (run) => draw(run, large)))
  const off = ({ forecast, grown }) => forecast / grown - 1
  const isClose = (row) => Math.abs(off(row)) <= WITHIN || Math.abs(row.forecast - row.grown) <= NOISE
  const megabytes = (bytes) => (bytes / 1e6).toFixed(0)
  const words = rows.map((row) => `${row.name} ${megabytes(row.forecast)} of ${megabytes(row.grown)} MB`)
  return { said: words.join(', '), reached: rows.every(isClose), rows }
}

/** The ids of all examples that can be trained. */
function trainable() {
  return withModules(async (load) => {
    const { templates } = await load('/src/gallery/index.ts')
    return templates.filter(({ reaches }) => reaches !== '').map(({ id }) => id)
  })
}

async function draw(run, { row, batchSize }) {
  await run('project.new', { template: 'blank' })
  await run('data.use', { dataset: 'mnist-starter' })
  await run('graph.row', { row })
  await run('plan.set', { batchSize })
}

async function measured(lab, name, prepare) {
  const { page, browser, close } = await lab.alone()
  try {
    const run = (id, args = {}) => page.evaluate(([i, a]) => window.netloom.run(i, a), [id, args])
    await prepare(run)
    await page.evaluate((timeoutMs) => window.netloom.when((state) => state.data.loaded, { timeoutMs }), DAY)
    await run('machine.choose', { backend: 'wasm' })
    await untilQuiet(browser)
    const watch = await watchMemory(browser)
    await run('run.start')
    await page.evaluate(
      (timeoutMs) =>
        window.netloom.when(({ run: { epoch, tag } }) => epoch > 1 || tag === 'failed' || tag === 'done', {
          timeoutMs,
        }),
      DAY,
    )
    await page.waitForTimeout(TRAIN_MS)
    const { run: now } = await page.evaluate(() => window.netloom.state())
    if (now.tag === 'failed') throw new Error(`${name}: ${now.why}`)
    if (now.tag !== 'done') await run('run.stop')
    const { grown } = await watch.end()
    const { totalBytes } = await run('run.forecast')
    return { name, forecast: totalBytes, grown }
  } finally {
    await close()
  }
}

/** Resolves when the memory of the page has hardly changed for some seconds. */
async function untilQuiet(browser) {
  const watch = await watchMemory(browser)
  let [start, seconds] = [watch.now(), 0]
  while (seconds < QUIET_SECONDS) {
    await new Promise((resolve) => setTimeout(resolve, 1000))
    const isSame = Math.abs(watch.now() - start) < QUIET_BYTES
    ;[start, seconds] = isSame ? [start, seconds + 1] : [watch.now(), 0]
  }
  await watch.end()
}
