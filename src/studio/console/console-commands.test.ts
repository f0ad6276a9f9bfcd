/** @file Checks docs/console/ on projects, networks, plans, and data: results, state, and refusals. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { provideIndexedDB } from '../../storage/fake-indexeddb.test-help'
import { openStorage } from '../../storage/open-storage'
import { serveShippedData } from '../testing/shipped-data.test-help'
import { openTestStudio, type TestStudio } from '../testing/studio-fixture'
import { makeConsole } from './console'
import type { ConsoleState } from './console-state'

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
  const studio = await openTestStudio('digits-cnn', openStorage({ name: `console-commands-${++databases}` }), data.base)
  await studio.when((s) => s.data.loaded)
  await studio.run('machine.choose', { backend: 'wasm' })
  return studio
}

const nodesOf = (state: ConsoleState) => state.project.networks[0]?.nodes ?? []
const wiresOf = (state: ConsoleState) => state.project.networks[0]?.wires ?? []

test('every refusal has a code and a sentence, and changes nothing', async () => {
  netloom = await open()
  const before = netloom.state()
  const cases: [string, object, string][] = [
    ['run.fly', {}, 'unknown-command'],
    ['project.new', { template: 'x' }, 'unknown-template'],
    ['project.open', { id: 'x' }, 'no-project'],
    ['project.remove', { id: 'x' }, 'no-project'],
    ['project.rename', { name: '  ' }, 'name-empty'],
    ['graph.add', { kind: 'lambda' }, 'unknown-kind'],
    ['graph.add', { kind: 'constructor' }, 'unknown-kind'],
    ['graph.add', { kind: 'dense', params: { units: 'eight' } }, 'param-type'],
    ['graph.add', { kind: 'dense', params: { onits: 8 } }, 'param-unknown'],
    ['graph.connect', { from: 'x', to: 'y' }, 'no-node'],
    ['graph.disconnect', { wire: 'x' }, 'no-wire'],
    ['graph.remove', { nodes: ['x'] }, 'no-node'],
    ['graph.move', { node: nodesOf(before)[0]?.id, position: { x: 'left', y: 0 } }, 'no-position'],
    ['graph.set', { node: 'x', params: {} }, 'no-node'],
    ['graph.fix', { code: 'cycle', fix: 'remove-wire' }, 'no-fix'],
    ['graph.undo', {}, 'command-off'],
    ['data.use', { dataset: 'cats' }, 'unknown-dataset'],
    ['data.use', { dataset: 'moons', samples: 3 }, 'too-few-samples'],
    ['data.use', { dataset: 'moons', seed: 0.5 }, 'seed-not-whole'],
    ['plan.set', { pace: 3 }, 'argument-unknown'],
    ['plan.set', { optimizer: { kind: 'no-optimizer' } }, 'plan-optimizer'],
    ['plan.set', { optimizer: { kind: 'constructor' } }, 'plan-optimizer'],
    ['plan.set', { loss: { kind: '__proto__' } }, 'plan-loss'],
    ['plan.set', { epochs: -1 }, 'plan-epochs'],
    ['run.start', { backend: 'tpu' }, 'unknown-backend'],
    ['run.pause', {}, 'command-off'],
    ['run.evaluate', { split: 'all' }, 'unknown-split'],
    ['run.evaluate', { split: 'test' }, 'nothing-trained'],
    ['model.save', { name: 'x' }, 'nothing-trained'],
    ['model.predict', { inputs: [[1, 2]] }, 'nothing-trained'],
    ['model.predict', { model: { name: 'x' }, inputs: [] }, 'no-model'],
    ['model.export', { name: 'x' }, 'no-model'],
    ['model.remove', { name: 'x' }, 'no-model'],
    ['model.import', { bytes: {} }, 'argument-wrong'],
    ['project.import', { bytes: {} }, 'argument-wrong'],
    ['room.open', { room: 'attic' }, 'no-page'],
  ]
  for (const [id, args, code] of cases) {
    const refusal = await netloom.refusal(id, args)
    expect.soft(refusal.code, `${id} ${JSON.stringify(args)}: ${refusal.message}`).toBe(code)
    expect.soft(refusal.message, id).toMatch(/^[A-Z"\d].* .*[.]$/s)
  }
  const { when } = makeConsole(netloom.studio, Promise.resolve(), 'test')
  const late = when(() => false, { timeoutMs: 50 })
  await expect(late).rejects.toMatchObject({ code: 'timeout', message: expect.stringContaining('50 ms') })
  expect(netloom.state()).toEqual(before)
})

test('projects are created, listed, renamed, opened, copied, and removed; two exports are byte-identical', async () => {
  netloom = await open()
  const first = netloom.state().project.id
  const before = (await netloom.run<{ id: string }[]>('project.list')).map((row) => row.id)
  const id = await netloom.run<string>('project.new')
  const blank = netloom.state()
  expect(blank.project.id).toBe(id)
  expect(nodesOf(blank).map(({ kind }) => kind)).toEqual(['input', 'output'])
  expect(wiresOf(blank)).toEqual([])
  await netloom.run('project.rename', { name: 'Blatt' })
  const bytes = await netloom.run<Uint8Array>('project.export')
  expect(await netloom.run<Uint8Array>('project.export')).toEqual(bytes)
  const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  expect(JSON.parse(text)).toMatchObject({ format: 'netloom-project', version: 2, name: 'Blatt' })
  await netloom.run('project.save')
  const rows = await netloom.run<{ id: string; name: string }[]>('project.list')
  expect(rows.find((row) => row.id === id)?.name).toBe('Blatt')
  for (const row of rows) {
    expect(Object.keys(row).sort()).toEqual([
      'createdAt',
      'data',
      'drawing',
      'id',
      'name',
      'plan',
      'template',
      'updatedAt',
    ])
  }
  const copy = await netloom.run<string>('project.copy')
  expect(netloom.state().project).toMatchObject({ id: copy, name: 'Blatt (copy)' })
  await netloom.run('project.open', { id: first })
  expect(netloom.state().project.id).toBe(first)
  await netloom.run('project.remove', { id: copy })
  await netloom.run('project.remove', { id: first })
  const left = await netloom.run<{ id: string }[]>('project.list')
  expect(left.map((row) => row.id).sort()).toEqual([...before.filter((one) => one !== first), id].sort())
  expect(netloom.state().project.id).toBe(id)
})

test('network: every edit, its result, its effect on the state, and undo', async () => {
  netloom = await open()
  await netloom.run('project.new', { template: 'blank' })
  await netloom.run('data.use', { dataset: 'mnist-starter' })
  const [input, output] = nodesOf(netloom.state())
  const version = netloom.state().project.drawingVersion
  const position = { x: 12, y: -34.5 }
  const conv = await netloom.run<string>('graph.add', {
    kind: 'conv2d',
    params: { filters: 8, kernelSize: 3, padding: 'same' },
    position,
    label: 'Größe <b>',
  })
  const edited = netloom.state()
  expect(edited.project.drawingVersion).toBe(version + 1)
  expect(nodesOf(edited).find(({ id }) => id === conv)).toMatchObject({
    kind: 'conv2d',
    label: 'Größe <b>',
    position,
    params: { filters: 8 },
  })
  // A wire to an occupied single port replaces the existing wire.
  const first = await netloom.run<string>('graph.connect', { from: input?.id, to: conv })
  const flat = await netloom.run<string>('graph.add', { kind: 'flatten' })
  await netloom.run('graph.connect', { from: conv, to: flat })
  const second = await netloom.run<string>('graph.connect', { from: input?.id, to: flat })
  expect(wiresOf(netloom.state())).toEqual([
    { id: first, from: input?.id, to: conv, port: 0 },
    { id: second, from: input?.id, to: flat, port: 0 },
  ])
  // The shapes of all layers connected so far are known.
  const { check } = netloom.state()
  expect(check.shapes[conv]).toEqual([28, 28, 8])
  expect(check.shapes[flat]).toEqual([784])

  // A residual sum of two different shapes; its fix inserts a projection.
  const sum = await netloom.run<string>('graph.add', { kind: 'add' })
  await netloom.run('graph.connect', { from: conv, to: sum })
  await netloom.run('graph.connect', { from: input?.id, to: sum, port: 1 })
  expect(
    wiresOf(netloom.state())
      .filter(({ to }) => to === sum)
      .map(({ port }) => port),
  ).toEqual([0, 1])
  const differ = netloom.state().check.diagnostics.find(({ node }) => node === sum)
  expect(differ).toMatchObject({ code: 'shapes-differ', severity: 'error' })
  expect(differ?.message).toMatch(/28×28×8.*28×28×1/)
  expect(differ?.fixes.map(({ id }) => id)).toContain('project')
  await netloom.run('graph.fix', { node: sum, code: 'shapes-differ', fix: 'project' })
  const fixed = netloom.state()
  expect(fixed.check.shapes[sum]).toEqual([28, 28, 8])
  expect(
    fixed.check.diagnostics.filter(({ node }) => node === sum && node !== undefined).map(({ code }) => code),
  ).not.toContain('shapes-differ')

  // A cycle is allowed but reported; its fix removes the wire that was added last.
  const more = await netloom.run<string>('graph.add', { kind: 'add' })
  await netloom.run('graph.connect', { from: sum, to: more })
  const dense = await netloom.run<string>('graph.add', { kind: 'dense' })
  await netloom.run('graph.connect', { from: more, to: dense })
  const back = await netloom.run<string>('graph.connect', { from: dense, to: more })
  const cycle = netloom.state().check.diagnostics.find(({ code }) => code === 'cycle')
  expect(cycle?.fixes.map(({ id }) => id)).toEqual(['remove-wire'])
  await netloom.run('graph.fix', { node: cycle?.node, code: 'cycle', fix: 'remove-wire' })
  const straight = netloom.state()
  expect(wiresOf(straight).map(({ id }) => id)).not.toContain(back)
  expect(straight.check.diagnostics.map(({ code }) => code)).not.toContain('cycle')

  await netloom.run('graph.set', { node: dense, params: { units: 5 } })
  await netloom.run('graph.set', { node: dense, params: { activation: 'tanh' } })
  await netloom.run('graph.rename', { node: dense, label: 'Last' })
  await netloom.run('graph.move', { node: dense, position: { x: 1, y: 2 } })
  expect(nodesOf(netloom.state()).find(({ id }) => id === dense)).toMatchObject({
    label: 'Last',
    params: { units: 5, activation: 'tanh' },
    position: { x: 1, y: 2 },
  })
  const after = await netloom.run<string>('graph.addAfter', { kind: 'dropout', node: flat })
  expect(wiresOf(netloom.state()).find(({ to }) => to === after)?.from).toBe(flat)
  await netloom.run('graph.disconnect', { wire: first })
  await netloom.run('graph.remove', { nodes: [conv, output?.id] })
  const cut = netloom.state()
  expect(nodesOf(cut).map(({ id }) => id)).not.toContain(conv)
  expect(wiresOf(cut).some(({ from, to }) => from === conv || to === conv)).toBe(false)
  await netloom.run('graph.tidy')
  const seen = netloom.state()
  await netloom.run('graph.undo')
  await netloom.run('graph.undo')
  expect(nodesOf(netloom.state()).map(({ id }) => id)).toContain(conv)
  await netloom.run('graph.redo')
  await netloom.run('graph.redo')
  expect(netloom.state().project.networks).toEqual(seen.project.networks)
})

test('the plan and the rows of its split change together', async () => {
  netloom = await open()
  await netloom.run('project.new', { template: 'penguins-mlp' })
  await netloom.when((s) => s.data.loaded)
  const change = netloom.when((s) => s.plan.split.train === 0.6)
  await netloom.run('plan.set', { split: { train: 0.6, validation: 0.2, test: 0.2 } })
  const { train, validation, test: held } = (await change).data.samples
  expect(train / (train + validation + held)).toBeCloseTo(0.6, 1)
})

test('plan.set merges partial plans, and accepts every documented form', async () => {
  netloom = await open()
  await netloom.run('project.new', { template: 'penguins-mlp' })
  const { plan: before } = netloom.state()
  expect(await netloom.run('plan.set', { split: { train: 0.6 } })).toEqual({
    ...before,
    split: { ...before.split, train: 0.6 },
  })
  const momentum = { kind: 'momentum', nesterov: true }
  expect(await netloom.run('plan.set', { optimizer: momentum })).toMatchObject({ optimizer: momentum })
  await netloom.run('plan.set', { optimizer: { momentum: 0.8 } })
  expect(netloom.state().plan.optimizer).toEqual({ ...momentum, momentum: 0.8 })
  await netloom.run('plan.set', { earlyStopping: { metric: 'validationLoss', patience: 3, restoreBest: true } })
  await netloom.run('plan.set', { earlyStopping: { patience: 4 } })
  expect(netloom.state().plan.earlyStopping).toEqual({
    metric: 'validationLoss',
    patience: 4,
    restoreBest: true,
  })
  await netloom.run('plan.set', { earlyStopping: null })
  expect(netloom.state().plan).not.toHaveProperty('earlyStopping')
  await netloom.run('plan.set', { loss: { labelSmoothing: 0.1 } })
  expect(netloom.state().plan.loss).toEqual({ kind: 'categoricalCrossentropy', labelSmoothing: 0.1 })
  await netloom.run('plan.set', { loss: { kind: 'categoricalCrossentropy' } })
  expect(netloom.state().plan.loss).toEqual({ kind: 'categoricalCrossentropy' })
  await netloom.run('plan.set', { target: 'Island', features: ['Beak Length (mm)', 'Body Mass (g)'] })
  const other = netloom.state()
  expect(other.data.classes).toEqual(expect.arrayContaining(['Biscoe', 'Dream', 'Torgersen']))
  expect(other.check.ok).toBe(true)
  await netloom.run('plan.set', { target: null, features: null })
  expect(netloom.state().plan).not.toHaveProperty('target')
})

test('a project file round-trips, and an invalid file is refused without changing anything', async () => {
  netloom = await open()
  await netloom.run('project.new', { template: 'auto-mpg-two-inputs' })
  const file = await netloom.run<Uint8Array>('project.export')
  const before = netloom.state()
  await netloom.run('project.import', { bytes: file })
  const after = netloom.state()
  expect(after.project.id).not.toBe(before.project.id)
  expect(after.project.networks).toEqual(before.project.networks)
  expect(after.plan).toEqual(before.plan)
  expect(await netloom.run<Uint8Array>('project.export')).toEqual(file)
  const text = new TextEncoder()
  for (const bad of ['', '{', '[]', '{"format":"netloom-project","version":99}', JSON.stringify({ __proto__: 1 })]) {
    await expect(netloom.run('project.import', { bytes: text.encode(bad) })).rejects.toThrow()
  }
  expect(netloom.state().project.id).toBe(after.project.id)
})

test('a layer of a billion weights is refused before it is built', async () => {
  netloom = await open()
  const { nodes } = netloom.state().project.networks[0] ?? { nodes: [] }
  const dense = nodes.find(({ kind }) => kind === 'dense')
  const flatten = nodes.find(({ kind }) => kind === 'flatten')
  const big = await netloom.run<string>('graph.addAfter', {
    kind: 'dense',
    node: flatten?.id,
    params: { units: 65536 },
  })
  await netloom.run('graph.addAfter', { kind: 'dense', node: big, params: { units: 65536 } })
  expect(dense).toBeDefined()
  const refusal = await netloom.refusal('run.start')
  expect(refusal.message).toMatch(/GB|weights|parameters/)
  expect(netloom.state().run.tag).toBe('idle')
})

const SETS = [
  'mnist-starter',
  'fashion-mnist',
  'penguins',
  'auto-mpg',
  'wine',
  'moons',
  'circles',
  'spirals',
  'xor',
  'blobs',
  'checkerboard',
]

test('every dataset loads and has a training, validation, and test set', async () => {
  netloom = await open()
  for (const dataset of SETS) {
    await netloom.run('data.use', { dataset })
    const { data } = netloom.state()
    expect(data.dataset).toBe(dataset)
    const { train, validation, test: held } = data.samples
    expect(Math.min(train, validation, held), dataset).toBeGreaterThan(10)
  }
})
