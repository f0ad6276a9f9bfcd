/** @file Faults: each one ends with a clear message, and none of the user's work is lost. */
import type { Page } from '@playwright/test'
import { expect, type Netloom, netloomOf, open, test, trainerOf } from './fixture'

/** Longer than the page waits for a worker that has fallen silent. */
const SILENCE_MS = 12_000
/** Space for a model of 6 MB and its checkpoints, in bytes. */
const SMALL_DISK = 40_000_000

test('a full disk never reports a false "saved", and keeps what was stored before', async ({
  watched: page,
  baseURL,
}) => {
  // Chromium remembers for 30 s how much space is left, unless a write needs more. So there is little from the start,
  // and the test writes until Chromium looks again.
  const session = await page.context().newCDPSession(page)
  const origin = baseURL ?? ''
  await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: SMALL_DISK })
  await open(page)
  const netloom = netloomOf(page)
  await netloom.run('project.new', { template: 'digits-cnn' })
  const { nodes } = (await netloom.state()).project.networks[0] ?? { nodes: [] }
  await netloom.run('graph.addAfter', {
    kind: 'dense',
    node: nodes.find(({ kind }) => kind === 'flatten')?.id,
    params: { units: 2000 },
  })
  await netloom.run('data.use', { dataset: 'mnist-starter', samples: 64 })
  await netloom.run('plan.set', { epochs: 1, optimizer: { kind: 'sgd' } })
  await netloom.run('run.start')
  await netloom.when((s) => s.run.tag === 'done' && s.runs[0]?.tag === 'done')
  await netloom.run('model.save', { name: 'before' })
  await netloom.run('project.save')
  await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 })
  // 6 MB of weights, because Chromium does not count small or compressible writes exactly.
  let refusal = { code: 'not refused' }
  let { models } = await netloom.state()
  // On a busy machine the storage may first not answer in time, which is no success either.
  while (['not refused', 'storage-silent'].includes(refusal.code) && models.length < 10) {
    ;({ models } = await netloom.state())
    refusal = await netloom.refused('model.save', { name: 'after' })
  }
  expect(refusal.code).toBe('storage-full')
  expect((await netloom.state()).models).toEqual(models)
  // A project full of labels that do not compress.
  await page.evaluate(async () => {
    const words = () => btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(140))))
    const edits = Array.from({ length: 1500 }, (_, i) => ({
      type: 'add',
      node: { id: `x${i}`, kind: 'flatten', label: words(), params: {}, position: { x: i, y: i } },
    }))
    await window.netloom.run('graph.edit', { edits })
  })
  const saving = async () => (await netloom.refused('project.save')).code
  // Here, too, the storage may first not answer in time.
  await expect.poll(saving, { timeout: 60_000 }).toBe('storage-full')
  expect((await netloom.state()).saving).toBe('unsaved')
  await session.send('Storage.overrideQuotaForOrigin', { origin })
  await netloom.run('project.save')
  expect((await netloom.state()).saving).toBe('saved')
  expect(await netloom.run<object[]>('model.list')).toHaveLength(models.length)
})

test('when the training worker is killed, the run reports it and resumes from its last checkpoint', async ({
  watched: page,
}) => {
  const netloom = await openWithClock(page)
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
  await page.clock.runFor(SILENCE_MS)
  await expect(page.getByText(/Resuming from step [\d,]+\./)).toBeVisible()
  const recovered = await netloom.when((s, step) => s.run.tag === 'training' && s.run.step > step, {
    given: run.step,
  })
  expect(recovered.run.id).toBe(run.id)
  await netloom.run('run.stop')
  expect((await netloom.state()).runs.map(({ tag }) => tag)).toEqual(['done'])
})

test('a training worker that stops responding is replaced in time, and the run resumes', async ({ watched: page }) => {
  const netloom = await openWithClock(page)
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
  await page.clock.runFor(SILENCE_MS)
  await expect(page.getByText(/did not respond for 1\d seconds.*Resuming from step/)).toBeVisible()
  const recovered = await netloom.when((s, step) => s.run.tag === 'training' && s.run.step > step, {
    given: run.step,
  })
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

/** Waits until a run has its first checkpoint, which a busy machine writes late. */
async function waitForCheckpoint(netloom: Netloom, run: string | undefined): Promise<void> {
  const count = async () => (await netloom.run<readonly unknown[]>('checkpoints.list', { run })).length
  await expect.poll(count).toBeGreaterThan(0)
}

/** Opens the studio with a clock that the test can move forward, so that it need not wait for timeouts. */
async function openWithClock(page: Page): Promise<Netloom> {
  await page.clock.install()
  await open(page)
  return netloomOf(page)
}
