/** @file Every optimizer and loss in the catalog trains; early stopping restores the best weights. */
import { runnerImport } from 'vite'
import { expect, type Netloom, test } from './fixture'

// Vite loads the catalogs, because they collect the files of a folder with import.meta.glob.
const { losses } = (await runnerImport<typeof import('../src/catalog/losses')>('./src/catalog/losses.ts')).module
const { optimizers } = (await runnerImport<typeof import('../src/catalog/optimizers')>('./src/catalog/optimizers.ts'))
  .module

async function finished(netloom: Netloom) {
  await netloom.run('run.start')
  const done = await netloom.when((s) => s.run.tag === 'done' || s.run.tag === 'failed')
  expect(done.run.why).not.toMatch(/ /)
  return done
}

test('every optimizer lowers the loss, and no two give the same weights', async ({ netloom }) => {
  await netloom.run('project.new', { template: 'moons-mlp' })
  await netloom.run('plan.set', { epochs: 3 })
  const hashes = new Map<string, string | undefined>()
  const picks: { kind: string; nesterov?: boolean }[] = [
    ...optimizers.map(({ kind }) => ({ kind })),
    { kind: 'momentum', nesterov: true },
  ]
  for (const optimizer of picks) {
    await netloom.run('plan.set', { optimizer, learningRate: optimizer.kind === 'adadelta' ? 1 : 0.01 })
    const { run } = await finished(netloom)
    const [first, , last] = run.history.map(({ loss }) => loss)
    expect(last, optimizer.kind).toBeLessThan(first as number)
    hashes.set(`${optimizer.kind} ${optimizer.nesterov ?? ''}`, run.weightsHash)
  }
  expect(new Set(hashes.values()).size, JSON.stringify([...hashes])).toBe(picks.length)
})

test('every loss trains an epoch on data it fits, after applying the suggested fixes', async ({ netloom }) => {
  const templates = { classes: 'penguins-mlp', binary: 'moons-mlp', number: 'auto-mpg-mlp' }
  for (const { kind, targets } of losses) {
    await netloom.run('project.new', { template: templates[targets] })
    await netloom.run('plan.set', { loss: { kind }, epochs: 1 })
    for (const problem of (await netloom.state()).check.diagnostics) {
      const fix = problem.fixes[0]
      if (fix) await netloom.run('graph.fix', { node: problem.node, code: problem.code, fix: fix.id })
    }
    expect((await netloom.state()).check, kind).toMatchObject({ ok: true, diagnostics: [] })
    const { run } = await finished(netloom)
    expect(Number.isFinite(run.history[0]?.loss), kind).toBe(true)
    expect(Number.isFinite(run.history[0]?.validationLoss), kind).toBe(true)
  }
})

test('early stopping ends the run and restores the best weights', async ({ netloom }) => {
  await netloom.run('project.new', { template: 'auto-mpg-mlp' })
  await netloom.run('plan.set', {
    learningRate: 0.05,
    epochs: 200,
    earlyStopping: { metric: 'validationLoss', patience: 4, restoreBest: true },
  })
  const { run, metrics } = await finished(netloom)
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
  const without = await finished(netloom)
  expect(without.run.why).toBe('early')
  expect(without.run.weightsHash).not.toBe(run.weightsHash)
  expect(without.metrics?.loss).toBeCloseTo(validationLosses.at(-1) as number, 6)
})
