import { afterEach, expect, test } from 'vitest'
import { provideIndexedDB } from '../storage/fake-indexeddb.test-help'
import { openStorage } from '../storage/open-storage'
import { openTestStudio, type TestStudio } from './testing/studio-fixture'

provideIndexedDB()

let netloom: TestStudio
let databases = 0
const disk = () => openStorage({ name: `studio-${++databases}` })

afterEach(() => netloom.close())

test('edits are undone one gesture at a time, and those that change what the network computes are revisions', async () => {
  netloom = await openTestStudio('moons-mlp', disk())
  const before = netloom.state()
  const first = before.project.networks[0]?.nodes[0]
  const added = await netloom.run<string>('graph.addAfter', { kind: 'dropout', node: first?.id })
  const after = netloom.state()
  expect(after.project.drawingVersion).toBe(before.project.drawingVersion + 1)
  expect(after.check.ok).toBe(true)
  expect(after.project.networks[0]?.wires.filter(({ from, to }) => from === added || to === added)).toHaveLength(2)
  await netloom.run('graph.undo')
  expect(netloom.state().project.networks).toEqual(before.project.networks)
  await netloom.run('graph.redo')
  expect(netloom.state().project.networks).toEqual(after.project.networks)
  await netloom.run('graph.undo')
  await netloom.run('graph.rename', { node: first?.id, label: 'other' })
  expect(await netloom.refused('graph.redo')).toBe('command-off')
  const { drawingVersion } = netloom.state().project
  await netloom.run('graph.tidy')
  await netloom.run('graph.undo')
  expect(netloom.state().project.drawingVersion).toBe(drawingVersion)
})

test('plan.set merges nested parts; an invalid patch is refused as a whole', async () => {
  netloom = await openTestStudio('penguins-two-heads', disk())
  const { plan } = netloom.state()
  expect(await netloom.run('plan.set', { optimizer: { kind: 'momentum', momentum: 0.8 } })).toMatchObject({
    optimizer: { kind: 'momentum', momentum: 0.8 },
    loss: plan.loss,
  })
  expect(await netloom.run('plan.set', { optimizer: { momentum: 0.7 } })).toMatchObject({
    optimizer: { kind: 'momentum', momentum: 0.7 },
  })
  expect(await netloom.run('plan.set', { loss: { kind: 'meanSquaredError' } })).toMatchObject({
    loss: { kind: 'meanSquaredError' },
  })
  expect(await netloom.run('plan.set', { loss: plan.loss })).toMatchObject({ loss: plan.loss })
  expect(await netloom.run('plan.set', { loss: { 'Body mass': { weight: 2 } } })).toMatchObject({
    loss: { ...plan.loss, 'Body mass': { kind: 'meanSquaredError', weight: 2 } },
  })
  expect(await netloom.run('plan.set', { earlyStopping: { patience: 3 } })).toMatchObject({
    earlyStopping: { metric: 'validationLoss', patience: 3, restoreBest: true },
  })
  expect(await netloom.run('plan.set', { earlyStopping: null })).not.toHaveProperty('earlyStopping')
  expect(await netloom.run('plan.set', { clip: { limit: 5 }, schedule: { kind: 'step', every: 2 } })).toMatchObject({
    clip: { by: 'globalNorm', limit: 5 },
    schedule: { kind: 'step', every: 2 },
  })
  expect(await netloom.run('plan.set', { schedule: { factor: 0.1, every: null } })).toMatchObject({
    schedule: { kind: 'step', factor: 0.1 },
  })
  expect(await netloom.run('plan.set', { schedule: { kind: 'cosine' } })).toMatchObject({
    schedule: { kind: 'cosine' },
  })
  await netloom.run('plan.set', {
    stopWhen: { metric: { name: 'loss', value: 0.1 }, steps: 9 },
    classWeights: 'balanced',
  })
  expect(await netloom.run('plan.set', { stopWhen: { metric: { value: 0.2 }, steps: null } })).toMatchObject({
    stopWhen: { metric: { name: 'loss', value: 0.2 } },
  })
  expect(await netloom.run('plan.set', { classWeights: { Gentoo: 2 } })).toMatchObject({ classWeights: { Gentoo: 2 } })
  const none = await netloom.run('plan.set', {
    clip: null,
    schedule: null,
    stopWhen: { metric: null },
    classWeights: { Gentoo: null },
  })
  expect(none).toEqual({ ...plan, optimizer: netloom.state().plan.optimizer, loss: netloom.state().plan.loss })
  const kept = netloom.state().plan
  for (const [bad, code] of [
    [{ batchSize: 0 }, 'plan-batch-size'],
    [{ learningRate: Number.NaN }, 'plan-learning-rate'],
    [{ epochs: 1.5 }, 'plan-epochs'],
    [{ seed: -1 }, 'plan-seed'],
    [{ split: { kind: 'random', train: 0.9, validation: 0.9, test: 0 } }, 'plan-split'],
    [{ loss: null }, 'plan-needs'],
    [{ epochs: 'x' }, 'argument-wrong'],
    [{ split: 0.8 }, 'argument-wrong'],
    [{ earlyStopping: [3] }, 'argument-wrong'],
    [{ earlyStopping: { metric: 'loss', patience: 'x' } }, 'plan-patience'],
    [{ loss: { kind: 'toString' } }, 'plan-loss'],
    [{ optimizer: { kind: 'adam', units: 3 } }, 'param-unknown'],
    [{ features: 'x' }, 'plan-columns'],
    [{ speed: 9 }, 'argument-unknown'],
    [{ clip: { by: 'force' } }, 'plan-clip'],
    [{ schedule: { kind: 'step', every: 0 } }, 'param-range'],
    [{ keepEvery: 0 }, 'plan-keep-every'],
  ] as const) {
    expect(await netloom.refused('plan.set', bad), JSON.stringify(bad)).toBe(code)
  }
  expect(netloom.state().plan).toEqual(kept)
})

test('one step before training starts a run that pauses after exactly one step, and can go on from there', async () => {
  netloom = await openTestStudio('moons-mlp', disk())
  await netloom.run('machine.choose', { backend: 'cpu' })
  await netloom.run('run.step')
  const { run } = netloom.state()
  expect(run).toMatchObject({ tag: 'paused', step: 1 })
  expect(netloom.app().run).toMatchObject({ begunAt: 0 })
  await netloom.run('run.step')
  expect(netloom.state().run).toMatchObject({ id: run.id, tag: 'paused', step: 2 })
  await netloom.run('run.stop')
  // The step is the first of a run that was started at once.
  const first = netloom.studio.live.losses[0]
  await netloom.run('run.start')
  expect(netloom.studio.live.losses[0]).toBe(first)
  await netloom.run('run.stop')
  await netloom.run('run.step')
  expect(netloom.state().run).toMatchObject({ tag: 'paused', step: 1 })
  await netloom.run('run.stop')
})

test('a run can be controlled, evaluated, saved, used for predictions, and trained further', async () => {
  netloom = await openTestStudio('moons-mlp', disk())
  await netloom.run('machine.choose', { backend: 'cpu' })
  await netloom.run('plan.set', { epochs: 10_000 })
  const steered = await netloom.run<string>('run.start')
  await netloom.run('run.pause')
  const paused = netloom.state().run
  expect(paused).toMatchObject({ id: steered, tag: 'paused', backend: 'cpu', engine: 'plain tf.js' })
  await netloom.run('run.step')
  expect(netloom.state().run.step).toBe(paused.step + 1)
  await netloom.run('run.resume')
  expect(netloom.state().run.tag).toBe('training')
  await netloom.run('run.stop')
  expect(netloom.state().run).toMatchObject({ tag: 'done', why: 'stopped' })

  await netloom.run('plan.set', { epochs: 3 })
  const id = await netloom.run<string>('run.start')
  const done = await netloom.when((state) => state.run.id === id && state.run.tag === 'done')
  expect(done.run.history.map(({ epoch }) => epoch)).toEqual([1, 2, 3])
  expect(done.runs[0]).toMatchObject({ id, name: 'Run 2', tag: 'done' })
  const tested = await netloom.run<{ split: string; rows: number }>('run.evaluate', { split: 'test' })
  expect(tested).toMatchObject({ split: 'test', rows: done.data.samples.test })
  expect(tested).toEqual(netloom.state().metrics)

  expect(await netloom.run('model.save', { name: ' moon ' })).toEqual({ name: 'moon', version: 1 })
  const inputs = [
    [0.3, -0.2],
    [-1, 0.5],
  ]
  const live = await netloom.run('model.predict', { inputs })
  expect(await netloom.run('model.predict', { model: { name: 'moon' }, inputs })).toEqual(live)

  const again = await netloom.run<string>('run.goOn')
  const further = await netloom.when((state) => state.run.tag === 'done' && state.run.id === again)
  expect(further.run.history[0]?.epoch).toBe(4)
  expect(further.run.history[0]?.loss).toBeLessThan(done.run.history[0]?.loss ?? 0)
  expect(further.runs.map(({ name }) => name)).toEqual(['Run 3', 'Run 2', 'Run 1'])
})

test('a run that resumes after an edit says that it trains the network from before', async () => {
  netloom = await openTestStudio('moons-mlp', disk())
  await netloom.run('plan.set', { epochs: 10_000 })
  await netloom.run('run.start')
  await netloom.run('run.pause')
  const { drawingVersion: trains } = netloom.state().run
  await netloom.run('run.resume')
  expect(netloom.notices()).toEqual([])
  await netloom.run('run.pause')
  const [dense] = netloom.state().project.networks[0]?.nodes.filter(({ kind }) => kind === 'dense') ?? []
  await netloom.run('graph.set', { node: dense?.id, params: { units: 3 } })
  await netloom.run('run.resume')
  const shown = netloom.state().project.drawingVersion
  expect(netloom.notices().join()).toContain(
    `Run 1 trains network revision ${trains}. The canvas shows revision ${shown}, which is not trained.`,
  )
  await netloom.run('run.stop')
})

test('a crashed worker is replaced and the run resumes from its original content', async () => {
  netloom = await openTestStudio('moons-mlp', disk())
  await netloom.run('plan.set', { epochs: 2000 })
  const id = await netloom.run<string>('run.start')
  const { run } = await netloom.when((state) => state.run.history.length >= 2)
  // Even an edit that breaks the drawing does not affect the run.
  await netloom.run('graph.remove', { nodes: [netloom.state().project.networks[0]?.nodes[1]?.id] })
  expect(netloom.state().check.ok).toBe(false)
  netloom.kill()
  expect(netloom.state().run.tag).not.toBe('training')
  const next = await netloom.when((state) => state.run.tag === 'training' && state.run.step > run.step)
  expect(next.run).toMatchObject({ id, drawingVersion: run.drawingVersion })
  expect(next.runs.map((row) => row.id)).toEqual([id])
  await netloom.run('run.stop')
})

test('training further is refused before it starts if the weights no longer fit, and names the layers', async () => {
  netloom = await openTestStudio('moons-mlp', disk())
  await netloom.run('plan.set', { epochs: 1 })
  await netloom.run('run.start')
  await netloom.when((state) => state.run.tag === 'done')
  const [first] = netloom.state().project.networks[0]?.nodes.filter(({ kind }) => kind === 'dense') ?? []
  await netloom.run('graph.set', { node: first?.id, params: { units: 3 } })
  await expect(netloom.run('run.goOn')).rejects.toThrow(`they do not fit ${first?.label}. Press Train`)
  expect(netloom.state().runs).toHaveLength(1)
  await netloom.run('graph.undo')
  // A setting without weights does not matter.
  await netloom.run('graph.set', { node: first?.id, params: { activation: 'tanh' } })
  const id = await netloom.run<string>('run.goOn')
  const done = await netloom.when((state) => state.run.id === id && state.run.tag === 'done')
  expect(done.run.history[0]?.epoch).toBe(2)
})

test('weights trained on one dataset can be evaluated on a similar one', async () => {
  netloom = await openTestStudio('moons-mlp', disk())
  await netloom.run('plan.set', { epochs: 2 })
  await netloom.run('run.start')
  await netloom.when((state) => state.run.tag === 'done')
  await netloom.run('data.use', { dataset: 'moons', seed: 99 })
  const other = await netloom.run<{ rows: number; accuracy: number }>('run.evaluate', { split: 'test' })
  expect(other.rows).toBe(netloom.state().data.samples.test)
  expect(other.accuracy).toBeGreaterThan(0.5)
  await netloom.run('data.use', { dataset: 'spirals' })
  expect(netloom.state().plan).toMatchObject({ epochs: 2 })
})

test('weights are evaluated on the split of their own run, also after the seed or the split has changed', async () => {
  netloom = await openTestStudio('moons-mlp', disk())
  await netloom.run('plan.set', { epochs: 2 })
  await netloom.run('run.start')
  await netloom.when((state) => state.run.tag === 'done')
  await netloom.run('data.slice', { name: 'right', where: 'x > 0.5' })
  const before = await netloom.run<{ rows: number }>('run.evaluate', { split: 'validation' })
  await netloom.run('plan.set', { seed: 99, split: { train: 0.4, validation: 0.3, test: 0.3 } })
  expect(netloom.state().data.samples.validation).not.toBe(before.rows)
  expect(await netloom.run('run.evaluate', { split: 'validation' })).toEqual(before)
  // Also from a checkpoint, after the worker is gone.
  const { id } = netloom.app().project
  await netloom.run('project.new', { template: 'blank' })
  await netloom.run('project.open', { id })
  expect(await netloom.run('run.evaluate', { split: 'validation' })).toMatchObject({ rows: before.rows })
  // A run that trains on the new split is evaluated on it.
  await netloom.run('run.start')
  await netloom.when((state) => state.run.tag === 'done')
  const after = await netloom.run<{ rows: number }>('run.evaluate', { split: 'validation' })
  expect(after.rows).toBe(netloom.state().data.samples.validation)
})

test('saved projects reopen with runs, weights, and models', async () => {
  const shared = disk()
  netloom = await openTestStudio('moons-mlp', shared)
  await netloom.run('plan.set', { epochs: 1 })
  await netloom.run('run.start')
  await netloom.when((state) => state.run.tag === 'done')
  const inputs = [[0.1, 0.1]]
  const live = await netloom.run('model.predict', { inputs })
  await netloom.run('project.save')
  const { project } = netloom.state()
  await netloom.run('project.new', { template: 'blank' })
  expect(await netloom.refused('model.predict', { inputs })).toBe('nothing-trained')
  await netloom.run('project.open', { id: project.id })
  expect(netloom.state().project).toEqual(project)
  expect(netloom.state().runs).toHaveLength(1)
  expect(await netloom.run('model.predict', { inputs })).toEqual(live)
  expect(await netloom.refused('project.open', { id: 'nowhere' })).toBe('no-project')
  expect(netloom.state().project).toEqual(project)
})

test('a checkpoint that was put to use stays in use when the project is opened again, and is evaluated', async () => {
  netloom = await openTestStudio('moons-mlp', disk())
  for (const learningRate of [0.02, 1e-5]) {
    await netloom.run('plan.set', { epochs: 2, learningRate })
    const id = await netloom.run<string>('run.start')
    await netloom.when(({ run }) => run.id === id && run.tag === 'done')
  }
  const [last, first] = netloom.state().runs
  const inputs = [[0.1, 0.1]]
  const ofLast = await netloom.run('model.predict', { inputs })
  await netloom.run('run.restore', { run: first?.id })
  const used = await netloom.when(({ metrics }) => metrics !== null)
  expect(used.metrics).toMatchObject({ split: 'validation', accuracy: first?.metrics?.accuracy })
  const ofFirst = await netloom.run('model.predict', { inputs })
  expect(ofFirst).not.toEqual(ofLast)
  const { id } = netloom.app().project
  const reopen = async () => {
    await netloom?.run('project.new', { template: 'blank' })
    await netloom?.run('project.open', { id })
  }
  await reopen()
  expect(netloom.app().inUse).toMatchObject({ run: first?.id })
  expect(await netloom.run('model.predict', { inputs })).toEqual(ofFirst)
  expect((await netloom.when(({ metrics }) => metrics !== null)).metrics).toEqual(used.metrics)
  await netloom.run('run.goOn')
  await netloom.when(({ run }) => run.tag === 'done')
  await reopen()
  expect(netloom.app().inUse).toBeNull()
  expect(last?.id).not.toBe(first?.id)
})

test('a run whose weights are still being stored when the next one starts can be put to use', async () => {
  const { runs, ...storage } = await disk()
  const putCheckpoint: typeof runs.putCheckpoint = async (checkpoint) => {
    await new Promise((resolve) => setTimeout(resolve, 300))
    return runs.putCheckpoint(checkpoint)
  }
  netloom = await openTestStudio('moons-mlp', { ...storage, runs: { ...runs, putCheckpoint } })
  await netloom.run('plan.set', { epochs: 1 })
  const first = await netloom.run<string>('run.start')
  await netloom.when(({ run }) => run.tag === 'done')
  const second = await netloom.run<string>('run.start')
  await netloom.when(({ run }) => run.id === second && run.tag === 'done')
  await netloom.run('run.restore', { run: first })
  expect(netloom.app().inUse).toMatchObject({ run: first })
})

test('exported models and project files are verified and can be imported again', async () => {
  netloom = await openTestStudio('moons-mlp', disk())
  await netloom.run('plan.set', { epochs: 1 })
  await netloom.run('run.start')
  await netloom.when((state) => state.run.tag === 'done')
  await netloom.run('model.save', { name: 'm' })
  const bytes = await netloom.run<Uint8Array>('model.export', { name: 'm', format: 'zip' })
  expect(await netloom.run('model.import', { bytes })).toEqual({ name: 'm', version: 2 })
  // A model file is recognized by its content, regardless of its name.
  await netloom.run('data.choose', { files: [{ path: 'download.zip', bytes }] })
  expect(netloom.app().choosing).toBeNull()
  expect(netloom.notices().at(-1)).toBe('m v3 is saved on this device.')
  const file = await netloom.run<Uint8Array>('project.export')
  await netloom.run('project.import', { bytes: file })
  expect(await netloom.run('project.export')).toEqual(file)
  const before = netloom.state()
  expect(await netloom.refused('model.import', { bytes: bytes.slice(0, 100) })).not.toBe('not refused')
  expect(await netloom.refused('project.import', { bytes: file.slice(0, 50) })).not.toBe('not refused')
  expect(netloom.state()).toEqual(before)
})
