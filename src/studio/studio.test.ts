import 'fake-indexeddb/auto'
import { afterEach, expect, test } from 'vitest'
import { openStorage } from '../storage/open-storage'
import { openScene, type Scene } from './testing/studio-fixture'

let scene: Scene
let databases = 0
const disk = () => openStorage({ name: `studio-${++databases}` })

afterEach(() => scene.close())

test('edits are undone one gesture at a time, and each increments the drawing version', async () => {
  scene = await openScene('moons-mlp', disk())
  const before = scene.state()
  const first = before.project.networks[0]?.nodes[0]
  const added = await scene.run<string>('graph.addAfter', { kind: 'dropout', node: first?.id })
  const after = scene.state()
  expect(after.project.drawingVersion).toBe(before.project.drawingVersion + 1)
  expect(after.check.ok).toBe(true)
  expect(after.project.networks[0]?.wires.filter(({ from, to }) => from === added || to === added)).toHaveLength(2)
  await scene.run('graph.undo')
  expect(scene.state().project.networks).toEqual(before.project.networks)
  await scene.run('graph.redo')
  expect(scene.state().project.networks).toEqual(after.project.networks)
  await scene.run('graph.undo')
  await scene.run('graph.rename', { node: first?.id, label: 'other' })
  expect(await scene.refused('graph.redo')).toBe('command-off')
})

test('plan.set merges nested parts; an invalid patch is refused as a whole', async () => {
  scene = await openScene('penguins-two-heads', disk())
  const { plan } = scene.state()
  expect(await scene.run('plan.set', { optimizer: { kind: 'momentum', momentum: 0.8 } })).toMatchObject({
    optimizer: { kind: 'momentum', momentum: 0.8 },
    loss: plan.loss,
  })
  expect(await scene.run('plan.set', { optimizer: { momentum: 0.7 } })).toMatchObject({
    optimizer: { kind: 'momentum', momentum: 0.7 },
  })
  expect(await scene.run('plan.set', { loss: { kind: 'meanSquaredError' } })).toMatchObject({
    loss: { kind: 'meanSquaredError' },
  })
  expect(await scene.run('plan.set', { loss: plan.loss })).toMatchObject({ loss: plan.loss })
  expect(await scene.run('plan.set', { loss: { 'Body mass': { weight: 2 } } })).toMatchObject({
    loss: { ...plan.loss, 'Body mass': { kind: 'meanSquaredError', weight: 2 } },
  })
  expect(await scene.run('plan.set', { earlyStopping: { patience: 3 } })).toMatchObject({
    earlyStopping: { metric: 'validationLoss', patience: 3, restoreBest: true },
  })
  expect(await scene.run('plan.set', { earlyStopping: null })).not.toHaveProperty('earlyStopping')
  expect(await scene.run('plan.set', { clip: { limit: 5 }, schedule: { kind: 'step', every: 2 } })).toMatchObject({
    clip: { by: 'globalNorm', limit: 5 },
    schedule: { kind: 'step', every: 2 },
  })
  expect(await scene.run('plan.set', { schedule: { factor: 0.1, every: null } })).toMatchObject({
    schedule: { kind: 'step', factor: 0.1 },
  })
  expect(await scene.run('plan.set', { schedule: { kind: 'cosine' } })).toMatchObject({ schedule: { kind: 'cosine' } })
  await scene.run('plan.set', {
    stopWhen: { metric: { name: 'loss', value: 0.1 }, steps: 9 },
    classWeights: 'balanced',
  })
  expect(await scene.run('plan.set', { stopWhen: { metric: { value: 0.2 }, steps: null } })).toMatchObject({
    stopWhen: { metric: { name: 'loss', value: 0.2 } },
  })
  expect(await scene.run('plan.set', { classWeights: { Gentoo: 2 } })).toMatchObject({ classWeights: { Gentoo: 2 } })
  const none = await scene.run('plan.set', {
    clip: null,
    schedule: null,
    stopWhen: { metric: null },
    classWeights: { Gentoo: null },
  })
  expect(none).toEqual({ ...plan, optimizer: scene.state().plan.optimizer, loss: scene.state().plan.loss })
  const kept = scene.state().plan
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
    expect(await scene.refused('plan.set', bad), JSON.stringify(bad)).toBe(code)
  }
  expect(scene.state().plan).toEqual(kept)
})

test('a run can be controlled, evaluated, saved, used for predictions, and trained further', async () => {
  scene = await openScene('moons-mlp', disk())
  await scene.run('plan.set', { epochs: 10_000 })
  const steered = await scene.run<string>('run.start')
  await scene.run('run.pause')
  const paused = scene.state().run
  expect(paused).toMatchObject({ id: steered, tag: 'paused', backend: 'cpu', engine: 'plain tf.js' })
  await scene.run('run.step')
  expect(scene.state().run.step).toBe(paused.step + 1)
  await scene.run('run.resume')
  expect(scene.state().run.tag).toBe('training')
  await scene.run('run.stop')
  expect(scene.state().run).toMatchObject({ tag: 'done', why: 'stopped' })

  await scene.run('plan.set', { epochs: 3 })
  const id = await scene.run<string>('run.start')
  const done = await scene.when((state) => state.run.id === id && state.run.tag === 'done')
  expect(done.run.history.map(({ epoch }) => epoch)).toEqual([1, 2, 3])
  expect(done.runs[0]).toMatchObject({ id, name: 'Run 2', tag: 'done' })
  const tested = await scene.run<{ split: string; rows: number }>('run.evaluate', { split: 'test' })
  expect(tested).toMatchObject({ split: 'test', rows: done.data.samples.test })
  expect(tested).toEqual(scene.state().metrics)

  expect(await scene.run('model.save', { name: ' moon ' })).toEqual({ name: 'moon', version: 1 })
  const inputs = [
    [0.3, -0.2],
    [-1, 0.5],
  ]
  const live = await scene.run('model.predict', { inputs })
  expect(await scene.run('model.predict', { model: { name: 'moon' }, inputs })).toEqual(live)

  const again = await scene.run<string>('run.goOn')
  const further = await scene.when((state) => state.run.tag === 'done' && state.run.id === again)
  expect(further.run.history[0]?.epoch).toBe(4)
  expect(further.run.history[0]?.loss).toBeLessThan(done.run.history[0]?.loss ?? 0)
  expect(further.runs.map(({ name }) => name)).toEqual(['Run 3', 'Run 2', 'Run 1'])
})

test('a crashed worker is replaced and the run resumes from its original content', async () => {
  scene = await openScene('moons-mlp', disk())
  await scene.run('plan.set', { epochs: 2000 })
  const id = await scene.run<string>('run.start')
  const { run } = await scene.when((state) => state.run.history.length >= 2)
  // Even an edit that breaks the drawing does not affect the run.
  await scene.run('graph.remove', { nodes: [scene.state().project.networks[0]?.nodes[1]?.id] })
  expect(scene.state().check.ok).toBe(false)
  scene.kill()
  expect(scene.state().run.tag).not.toBe('training')
  const next = await scene.when((state) => state.run.tag === 'training' && state.run.step > run.step)
  expect(next.run).toMatchObject({ id, drawingVersion: run.drawingVersion })
  expect(next.runs.map((row) => row.id)).toEqual([id])
  await scene.run('run.stop')
})

test('a changed drawing starts fresh instead of taking weights that do not fit', async () => {
  scene = await openScene('moons-mlp', disk())
  await scene.run('plan.set', { epochs: 1 })
  await scene.run('run.start')
  await scene.when((state) => state.run.tag === 'done')
  const dense = scene.state().project.networks[0]?.nodes.find(({ kind }) => kind === 'dense')
  await scene.run('graph.set', { node: dense?.id, params: { units: 3 } })
  const id = await scene.run<string>('run.goOn')
  const done = await scene.when((state) => state.run.id === id && state.run.tag === 'done')
  expect(done.run.history[0]?.epoch).toBe(1)
})

test('weights trained on one dataset can be evaluated on a similar one', async () => {
  scene = await openScene('moons-mlp', disk())
  await scene.run('plan.set', { epochs: 2 })
  await scene.run('run.start')
  await scene.when((state) => state.run.tag === 'done')
  await scene.run('data.use', { dataset: 'moons', seed: 99 })
  const other = await scene.run<{ rows: number; accuracy: number }>('run.evaluate', { split: 'test' })
  expect(other.rows).toBe(scene.state().data.samples.test)
  expect(other.accuracy).toBeGreaterThan(0.5)
  await scene.run('data.use', { dataset: 'spirals' })
  expect(scene.state().plan).toMatchObject({ epochs: 2 })
})

test('saved projects reopen with runs, weights, and models', async () => {
  const shared = disk()
  scene = await openScene('moons-mlp', shared)
  await scene.run('plan.set', { epochs: 1 })
  await scene.run('run.start')
  await scene.when((state) => state.run.tag === 'done')
  const inputs = [[0.1, 0.1]]
  const live = await scene.run('model.predict', { inputs })
  await scene.run('project.save')
  const { project } = scene.state()
  await scene.run('project.new', { template: 'blank' })
  expect(await scene.refused('model.predict', { inputs })).toBe('nothing-trained')
  await scene.run('project.open', { id: project.id })
  expect(scene.state().project).toEqual(project)
  expect(scene.state().runs).toHaveLength(1)
  expect(await scene.run('model.predict', { inputs })).toEqual(live)
  expect(await scene.refused('project.open', { id: 'nowhere' })).toBe('no-project')
  expect(scene.state().project).toEqual(project)
})

test('exported models and project files are verified and can be imported again', async () => {
  scene = await openScene('moons-mlp', disk())
  await scene.run('plan.set', { epochs: 1 })
  await scene.run('run.start')
  await scene.when((state) => state.run.tag === 'done')
  await scene.run('model.save', { name: 'm' })
  const bytes = await scene.run<Uint8Array>('model.export', { name: 'm', format: 'zip' })
  expect(await scene.run('model.import', { bytes })).toEqual({ name: 'm', version: 2 })
  // A model file is recognized by its content, regardless of its name.
  await scene.run('data.choose', { files: [{ path: 'download.zip', bytes }] })
  expect(scene.app().choosing).toBeNull()
  expect(scene.notices().at(-1)).toBe('m v3 is saved on this device.')
  const file = await scene.run<Uint8Array>('project.export')
  await scene.run('project.import', { bytes: file })
  expect(await scene.run('project.export')).toEqual(file)
  const before = scene.state()
  expect(await scene.refused('model.import', { bytes: bytes.slice(0, 100) })).not.toBe('not refused')
  expect(await scene.refused('project.import', { bytes: file.slice(0, 50) })).not.toBe('not refused')
  expect(scene.state()).toEqual(before)
})
