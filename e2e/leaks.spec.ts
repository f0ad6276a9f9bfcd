/** @file Leaks: twenty runs leave no worker, tensor, or listener behind. */
import { expect, type Netloom, test } from './fixture'
import type { CDPSession, Page } from '@playwright/test'

/** The number of live listeners and DOM nodes after garbage collection, once the numbers are stable. */
async function counters(session: CDPSession): Promise<{ jsEventListeners: number; nodes: number }> {
  let before = { jsEventListeners: -1, nodes: -1 }
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, 300))
    await session.send('HeapProfiler.collectGarbage')
    const now = await session.send('Memory.getDOMCounters')
    if (now.jsEventListeners === before.jsEventListeners && now.nodes === before.nodes) return now
    before = now
  }
}

/** Starts and stops a run `times` times, from inside the page. */
function cycles(page: Page, times: number): Promise<void> {
  return page.evaluate(async (n) => {
    for (let i = 0; i < n; i++) {
      await window.netloom.run('run.start')
      await window.netloom.run('run.stop')
    }
  }, times)
}

async function resources(netloom: Netloom, page: Page, session: CDPSession) {
  const { tensors, bytes } = await netloom.run<{ tensors: number; bytes: number }>('machine.memory')
  const { jsEventListeners, nodes } = await counters(session)
  return { tensors, bytes, workers: page.workers().length, jsEventListeners, nodes }
}

test('twenty runs started and stopped leak nothing', async ({ netloom, watched: page }) => {
  const session = await page.context().newCDPSession(page)
  await netloom.run('project.new', { template: 'moons-mlp' })
  // Enough epochs that no run is over before it is stopped, even on a busy machine.
  await netloom.run('plan.set', { epochs: 10_000 })
  await cycles(page, 5)
  // Load everything that is loaded on first use (the dock and its curves) before counting.
  await expect(page.locator('.uplot').first()).toBeVisible()
  const before = await resources(netloom, page, session)
  await cycles(page, 15)
  const after = await resources(netloom, page, session)
  expect(after.tensors).toBe(before.tensors)
  // This count includes the memory of our own engines.
  expect(after.bytes).toBe(before.bytes)
  expect(after.workers).toBe(1)
  expect(after.jsEventListeners - before.jsEventListeners).toBeLessThan(12)
  expect((await netloom.state()).runs).toHaveLength(20)
})

test('predicting, exporting, measuring, and opening projects use one worker for runs and one for models', async ({
  netloom,
  watched: page,
}) => {
  await netloom.run('project.new', { template: 'moons-mlp' })
  await netloom.run('plan.set', { epochs: 1 })
  await netloom.run('run.start')
  await netloom.when((s) => s.run.tag === 'done')
  await netloom.run('model.save', { name: 'm' })
  const predict = (model: object) => netloom.run('model.predict', { model, inputs: [[0, 1]] })
  await predict({ name: 'm' })
  const before = await netloom.run<{ tensors: number }>('machine.memory')
  for (let i = 0; i < 8; i++) {
    await netloom.run('model.save', { name: 'm' })
    await predict({ name: 'm' })
    await netloom.run('run.evaluate', { split: 'test' })
    await netloom.run('model.predict', { inputs: [[0, 1]] })
  }
  for (let i = 0; i < 3; i++) await netloom.run('model.export', { name: 'm' })
  await netloom.run('machine.measure', { backend: 'wasm' })
  expect(page.workers()).toHaveLength(2)
  const after = await netloom.run<{ tensors: number }>('machine.memory')
  expect(after.tensors).toBe(before.tensors)
  for (let i = 0; i < 5; i++) {
    await netloom.run('project.new', { template: 'moons-mlp' })
    await netloom.run('run.start')
  }
  expect(page.workers().length).toBeLessThanOrEqual(2)
})
