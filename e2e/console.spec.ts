/** @file Checks docs/console/: every command, argument form, result, and state field. */
import { readdirSync, readFileSync } from 'node:fs'
import { expect, type State, test } from './fixture'

test.use({ serviceWorker: 'kept' })

const nodesOf = (state: State) => state.project.networks[0]?.nodes ?? []
const wiresOf = (state: State) => state.project.networks[0]?.wires ?? []

test('every documented command exists, with a title and described arguments', async ({ netloom, watched: page }) => {
  await netloom.run('project.new', { template: 'blank' })
  const pages = readdirSync('docs/console').map((file) => readFileSync(`docs/console/${file}`, 'utf8'))
  const named = pages.flatMap((text) => [...text.matchAll(/^### (.+)$/gm)].flatMap(([, ids = '']) => ids.split(', ')))
  expect(named.length).toBeGreaterThan(250)
  await netloom.run('service.list')
  const commands = await page.evaluate(() => window.netloom.commands())
  const ids = commands.map(({ id }) => id)
  expect(named.filter((id) => !ids.includes(id))).toEqual([])
  expect(new Set(ids).size).toBe(ids.length)
  for (const command of commands) {
    expect(typeof command.title).toBe('string')
    expect(typeof command.enabled).toBe('boolean')
    expect(typeof command.args).toBe('object')
  }
  // Nothing has been edited or trained, so there is nothing to undo or pause.
  expect(commands.filter(({ enabled }) => !enabled).map(({ id }) => id)).toEqual(
    expect.arrayContaining(['graph.undo', 'graph.redo', 'run.pause', 'run.resume', 'run.stop']),
  )
  expect(await page.evaluate(() => window.netloom.version)).toMatch(/^\d+\.\d+\.\d+/)
})

test('every refusal has a code and a sentence, and changes nothing', async ({ netloom, watched: page }) => {
  const before = await netloom.when((s) => s.data.loaded && s.storage.offlineReady)
  const cases: [string, object, string][] = [
    ['run.fly', {}, 'unknown-command'],
    ['project.new', { template: 'x' }, 'unknown-template'],
    ['project.open', { id: 'x' }, 'no-project'],
    ['project.remove', { id: 'x' }, 'no-project'],
    ['project.rename', { name: '  ' }, 'name-empty'],
    ['graph.add', { kind: 'lambda' }, 'unknown-kind'],
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
    ['plan.set', { optimizer: { kind: 'lion' } }, 'plan-optimizer'],
    ['run.start', { backend: 'tpu' }, 'unknown-backend'],
    ['run.pause', {}, 'command-off'],
    ['run.evaluate', { split: 'all' }, 'unknown-split'],
    ['run.evaluate', { split: 'test' }, 'nothing-trained'],
    ['model.save', { name: 'x' }, 'nothing-trained'],
    ['model.predict', { inputs: [] }, 'nothing-trained'],
    ['model.predict', { model: { name: 'x' }, inputs: [] }, 'no-model'],
    ['model.export', { name: 'x' }, 'no-model'],
    ['model.remove', { name: 'x' }, 'no-model'],
    ['model.import', { bytes: {} }, 'argument-wrong'],
    ['project.import', { bytes: {} }, 'argument-wrong'],
    ['room.open', { room: 'attic' }, 'no-page'],
  ]
  for (const [id, args, code] of cases) {
    const refusal = await netloom.refused(id, args)
    expect.soft(refusal.code, `${id} ${JSON.stringify(args)}: ${refusal.message}`).toBe(code)
    expect.soft(refusal.message, id).toMatch(/^[A-Z"\d].* .*[.]$/s)
  }
  const late = await page.evaluate(() =>
    window.netloom
      .when(() => false, { timeoutMs: 50 })
      .then(
        () => undefined,
        (error: Error & { code: string }) => ({ code: error.code, message: error.message }),
      ),
  )
  expect(late?.code).toBe('timeout')
  expect(late?.message).toContain('50 ms')
  expect(await netloom.state()).toEqual(before)
})

test('projects are created, listed, renamed, opened, copied, and removed; two exports are byte-identical', async ({
  netloom,
}) => {
  const first = (await netloom.state()).project.id
  const id = await netloom.run<string>('project.new')
  const blank = await netloom.state()
  expect(blank.project.id).toBe(id)
  expect(nodesOf(blank).map(({ kind }) => kind)).toEqual(['input', 'output'])
  expect(wiresOf(blank)).toEqual([])
  await netloom.run('project.rename', { name: 'Blatt' })
  const bytes = await netloom.bytes('project.export')
  expect(await netloom.bytes('project.export')).toEqual(bytes)
  const text = new TextDecoder('utf-8', { fatal: true }).decode(new Uint8Array(bytes))
  expect(JSON.parse(text)).toMatchObject({ format: 'netloom-project', version: 2, name: 'Blatt' })
  await netloom.run('project.save')
  const rows = await netloom.run<{ id: string; name: string }[]>('project.list')
  expect(rows.find((row) => row.id === id)?.name).toBe('Blatt')
  for (const row of rows) {
    expect(Object.keys(row).sort()).toEqual(['createdAt', 'id', 'name', 'template', 'updatedAt'])
  }
  const copy = await netloom.run<string>('project.copy')
  expect((await netloom.state()).project).toMatchObject({ id: copy, name: 'Blatt (copy)' })
  await netloom.run('project.open', { id: first })
  expect((await netloom.state()).project.id).toBe(first)
  await netloom.run('project.remove', { id: copy })
  await netloom.run('project.remove', { id: first })
  const left = await netloom.run<{ id: string }[]>('project.list')
  expect(left.map((row) => row.id)).toEqual([id])
  expect((await netloom.state()).project.id).toBe(id)
})

test('network: every edit, its result, its effect on the state, and undo', async ({ netloom }) => {
  await netloom.run('project.new', { template: 'blank' })
  await netloom.run('data.use', { dataset: 'mnist-starter' })
  const [input, output] = nodesOf(await netloom.state())
  const version = (await netloom.state()).project.drawingVersion
  const position = { x: 12, y: -34.5 }
  const conv = await netloom.run<string>('graph.add', {
    kind: 'conv2d',
    params: { filters: 8, kernelSize: 3, padding: 'same' },
    position,
    label: 'Größe <b>',
  })
  const edited = await netloom.state()
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
  expect(wiresOf(await netloom.state())).toEqual([
    { id: first, from: input?.id, to: conv, port: 0 },
    { id: second, from: input?.id, to: flat, port: 0 },
  ])
  // The shapes of all layers connected so far are known.
  const { check } = await netloom.state()
  expect(check.shapes[conv]).toEqual([28, 28, 8])
  expect(check.shapes[flat]).toEqual([784])

  // A residual sum of two different shapes; its fix inserts a projection.
  const sum = await netloom.run<string>('graph.add', { kind: 'add' })
  await netloom.run('graph.connect', { from: conv, to: sum })
  await netloom.run('graph.connect', { from: input?.id, to: sum, port: 1 })
  expect(
    wiresOf(await netloom.state())
      .filter(({ to }) => to === sum)
      .map(({ port }) => port),
  ).toEqual([0, 1])
  const differ = (await netloom.state()).check.diagnostics.find(({ node }) => node === sum)
  expect(differ).toMatchObject({ code: 'shapes-differ', severity: 'error' })
  expect(differ?.message).toMatch(/28×28×8.*28×28×1/)
  expect(differ?.fixes.map(({ id }) => id)).toContain('project')
  await netloom.run('graph.fix', { node: sum, code: 'shapes-differ', fix: 'project' })
  const fixed = await netloom.state()
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
  const cycle = (await netloom.state()).check.diagnostics.find(({ code }) => code === 'cycle')
  expect(cycle?.fixes.map(({ id }) => id)).toEqual(['remove-wire'])
  await netloom.run('graph.fix', { node: cycle?.node, code: 'cycle', fix: 'remove-wire' })
  const straight = await netloom.state()
  expect(wiresOf(straight).map(({ id }) => id)).not.toContain(back)
  expect(straight.check.diagnostics.map(({ code }) => code)).not.toContain('cycle')

  await netloom.run('graph.set', { node: dense, params: { units: 5 } })
  await netloom.run('graph.set', { node: dense, params: { activation: 'tanh' } })
  await netloom.run('graph.rename', { node: dense, label: 'Last' })
  await netloom.run('graph.move', { node: dense, position: { x: 1, y: 2 } })
  expect(nodesOf(await netloom.state()).find(({ id }) => id === dense)).toMatchObject({
    label: 'Last',
    params: { units: 5, activation: 'tanh' },
    position: { x: 1, y: 2 },
  })
  const after = await netloom.run<string>('graph.addAfter', { kind: 'dropout', node: flat })
  expect(wiresOf(await netloom.state()).find(({ to }) => to === after)?.from).toBe(flat)
  await netloom.run('graph.disconnect', { wire: first })
  await netloom.run('graph.remove', { nodes: [conv, output?.id] })
  const cut = await netloom.state()
  expect(nodesOf(cut).map(({ id }) => id)).not.toContain(conv)
  expect(wiresOf(cut).some(({ from, to }) => from === conv || to === conv)).toBe(false)
  await netloom.run('graph.tidy')
  const seen = await netloom.state()
  await netloom.run('graph.undo')
  await netloom.run('graph.undo')
  expect(nodesOf(await netloom.state()).map(({ id }) => id)).toContain(conv)
  await netloom.run('graph.redo')
  await netloom.run('graph.redo')
  expect((await netloom.state()).project.networks).toEqual(seen.project.networks)
})

test('plan.set merges partial plans, and accepts every documented form', async ({ netloom }) => {
  await netloom.run('project.new', { template: 'penguins-mlp' })
  const { plan: before } = await netloom.state()
  expect(await netloom.run('plan.set', { split: { train: 0.6 } })).toEqual({
    ...before,
    split: { ...before.split, train: 0.6 },
  })
  const momentum = { kind: 'momentum', nesterov: true }
  expect(await netloom.run('plan.set', { optimizer: momentum })).toMatchObject({ optimizer: momentum })
  await netloom.run('plan.set', { optimizer: { momentum: 0.8 } })
  expect((await netloom.state()).plan.optimizer).toEqual({ ...momentum, momentum: 0.8 })
  await netloom.run('plan.set', { earlyStopping: { metric: 'validationLoss', patience: 3, restoreBest: true } })
  await netloom.run('plan.set', { earlyStopping: { patience: 4 } })
  expect((await netloom.state()).plan.earlyStopping).toEqual({
    metric: 'validationLoss',
    patience: 4,
    restoreBest: true,
  })
  await netloom.run('plan.set', { earlyStopping: null })
  expect((await netloom.state()).plan).not.toHaveProperty('earlyStopping')
  await netloom.run('plan.set', { loss: { labelSmoothing: 0.1 } })
  expect((await netloom.state()).plan.loss).toEqual({ kind: 'categoricalCrossentropy', labelSmoothing: 0.1 })
  await netloom.run('plan.set', { target: 'Island', features: ['Beak Length (mm)', 'Body Mass (g)'] })
  const other = await netloom.state()
  expect(other.data.classes).toEqual(expect.arrayContaining(['Biscoe', 'Dream', 'Torgersen']))
  expect(other.check.ok).toBe(true)
  await netloom.run('plan.set', { target: null, features: null })
  expect((await netloom.state()).plan).not.toHaveProperty('target')
})
