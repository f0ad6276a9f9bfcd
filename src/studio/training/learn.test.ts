/** @file Every optimizer and loss in the catalog trains; early stopping restores the best weights. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { losses } from '../../catalog/losses'
import { optimizers } from '../../catalog/optimizers'
import { provideIndexedDB } from '../../storage/fake-indexeddb.test-help'
import { openStorage } from '../../storage/open-storage'
import { serveShippedData } from '../testing/shipped-data.test-help'
import { openTestStudio, type TestStudio } from '../testing/studio-fixture'

provideIndexedDB()

let netloom: TestStudio
let databases = 0
let data: Awaited<ReturnType<typeof serveShippedData>>

beforeAll(async () => {
  data = await serveShippedData()
})
afterEach(() => netloom.close())
afterAll(() => data.close())

/** Opens a studio on the digits example, which trains on the exact CPU engine as in a browser without a GPU. */
async function open(): Promise<TestStudio> {
  const studio = await openTestStudio('digits-cnn', openStorage({ name: `learn-${++databases}` }), data.base)
  await studio.when((s) => s.data.loaded)
  await studio.run('machine.choose', { backend: 'wasm' })
  return studio
}

async function finished() {
  await netloom.run('run.start')
  const done = await netloom.when((s) => s.run.tag === 'done' || s.run.tag === 'failed')
  expect(done.run.why).not.toMatch(/ /)
  return done
}

test('every optimizer lowers the loss, and no two give the same weights', async () => {
  netloom = await open()
  await netloom.run('project.new', { template: 'moons-mlp' })
  await netloom.run('plan.set', { epochs: 3 })
  const hashes = new Map<string, string | undefined>()
  const picks: { kind: string; nesterov?: boolean }[] = [
    ...optimizers.map(({ kind }) => ({ kind })),
    { kind: 'momentum', nesterov: true },
  ]
  for (const optimizer of picks) {
    await netloom.run('plan.set', { optimizer, learningRate: optimizer.kind === 'adadelta' ? 1 : 0.01 })
    const { run } = await finished()
    const [first, , last] = run.history.map(({ loss }) => loss)
    expect(last, optimizer.kind).toBeLessThan(first as number)
    hashes.set(`${optimizer.kind} ${optimizer.nesterov ?? ''}`, run.weightsHash)
  }
  expect(new Set(hashes.values()).size, JSON.stringify([...hashes])).toBe(picks.length)
})

test('every loss trains an epoch on data it fits, after applying the suggested fixes', async () => {
  netloom = await open()
  const templates = { classes: 'penguins-mlp', binary: 'moons-mlp', number: 'auto-mpg-mlp' }
  for (const { kind, targets, needsOrder } of losses) {
    await netloom.run('project.new', { template: templates[targets] })
    await netloom.run('plan.set', { loss: { kind }, epochs: 1 })
    for (const problem of netloom.state().check.diagnostics) {
      const fix = problem.fixes[0]
      if (fix) await netloom.run('graph.fix', { node: problem.node, code: problem.code, fix: fix.id })
    }
    const { ok, diagnostics } = netloom.state().check
    // Species have no order.
    const left = needsOrder ? ['loss-unordered'] : []
    expect({ ok, left: diagnostics.map(({ code }) => code) }, kind).toEqual({ ok: true, left })
    const { run } = await finished()
    expect(Number.isFinite(run.history[0]?.loss), kind).toBe(true)
    expect(Number.isFinite(run.history[0]?.validationLoss), kind).toBe(true)
  }
})

test('early stopping ends the run and restores the best weights', async () => {
  netloom = await open()
  await netloom.run('project.new', { template: 'auto-mpg-mlp' })
  await netloom.run('plan.set', {
    learningRate: 0.05,
    epochs: 200,
    earlyStopping: { metric: 'validationLoss', patience: 4, restoreBest: true },
  })
  const { run, metrics } = await finished()
  expect(run.why).toBe('early')
  const validationLosses = run.history.map(({ validationLoss }) => validationLoss ?? Number.NaN)
  const best = Math.min(...validationLosses)
  expect(validationLosses.length).toBe(validationLosses.indexOf(best) + 1 + 4)
  expect(metrics).toMatchObject({ split: 'validation' })
  expect(metrics?.loss).toBeCloseTo(best, 6)
  expect((await netloom.run<{ loss: number }>('run.evaluate', { split: 'validation' })).loss).toBeCloseTo(best, 6)
  const kept = await netloom.run<{ rmse: number; r2: number }>('run.evaluate', { split: 'test' })
  expect(kept.rmse).toBeLessThan(4.5)
  expect(kept.r2).toBeGreaterThan(0.6)
  // Without `restoreBest`, the same run keeps the weights of its last epoch.
  await netloom.run('plan.set', { earlyStopping: { restoreBest: false } })
  const without = await finished()
  expect(without.run.why).toBe('early')
  expect(without.run.weightsHash).not.toBe(run.weightsHash)
  expect(without.metrics?.loss).toBeCloseTo(validationLosses.at(-1) as number, 6)
})

test('with a single class, every prediction is correct, on each engine', async () => {
  netloom = await open()
  const lines = Array.from({ length: 60 }, (_, i) => `${(i * 7) % 50},cat`)
  const files = [{ path: 'cats.csv', text: `size,kind\n${lines.join('\n')}\n` }]
  await netloom.run('data.bring', { files, options: { target: 'kind' }, project: 'new' })
  await netloom.when(({ data }) => data.loaded)
  await netloom.run('plan.set', { epochs: 1 })
  for (const backend of ['wasm', 'cpu'] as const) {
    await netloom.run('machine.choose', { backend })
    const { run } = await finished()
    expect(run.history[0], backend).toMatchObject({ accuracy: 1, validationAccuracy: 1 })
  }
})

test('a non-finite loss stops the run at once with the epoch and step', async () => {
  netloom = await open()
  await netloom.run('project.new', { template: 'auto-mpg-mlp' })
  await netloom.run('plan.set', { optimizer: { kind: 'sgd' }, learningRate: 1e5, epochs: 50 })
  await netloom.run('run.start').catch(() => undefined)
  const failed = await netloom.when((s) => s.run.tag === 'failed')
  expect(failed.run.why).toMatch(/became infinite or NaN in epoch \d+, step \d+/)
  expect(failed.run.why).toMatch(/\d/)
})
