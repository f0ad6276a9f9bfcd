/** @file Resume: an interrupted run is offered again and ends with exactly the weights of an uninterrupted run. */
import type { Page } from '@playwright/test'
import { expect, type Netloom, netloomOf, open, pauseAtEpoch, test, trainerOf } from './fixture'

/** Enough epochs that a run outlasts a slow reload of the page on a busy machine. */
const EPOCHS = 1200

/**
 * Opens the penguins example with dropout, Adam, shuffled batches, and early stopping that restores the best weights.
 */
async function prepare(netloom: Netloom, epochs = EPOCHS): Promise<string> {
  const id = await netloom.run<string>('project.new', { template: 'penguins-mlp' })
  const { nodes } = (await netloom.state()).project.networks[0] ?? { nodes: [] }
  await netloom.run('graph.addAfter', { kind: 'dropout', node: nodes.find(({ kind }) => kind === 'dense')?.id })
  await netloom.run('plan.set', { epochs, batchSize: 4, earlyStopping: { patience: 10_000, restoreBest: true } })
  await netloom.run('project.save')
  return id
}

async function uninterruptedHash(netloom: Netloom, epochs = EPOCHS): Promise<string | undefined> {
  await prepare(netloom, epochs)
  await netloom.run('run.start', { backend: 'wasm' })
  const { run } = await netloom.when((s) => s.run.tag === 'done')
  expect(run).toMatchObject({ backend: 'wasm', why: 'finished' })
  return run.weightsHash
}

/** Accepts the offer to resume. */
async function acceptOffer(page: Page): Promise<void> {
  const offer = page.getByText(
    /Run 1 was interrupted\. Its last recorded step is [\d,]+ of [\d,]+\. It can (resume from|only restart from) (its last checkpoint|that step|the beginning)/,
  )
  // The offer loads after the project.
  await expect(offer.first()).toBeVisible()
  const controls = page.getByRole('group', { name: 'Training' })
  await expect(controls.getByRole('button', { name: 'Train', exact: true })).not.toHaveClass(/_primary_/)
  await expect(controls.getByRole('button', { name: 'Resume run', exact: true })).toHaveClass(/_primary_/)
  await page.getByRole('button', { name: 'Resume run', exact: true }).first().click()
  await expect(offer).toHaveCount(0)
}

test('after a reload a run is offered again and ends with the weights of an uninterrupted run', async ({
  netloom,
  watched: page,
}) => {
  const expected = await uninterruptedHash(netloom)
  expect(expected).toMatch(/^[0-9a-f]{64}$/)
  const project = await prepare(netloom)
  let paused = pauseAtEpoch(page, 100)
  const id = await netloom.run<string>('run.start', { backend: 'wasm' })
  // The second pause is as soon as the run goes on, which leaves the page most of the run to react.
  for (const next of [100, undefined]) {
    await paused
    await open(page)
    const state = await netloom.state()
    expect(state.project.id).toBe(project)
    expect(state.runs[0]).toMatchObject({ id, tag: 'interrupted' })
    if (next !== undefined) paused = pauseAtEpoch(page, next)
    await acceptOffer(page)
  }
  // Editing the network in the meantime does not affect the run.
  await netloom.run('graph.remove', { nodes: [(await netloom.state()).project.networks[0]?.nodes[1]?.id] })
  const done = await netloom.when((s) => s.run.tag === 'done')
  expect(done.run).toMatchObject({ id, backend: 'wasm', why: 'finished', weightsHash: expected })
  expect(done.run.history.map(({ epoch }) => epoch)).toEqual(Array.from({ length: EPOCHS }, (_, i) => i + 1))
})

test('a run survives a crashed tab and a killed worker with the same weights', async ({ netloom, watched: page }) => {
  // Long enough that the run is not over before a busy page hears of epoch 300. It is paused while the test gets ready.
  const epochs = 2 * EPOCHS
  const expected = await uninterruptedHash(netloom, epochs)
  await prepare(netloom, epochs)
  const first = pauseAtEpoch(page, 300)
  await netloom.run('run.start', { backend: 'wasm' })
  await first
  const session = await page.context().newCDPSession(page)
  void session.send('Page.crash').catch(() => undefined)
  await page.waitForEvent('crash')
  const fresh = await page.context().newPage()
  await page.close()
  // The test moves the clock of the page past the time that it waits for a silent worker.
  await fresh.clock.install()
  await open(fresh)
  const second = pauseAtEpoch(fresh, 300)
  await acceptOffer(fresh)
  await second
  const worker = trainerOf(fresh)
  const closed = worker?.waitForEvent('close')
  // The worker dies soon after it has reported that it resumed. Other messages, such as predictions, come and go.
  await worker?.evaluate(() => {
    const { postMessage } = self
    self.postMessage = (...args: unknown[]) => {
      postMessage.apply(self, args as Parameters<typeof postMessage>)
      const { type, tag } = args[0] as { readonly type: string; readonly tag?: string }
      if (type === 'state' && tag === 'training') setTimeout(() => self.close(), 20)
    }
  })
  await netloomOf(fresh).run('run.resume')
  await closed
  await fresh.clock.runFor(12_000)
  // The run may already have ended, and its newer message hides this one.
  await expect(fresh.getByText(/Resuming from step [\d,]+\./)).toBeAttached()
  const done = await netloomOf(fresh).when((s) => s.run.tag === 'done')
  expect(done.run).toMatchObject({ why: 'finished', weightsHash: expected })
})

test('a run that is training in another tab is not offered', async ({ netloom, watched: page }) => {
  const project = await prepare(netloom, 100_000)
  await netloom.run('plan.set', { earlyStopping: null })
  await netloom.run('run.start', { backend: 'wasm' })
  await netloom.when((s) => s.run.epoch >= 20)
  const other = await page.context().newPage()
  await open(other)
  const otherNetloom = netloomOf(other)
  expect((await otherNetloom.state()).project.id).toBe(project)
  expect((await otherNetloom.state()).runs[0]?.tag).toBe('training')
  await expect(other.getByText(/was interrupted/)).toHaveCount(0)
  await netloom.run('run.stop')
})

test('a checkpoint can be restored, and a new run can start from it with another plan', async ({
  netloom,
  watched: page,
}) => {
  await prepare(netloom, 6)
  await netloom.run('plan.set', { keepEvery: 2 })
  const id = await netloom.run<string>('run.start', { backend: 'wasm' })
  await netloom.when((s) => s.run.tag === 'done')
  await netloom.run('room.open', { room: 'train' })
  await page.getByText(/^Checkpoints/).click()
  const second = page.getByRole('listitem').filter({ hasText: /^Kept: epoch 2,/ })
  await second.getByRole('button', { name: 'Use' }).click()
  await netloom.when((s) => s.run.tag === 'idle')
  await expect(second.getByRole('button', { name: 'In use' })).toBeVisible()
  await expect(page.getByText(/^In use: Run 1, epoch 2, step/).first()).toBeVisible()
  await netloom.run('plan.set', { learningRate: 0.0001 })
  await second.getByRole('button', { name: 'Train further from here' }).click()
  const branch = await netloom.when((s, before) => s.run.tag === 'done' && s.run.id !== before, { given: id })
  expect(branch.run.history.map(({ epoch }) => epoch)).toEqual([3, 4, 5, 6])
  await expect(page.getByText(/^Started from Run 1, step/)).toBeVisible()
  await second.getByRole('button', { name: /Delete the checkpoint/ }).click()
  await expect(second).toHaveCount(0)
})
