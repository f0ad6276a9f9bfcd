/** @file The page stays responsive no matter how fast a run is. */
import { expect, slowness, test } from './fixture'

test('thousands of short epochs do not block the page', async ({ netloom, watched: page }) => {
  await netloom.run('project.new', { template: 'moons-mlp' })
  // One step per epoch: hundreds of epochs per second.
  await netloom.run('plan.set', { epochs: 100_000, batchSize: 1024 })
  await netloom.run('run.start')
  // The longest gap between two timer callbacks in the page while hundreds of epochs pass, in ms.
  const longest = await page.evaluate(async () => {
    let most = 0
    let at = performance.now()
    let enough = false
    void window.netloom
      .when(({ run }) => run.epoch >= 2000)
      .then(() => {
        enough = true
      })
    while (!enough) {
      await new Promise((resolve) => setTimeout(resolve, 10))
      const now = performance.now()
      most = Math.max(most, now - at)
      at = now
    }
    return most
  })
  const { run } = await netloom.state()
  console.log(`${run.history.length} epochs; longest block ${longest.toFixed(0)} ms`)
  expect(run.history.length).toBeGreaterThan(300)
  const slow = await slowness(page)
  expect(longest).toBeLessThan(500 * slow)
  const before = Date.now()
  await netloom.run('run.stop')
  expect(Date.now() - before).toBeLessThan(1500 * slow)
  const { run: stopped } = await netloom.state()
  // Long histories are downsampled, but the newest epochs must be complete.
  const epochs = stopped.history.map(({ epoch }) => epoch)
  expect(epochs).toEqual([...new Set(epochs)].sort((a, b) => a - b))
  expect(epochs.at(-1)).toBe(stopped.epoch)
  const newest = epochs.slice(-1000)
  expect(newest).toEqual(newest.map((_, i) => stopped.epoch - 999 + i))
})

test('no frame is long while a network learns images, with its curves and its prediction on the page', async ({
  netloom,
  watched: page,
}) => {
  await netloom.run('project.new', { template: 'digits-cnn' })
  await netloom.run('data.use', { dataset: 'mnist-starter', samples: 600 })
  await netloom.run('plan.set', { epochs: 4 })
  await netloom.when((s) => s.data.loaded)
  await page.evaluate(() => {
    const longest = { ms: 0 }
    Object.assign(window, { longest })
    let before = performance.now()
    const frame = (now: number) => {
      longest.ms = Math.max(longest.ms, now - before)
      before = now
      requestAnimationFrame(frame)
    }
    requestAnimationFrame(frame)
  })
  await netloom.run('run.start')
  await netloom.when((s) => s.run.tag === 'done')
  const longest = await page.evaluate(() => (window as unknown as { longest: { ms: number } }).longest.ms)
  console.log(`longest frame ${longest.toFixed(0)} ms`)
  expect(longest).toBeLessThan(200 * (await slowness(page)))
})

test('a project at the limits of a file opens without a long block', async ({ netloom, watched: page }) => {
  await netloom.run('project.new', { template: 'moons-mlp' })
  const file = JSON.parse(Buffer.from(await netloom.bytes('project.export')).toString())
  const { nodes, wires } = file.networks[0].drawing
  const dense = nodes.find(({ kind }: { kind: string }) => kind === 'dense')
  const add = (i: number) => ({ ...dense, id: `n${i}`, label: `N ${i}`, position: { x: (i % 50) * 300, y: i * 4 } })
  while (nodes.length < 2000) nodes.push(add(nodes.length))
  for (let i = 0; wires.length < 10_000; i++) {
    const from = 4 + Math.floor(i / 7)
    wires.push({ id: `w${i}`, from: `n${from}`, to: `n${from + 1 + (i % 7)}`, port: 0 })
  }
  await page.evaluate(() => {
    const longest = { ms: 0 }
    Object.assign(window, { longest })
    let before = performance.now()
    setInterval(() => {
      longest.ms = Math.max(longest.ms, performance.now() - before)
      before = performance.now()
    }, 10)
  })
  await netloom.give('project.import', [...new TextEncoder().encode(JSON.stringify(file))])
  await expect(page.locator('.react-flow__node')).toHaveCount(2000)
  const longest = await page.evaluate(() => (window as unknown as { longest: { ms: number } }).longest.ms)
  console.log(`longest block ${longest.toFixed(0)} ms`)
  expect(longest).toBeLessThan(2000 * (await slowness(page)))
})
