/**
 * @file Figures of an out-of-core dataset that is twice as large as the memory limit, compared with the same dataset in
 * memory.
 */
import { collector, watchMemory } from './peak.mjs'

const ROWS = 85_000
const EPOCHS = 5
const BUDGETS = { here: 512, away: 32 }
/** Memory growth, in MB, after the first epoch that still counts as no growth. */
const FLAT_MB = 24
const MB = 2 ** 20

/**
 * Compares samples per second with the dataset in memory; also records memory after each epoch, and the reads of the
 * second epoch.
 */
export async function larger(lab) {
  const here = await trained(lab, BUDGETS.here)
  const away = await trained(lab, BUDGETS.away)
  if (here.hash !== away.hash) throw new Error(`different weights: ${here.hash} and ${away.hash}`)
  const ratio = away.perSecond / here.perSecond
  const growth = Math.max(...away.held.slice(1)) - away.held[1]
  const list = (all) => all.map((megabytes) => megabytes.toFixed(0)).join(', ')
  const said = `${away.perSecond.toFixed(0)} samples/s, ${ratio.toFixed(2)} of the ${here.perSecond.toFixed(0)} of the same dataset in memory, with the same weights; page and workers use ${list(away.held)} MB before and after each epoch, after garbage collection (in memory ${list(here.held)}); the second epoch reads ${(away.second.bytes / 1e6).toFixed(0)} MB in ${away.second.reads} reads (in memory ${here.second.reads})`
  const reached = here.second.reads === 0 && away.second.reads > 0 && growth <= FLAT_MB
  return { said, reached, ratio, growth, here, away }
}

/** Trains a single layer on imported 28×28 images, with a memory limit in MB. */
async function trained(lab, budget) {
  const { page, browser, close } = await lab.alone()
  try {
    const run = (id, args = {}) => page.evaluate(([i, a]) => window.netloom.run(i, a), [id, args])
    await run('project.new', { template: 'blank' })
    await run('machine.rowsBudget', { megabytes: budget })
    await page.evaluate(bring, ROWS)
    await page.evaluate(() => window.netloom.when((s) => s.data.loaded, { timeoutMs: 300_000 }))
    const row = [{ kind: 'flatten' }, { kind: 'dense', params: { units: 10, activation: 'softmax' } }]
    await run('graph.row', { row })
    await run('plan.set', { epochs: EPOCHS, batchSize: 128 })
    const memory = await watchMemory(browser)
    const collect = await collector(page)
    await collect()
    const held = [memory.now() / MB]
    const reads = []
    await run('run.start')
    const began = performance.now()
    for (let epoch = 1; epoch <= EPOCHS; epoch++) {
      for (;;) {
        const { run: now } = await page.evaluate(() => window.netloom.state())
        if (['done', 'failed'].includes(now.tag) || now.epoch >= epoch) break
        await page.waitForTimeout(20)
      }
      await collect()
      held.push(memory.now() / MB)
      reads.push(await run('machine.memory'))
    }
    const over = await page.evaluate(() =>
      window.netloom.when(({ run: { tag } }) => ['done', 'failed'].includes(tag), { timeoutMs: 300_000 }),
    )
    const seconds = (performance.now() - began) / 1000
    await memory.end()
    if (over.run.tag !== 'done') throw new Error(over.run.why)
    const [first, second] = reads
    return {
      perSecond: (EPOCHS * over.data.samples.train) / seconds,
      seconds,
      held,
      second: { reads: second.reads - first.reads, bytes: second.readBytes - first.readBytes },
      hash: over.run.weightsHash,
    }
  } finally {
    await close()
  }
}

/** Runs in the page: imports generated IDX images whose class is the position of a stripe. */
async function bring(rows) {
  const head = (words) => {
    const view = new DataView(new ArrayBuffer(4 * words.length))
    words.forEach((word, i) => {
      view.setUint32(4 * i, word)
    })
    return view
  }
  let state = 7
  const pixels = new Uint8Array(rows * 784)
  for (let i = 0; i < pixels.length; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    pixels[i] = (state >>> 26) + (Math.floor((i % 28) / 2.8) === Math.floor(i / 784) % 10 ? 150 : 0)
  }
  const labels = Uint8Array.from({ length: rows }, (_, i) => i % 10)
  await window.netloom.run('data.bring', {
    files: [
      { path: 'train-images-idx3-ubyte', file: new Blob([head([0x803, rows, 28, 28]), pixels]) },
      { path: 'train-labels-idx1-ubyte', file: new Blob([head([0x801, rows]), labels]) },
    ],
    title: 'Stripes',
  })
}
