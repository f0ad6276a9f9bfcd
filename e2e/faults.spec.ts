/** @file Faults: each one ends with a clear message, and none of the user's work is lost. */
import { expect, type Netloom, netloomOf, open, test, trainerOf } from './fixture'

test('a non-finite loss stops the run at once with the epoch and step', async ({ netloom }) => {
  await netloom.run('project.new', { template: 'auto-mpg-mlp' })
  await netloom.run('plan.set', { optimizer: { kind: 'sgd' }, learningRate: 1e5, epochs: 50 })
  await netloom.run('run.start').catch(() => undefined)
  const failed = await netloom.when((s) => s.run.tag === 'failed')
  expect(failed.run.why).toMatch(/became infinite or NaN in epoch \d+, step \d+/)
  expect(failed.run.why).toMatch(/\d/)
})

test('a layer of a billion weights is refused before it is built', async ({ netloom }) => {
  const { nodes } = (await netloom.state()).project.networks[0] ?? { nodes: [] }
  const dense = nodes.find(({ kind }) => kind === 'dense')
  const flatten = nodes.find(({ kind }) => kind === 'flatten')
  const big = await netloom.run<string>('graph.addAfter', {
    kind: 'dense',
    node: flatten?.id,
    params: { units: 65536 },
  })
  await netloom.run('graph.addAfter', { kind: 'dense', node: big, params: { units: 65536 } })
  expect(dense).toBeDefined()
  const refusal = await netloom.refused('run.start')
  expect(refusal.message).toMatch(/GB|weights|parameters/)
  expect((await netloom.state()).run.tag).toBe('idle')
})

test('a full disk never reports a false "saved", and keeps what was stored before', async ({
  netloom,
  watched: page,
}) => {
  await netloom.run('project.new', { template: 'digits-cnn' })
  const { nodes } = (await netloom.state()).project.networks[0] ?? { nodes: [] }
  await netloom.run('graph.addAfter', {
    kind: 'dense',
    node: nodes.find(({ kind }) => kind === 'flatten')?.id,
    params: { units: 2000 },
  })
  await netloom.run('data.use', { dataset: 'mnist-starter', samples: 64 })
  await netloom.run('plan.set', { epochs: 1 })
  await netloom.run('run.start')
  await netloom.when((s) => s.run.tag === 'done')
  await netloom.run('model.save', { name: 'before' })
  await netloom.run('project.save')
  const session = await page.context().newCDPSession(page)
  const { origin } = new URL(page.url())
  await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 })
  // Chromium caches the storage quota for about 30 s.
  await page.waitForTimeout(33_000)
  // 6 MB of weights, because Chromium does not count small or compressible writes exactly.
  expect((await netloom.refused('model.save', { name: 'after' })).code).toBe('storage-full')
  expect((await netloom.state()).models.map(({ name }) => name)).toEqual(['before'])
  // A project full of labels that do not compress.
  await page.evaluate(async () => {
    const words = () => btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(140))))
    const edits = Array.from({ length: 1500 }, (_, i) => ({
      type: 'add',
      node: { id: `x${i}`, kind: 'flatten', label: words(), params: {}, position: { x: i, y: i } },
    }))
    await window.netloom.run('graph.edit', { edits })
  })
  const refusal = await netloom.refused('project.save')
  expect(refusal.code).toBe('storage-full')
  expect((await netloom.state()).saving).toBe('unsaved')
  await session.send('Storage.overrideQuotaForOrigin', { origin })
  await netloom.run('project.save')
  expect((await netloom.state()).saving).toBe('saved')
  expect((await netloom.run<object[]>('model.list')).length).toBe(1)
})

test('when the training worker is killed, the run reports it and resumes from its last checkpoint', async ({
  netloom,
  watched: page,
}) => {
  await netloom.run('project.new', { template: 'spirals-mlp' })
  // Millions of small steps, so that no machine finishes before the worker is killed.
  await netloom.run('plan.set', { epochs: 100_000, batchSize: 4 })
  await netloom.run('run.start')
  // Wait until the worker has started up, because the page allows more time to respond during startup.
  await netloom.when((s) => s.run.epoch >= 200)
  const { run } = await netloom.state()
  await waitForCheckpoint(netloom, run.id)
  const worker = trainerOf(page)
  await worker?.evaluate(() => setTimeout(() => self.close(), 0))
  await expect(page.getByText(/Resuming from step [\d,]+\./)).toBeVisible({ timeout: 60_000 })
  const recovered = await netloom.when((s, step) => s.run.tag === 'training' && s.run.step > step, {
    timeoutMs: 60_000,
    given: run.step,
  })
  expect(recovered.run.id).toBe(run.id)
  await netloom.run('run.stop')
  expect((await netloom.state()).runs.map(({ tag }) => tag)).toEqual(['done'])
})

test('a training worker that stops responding is replaced in time, and the run resumes', async ({
  netloom,
  watched: page,
}) => {
  await netloom.run('project.new', { template: 'moons-mlp' })
  // Ten million small steps, so that no machine finishes before the worker is blocked.
  await netloom.run('plan.set', { epochs: 100_000, batchSize: 4 })
  await netloom.run('run.start')
  const { run } = await netloom.when((s) => s.run.epoch >= 200)
  await waitForCheckpoint(netloom, run.id)
  const worker = trainerOf(page)
  await worker?.evaluate(() => {
    setTimeout(() => {
      for (;;);
    })
  })
  const from = Date.now()
  await expect(page.getByText(/did not respond for \d+ seconds.*Resuming from step/)).toBeVisible({ timeout: 60_000 })
  const recovered = await netloom.when((s, step) => s.run.tag === 'training' && s.run.step > step, {
    timeoutMs: 60_000,
    given: run.step,
  })
  console.log(`an unresponsive worker was replaced within ${((Date.now() - from) / 1000).toFixed(0)} s`)
  expect(Date.now() - from).toBeLessThan(30_000)
  expect(recovered.run.id).toBe(run.id)
  await netloom.run('run.stop')
  await expect.poll(() => page.workers().length).toBe(1)
})

test('after a tab crash the project is intact, and the interrupted run can be resumed', async ({
  netloom,
  watched: page,
}) => {
  await netloom.run('project.new', { template: 'spirals-mlp' })
  await netloom.run('plan.set', { epochs: 40_000 })
  const { project } = await netloom.state()
  await netloom.run('project.save')
  await netloom.run('run.start')
  await netloom.when((s) => s.run.history.length >= 2)
  const session = await page.context().newCDPSession(page)
  void session.send('Page.crash').catch(() => undefined)
  await page.waitForEvent('crash')
  const fresh = await page.context().newPage()
  await open(fresh)
  const state = await netloomOf(fresh).state()
  expect(state.project.networks).toEqual(project.networks)
  expect(state.runs[0]?.tag).toBe('interrupted')
  await netloomOf(fresh).run('run.continue')
  expect((await netloomOf(fresh).state()).run).toMatchObject({ id: state.runs[0]?.id, tag: 'training' })
})

test('invalid plans and inputs are refused with a message and change nothing', async ({ netloom }) => {
  const { plan } = await netloom.state()
  for (const bad of [
    { batchSize: 0 },
    { learningRate: Number.NaN },
    { epochs: -1 },
    { loss: { kind: '__proto__' } },
    { optimizer: { kind: 'constructor' } },
  ]) {
    const refusal = await netloom.refused('plan.set', bad)
    expect(refusal.code, JSON.stringify(bad)).toMatch(/^plan-/)
    expect(refusal.message.length).toBeGreaterThan(10)
  }
  expect((await netloom.state()).plan).toEqual(plan)
  expect((await netloom.refused('graph.add', { kind: 'constructor' })).code).toBe('unknown-kind')
  expect((await netloom.refused('model.predict', { inputs: [[1, 2]] })).code).toBe('nothing-trained')
  expect((await netloom.refused('run.fly')).code).toBe('unknown-command')
})

/** Waits until a run has its first checkpoint, which a busy machine writes late. */
async function waitForCheckpoint(netloom: Netloom, run: string | undefined): Promise<void> {
  const count = async () => (await netloom.run<readonly unknown[]>('checkpoints.list', { run })).length
  await expect.poll(count, { timeout: 60_000 }).toBeGreaterThan(0)
}
