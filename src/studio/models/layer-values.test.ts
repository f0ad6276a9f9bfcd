/** @file Layer values in a studio: untrained, during and after training, in blocks, and what is refused. */
import { workHistory } from '../project/edit-history'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { PORT_OUT } from '../../graph/block'
import { shownDrawing } from '../network/block-levels'
import { serveShippedData } from '../testing/shipped-data.test-help'
import { openTestStudio, type TestStudio } from '../testing/studio-fixture'
import type { UnitExplanation } from './explain-unit'
import type { MuteEffect } from './change-weights'
import type { LayerHistory, LayersRead, LayerValues } from './layer-values'

let data: Awaited<ReturnType<typeof serveShippedData>>
beforeAll(async () => {
  data = await serveShippedData()
})
afterAll(() => data.close())

async function opened(template: string): Promise<TestStudio> {
  const netloom = await openTestStudio(template, undefined, data.base)
  await netloom.when((s) => s.data.loaded)
  return netloom
}

const idOf = (netloom: TestStudio, kind: string) => {
  const node = netloom.app().project.drawing.nodes.find((one) => one.kind === kind)
  if (!node) throw new Error(`no ${kind}`)
  return node.id
}

test('each layer shows what it computes, before, during, and after training, and the training stays the same', async () => {
  const netloom = await opened('digits-cnn')
  const ids = netloom.app().project.drawing.nodes.map(({ id }) => id)
  const [conv, output] = [idOf(netloom, 'conv2d'), idOf(netloom, 'output')]
  const row = 5
  const before = await netloom.run<LayersRead>('layer.all', { nodes: ids, row, gradients: true })
  expect(before.step).toBeUndefined()
  expect(before.gradients).toBeUndefined()
  expect(Object.fromEntries(Object.entries(before.layers).map(([id, { shape }]) => [id, shape.join()]))).toEqual(
    Object.fromEntries([...netloom.app().report.shapes].map(([id, shape]) => [id, shape.join()])),
  )
  for (const { values, shape } of Object.values(before.layers)) {
    expect(values).toHaveLength(shape.reduce((product, n) => product * n, 1))
    expect(values.some((value) => value !== 0)).toBe(true)
  }

  await netloom.run('plan.set', { epochs: 100, stopWhen: { steps: 40 } })
  await netloom.run('run.start', { backend: 'wasm' })
  const alone = (await netloom.when((s) => s.run.tag === 'done')).run.weightsHash
  await netloom.run('run.start', { backend: 'wasm' })
  const steps: number[] = []
  let first: LayersRead | undefined
  for (;;) {
    const read = await netloom.run<LayersRead>('layer.all', { nodes: ids, row, gradients: true })
    first ??= read
    steps.push(read.step ?? -1)
    // In Node, the trainer shares this thread.
    await new Promise((resolve) => setTimeout(resolve))
    if (netloom.state().run.tag === 'done') break
  }
  expect(netloom.state().run.weightsHash).toBe(alone)
  expect(steps.length).toBeGreaterThan(2)
  expect(steps.at(-1)).toBe(40)
  expect(first?.gradients?.[conv]).toBeGreaterThan(0)

  const { values, shape } = await netloom.run<LayerValues>('layer.values', { node: conv, row })
  expect(shape).toEqual([26, 26, 16])
  expect(values).not.toEqual(before.layers[conv]?.values)
  // The output is what the model predicts.
  const answered = await netloom.run<{ outputs: Record<string, { probabilities: Record<string, number> }> }>(
    'data.answer',
    { row },
  )
  const [head] = Object.values(answered.outputs)
  const shares = (await netloom.run<LayerValues>('layer.values', { node: output, row })).values
  expect([...shares]).toEqual(Object.values(head?.probabilities ?? {}).map((share) => expect.closeTo(share, 5)))
  expect(Math.abs(shares.reduce((sum, share) => sum + share, 0) - 1)).toBeLessThan(1e-5)

  // The run has kept the distribution of its last checkpoint.
  await vi.waitFor(() => expect(netloom.app().runs[0]?.histograms).toBeDefined(), 5000)
  const history = await netloom.run<LayerHistory>('layer.history', { node: conv })
  expect(history.steps.at(-1)).toBe(40)
  const sizes = (all: LayerHistory['weights']) => all?.at(-1)?.counts.reduce((sum, n) => sum + n, 0)
  expect([sizes(history.weights), sizes(history.gradients)]).toEqual([160, 160])
  expect(sizes(history.activations)).toBe(26 * 26 * 16 * 16)
  expect(history.activations?.at(-1)?.low).toBe(0)
  const last = await netloom.run<LayerHistory>('layer.history', { node: output })
  expect(last.activations).toHaveLength(history.steps.length)
  expect(sizes(last.activations)).toBe(10 * 16)

  // One value is the activation of its sum, with the weights of the run.
  const flat = values.indexOf(Math.max(...values))
  const explained = await netloom.run<UnitExplanation>('layer.explain', { node: conv, row, index: flat })
  expect(explained).toMatchObject({ kind: 'learned', shape: [3, 3, 1], activation: 'relu' })
  expect(Math.abs(explained.value - (values[flat] as number))).toBeLessThan(1e-5)
  // The window of the value in the image: 26 windows in a row of 28 pixels.
  const corner = 28 * Math.floor(flat / (26 * 16)) + (Math.floor(flat / 16) % 26)
  expect([explained.from.shape, explained.places]).toEqual([
    [28, 28, 1],
    [0, 1, 2].flatMap((row) => [0, 1, 2].map((column) => corner + 28 * row + column)),
  ])
  for (const index of [0, 3, 9]) {
    const share = await netloom.run<UnitExplanation>('layer.explain', { node: output, row, index })
    expect(Math.abs(share.value - (shares[index] as number))).toBeLessThan(1e-5)
  }

  // Another network than the one that was trained has its own initial weights again.
  await netloom.run('graph.set', { node: conv, params: { filters: 3 } })
  const other = await netloom.run<LayersRead>('layer.all', { nodes: [conv], row })
  expect(other.step).toBeUndefined()
  expect(other.layers[conv]?.shape).toEqual([26, 26, 3])
  await netloom.close()
}, 60_000)

test('values and weights that explain one are of the same step while training, also with averaged weights', async () => {
  const netloom = await opened('spirals-mlp')
  const [output, input] = [idOf(netloom, 'output'), idOf(netloom, 'input')]
  await netloom.run('plan.set', { epochs: 4000, movingAverage: 0.99, learningRate: 0.01 })
  const example = { node: output, row: 3 }
  const query = { ...example, index: 0 }
  const untrained = await netloom.run<UnitExplanation>('layer.explain', query)
  const before = await netloom.run<LayerValues>('layer.values', example)
  expect(Math.abs(untrained.value - (before.values[0] as number))).toBeLessThan(1e-5)
  await netloom.run('run.start', { backend: 'wasm' })
  await netloom.when((s) => s.run.tag === 'training' && s.run.step > 50)
  const running = await netloom.run<UnitExplanation>('layer.explain', query)
  expect(running.value).not.toBeCloseTo(untrained.value, 5)
  await netloom.run('run.pause')
  await netloom.when((s) => s.run.tag === 'paused')
  const paused = await netloom.run<UnitExplanation>('layer.explain', query)
  const shown = await netloom.run<LayerValues>('layer.values', example)
  expect(Math.abs(paused.value - (shown.values[0] as number))).toBeLessThan(1e-5)
  expect(await netloom.refusal('layer.explain', { ...query, index: 1e6 })).toMatchObject({ code: 'layer-no-value' })
  expect(await netloom.refusal('layer.explain', { ...query, node: input })).toMatchObject({ code: 'layer-no-sum' })
  await netloom.run('run.stop')
  await netloom.close()
}, 30_000)

test('muting channels changes predictions and not the weights', async () => {
  const netloom = await opened('digits-cnn')
  const [conv, output, input] = ['conv2d', 'output', 'input'].map((kind) => idOf(netloom, kind)) as [
    string,
    string,
    string,
  ]
  expect(await netloom.refused('layer.mute', { node: conv })).toBe('nothing-trained')
  await netloom.run('plan.set', { epochs: 100, stopWhen: { steps: 60 } })
  await netloom.run('run.start', { backend: 'wasm' })
  await netloom.when((s) => s.run.tag === 'done')
  const mute = (node: string, channels?: readonly number[]) =>
    netloom.run<MuteEffect>('layer.mute', { node, ...(channels ? { channels } : {}) })

  const none = await mute(conv, [])
  const report = await netloom.run<{ metrics: { accuracy: { value: number } } }>('evaluate.report')
  expect(none.value).toBe(report.metrics.accuracy.value)
  expect(none).toMatchObject({ without: none.value, difference: { value: 0 }, step: 60, n: 200 })

  // Without the layer, every example is predicted as the same class.
  const all = await mute(conv)
  expect(all.perClass?.map(({ without }) => without).sort()).toEqual([...new Array<number>(9).fill(0), 1])
  expect(all.difference.value).toBeCloseTo(all.without - all.value, 12)
  expect(all.difference.high).toBeLessThan(-0.3)
  expect(all.perClass?.reduce((sum, { n }) => sum + n, 0)).toBe(200)

  // A class whose score is 0 is never predicted.
  const eight = await mute(output, [8])
  for (const { label, value, without } of eight.perClass ?? [])
    expect([label, label === '8' ? without === 0 : without >= value]).toEqual([label, true])
  expect((await mute(conv, [])).value).toBe(none.value)
  expect(await netloom.refused('layer.mute', { node: input })).toBe('layer-is-input')
  expect(await netloom.refused('layer.mute', { node: conv, channels: [16] })).toBe('layer-no-channel')
  await netloom.close()
}, 60_000)

test('weights edited by hand predict by their formula, and the run keeps its own', async () => {
  const netloom = await opened('spirals-mlp')
  const { nodes, wires } = netloom.app().project.drawing
  const layers = nodes.filter(({ kind }) => kind === 'dense')
  const after = (id: string) => wires.find(({ from }) => from === id)?.to
  let at = idOf(netloom, 'input')
  const chain: string[] = []
  for (let next = after(at); next; next = after(at)) {
    at = next
    if (layers.some(({ id }) => id === at)) chain.push(at)
  }
  const [dense, output] = [chain[0] as string, chain.at(-1) as string]
  const edit = (value: number, more: object = {}) =>
    netloom.run<{ edits: number; hash: string }>('weights.edit', {
      node: dense,
      weight: 'kernel',
      index: 3,
      value,
      ...more,
    })
  expect(await netloom.refused('weights.edit', { node: dense, weight: 'kernel', index: 0, value: 1 })).toBe(
    'nothing-trained',
  )
  await netloom.run('plan.set', { epochs: 1000, stopWhen: { steps: 300 } })
  await netloom.run('run.start', { backend: 'wasm' })
  await netloom.when((s) => s.run.tag === 'done')
  const trained = netloom.state().run
  const points = [
    [0.3, -0.4],
    [-0.7, 0.2],
    [0.05, 0.9],
  ]
  type Predicted = { outputs: { probabilities: Record<string, number> }[] }
  const predicted = async () => {
    const { outputs } = await netloom.run<Predicted>('model.predict', { inputs: points })
    return outputs.map(({ probabilities }) => Object.values(probabilities))
  }
  /** The oracle: the layers of the drawing by their formulas, with the weights that the studio lists. */
  const computed = async () => {
    let rows = await Promise.all(
      points.map(async (point) => {
        const { layers } = await netloom.run<LayersRead>('layer.all', {
          nodes: [idOf(netloom, 'input')],
          points: [point],
        })
        return [...(Object.values(layers)[0]?.values ?? [])]
      }),
    )
    for (const node of chain) {
      const { kernel, bias } = await netloom.run<Record<string, LayerValues>>('weights.list', { node })
      const [size = 0, units = 0] = kernel?.shape ?? []
      rows = rows.map((row) =>
        Array.from({ length: units }, (_, unit) => {
          const sum = row.reduce((all, x, i) => all + x * (kernel?.values[i * units + unit] as number), 0)
          const value = sum + (bias?.values[unit] as number)
          return node === output ? value : Math.max(0, value)
        }),
      )
      expect(rows[0]).toHaveLength(units)
      expect(size * units).toBe(kernel?.values.length)
    }
    return rows.map(([sum = Number.NaN]) => [1 / (1 + Math.exp(sum)), 1 / (1 + Math.exp(-sum))])
  }
  const near = (rows: readonly number[][]) => rows.map((row) => row.map((x) => expect.closeTo(x, 5)))
  const own = await predicted()
  expect(own).toEqual(near(await computed()))

  const first = await edit(5)
  expect(first.edits).toBe(1)
  expect(first.hash).not.toBe(trained.weightsHash)
  const once = await predicted()
  expect(once).toEqual(near(await computed()))
  expect(once).not.toEqual(own)
  const second = await edit(-2, { node: output, weight: 'bias', index: 0 })
  expect(second.edits).toBe(2)
  expect(await predicted()).toEqual(near(await computed()))
  expect(netloom.app().inUse?.edits?.map(({ value }) => value)).toEqual([5, -2])
  await vi.waitFor(() => expect(netloom.app().metrics?.split).toBe('validation'))

  // Nothing made of them counts as the run's.
  expect(await netloom.refused('model.save', { name: 'edited' })).toBe('weights-edited')
  expect(await netloom.refused('run.goOn')).toBe('weights-edited')
  expect(netloom.app().runs[0]?.hash).toBe(trained.weightsHash)
  await netloom.studio.runs.written()
  const stored = await netloom.studio.storage.runs.checkpoint(netloom.app().runs[0]?.id ?? '')
  expect(stored?.hash).toBe(trained.weightsHash)

  expect(await netloom.run('weights.undo')).toEqual({ edits: 1 })
  expect(await predicted()).toEqual(near(once))
  await edit(7)
  expect(await netloom.run('weights.reset')).toEqual({ edits: 0 })
  expect(await predicted()).toEqual(near(own))
  expect(netloom.state().run).toEqual(trained)
  expect(netloom.app().inUse).toBeNull()
  expect(await netloom.refused('weights.undo')).toBe('command-off')
  await edit(5)
  expect(await predicted()).toEqual(near(once))

  // What was chosen before an edit is in use again after the reset, and other weights end the edits.
  const run = netloom.app().runs[0]?.id
  await netloom.run('run.restore', { run })
  expect(netloom.app().inUse?.edits).toBeUndefined()
  expect(await predicted()).toEqual(near(own))
  const chosen = netloom.app().inUse
  await edit(5)
  await netloom.run('weights.undo')
  expect(netloom.app().inUse).toBe(chosen)

  expect(await netloom.refused('weights.edit', { node: dense, weight: 'gamma', index: 0, value: 1 })).toBe(
    'weights-no-name',
  )
  expect(await netloom.refused('weights.edit', { node: dense, weight: 'bias', index: 999, value: 1 })).toBe(
    'weights-no-index',
  )
  expect(await netloom.refused('weights.edit', { node: dense, weight: 'bias', index: 0, value: 1e39 })).toBe(
    'weights-not-finite',
  )
  expect(await predicted()).toEqual(near(own))
  await edit(5)
  await netloom.run('weights.reset')
  await netloom.run('model.save', { name: 'own' })
  expect((await netloom.studio.storage.models.get('own'))?.hash).toBe(trained.weightsHash)
  await netloom.close()
}, 60_000)

test('a run is replayed with the weights that it had, and then shows its own again', async () => {
  const netloom = await opened('spirals-mlp')
  await netloom.run('plan.set', { epochs: 150 })
  expect(await netloom.refused('run.replay', { step: 1 })).toBe('nothing-trained')
  await netloom.run('run.start', { backend: 'wasm' })
  const { weightsHash, step } = (await netloom.when((s) => s.run.tag === 'done')).run
  type Moments = { run: string; moments: { step: number; epoch: number }[]; bytes: number }
  const { moments, bytes } = await netloom.run<Moments>('run.moments')
  expect(moments.length).toBeGreaterThan(4)
  expect(moments.length).toBeLessThanOrEqual(60)
  expect(moments[0]).toEqual({ step: 0, epoch: 0 })
  expect(moments.at(-1)).toEqual({ step, epoch: 150 })
  expect(moments.map((one) => one.step)).toEqual(moments.map((one) => one.step).toSorted((a, b) => a - b))
  expect(bytes).toBe(4 * moments.length * netloom.app().report.totalParameters)
  const middle = moments[moments.length >> 1] as Moments['moments'][number]

  const replay = (to: number) => netloom.run<{ step: number; epoch: number; hash: string }>('run.replay', { step: to })
  const inputs = [[0.3, -0.4]]
  const predicted = () => netloom.run('model.predict', { inputs })
  const own = await predicted()
  const last = await replay(1e6)
  expect(last).toEqual({ step, epoch: 150, hash: weightsHash })
  const shown = await replay(middle.step + 1)
  expect(shown).toMatchObject(middle)
  expect(await predicted()).not.toEqual(own)
  expect(netloom.app().inUse).toMatchObject({ epoch: middle.epoch, isReplay: true })
  const initial = await replay(0)
  await netloom.run('weights.reset')
  expect(netloom.app().inUse).toBeNull()
  expect(netloom.state().run).toMatchObject({ tag: 'done', weightsHash })

  // The oracle: runs that end at these steps.
  for (const moment of [shown, initial]) {
    if (moment.step === 0) continue
    await netloom.run('plan.set', { stopWhen: { steps: moment.step } })
    await netloom.run('run.start', { backend: 'wasm' })
    const { run } = await netloom.when((s) => s.run.tag === 'done' && s.run.step === moment.step)
    expect(run.weightsHash).toBe(moment.hash)
  }
  await netloom.close()
}, 60_000)

test('weights edited by hand outlive a replay, and Undo takes them back in their order among other edits', async () => {
  const netloom = await opened('spirals-mlp')
  const history = workHistory(netloom.studio)
  await netloom.run('plan.set', { epochs: 150 })
  await netloom.run('run.start', { backend: 'wasm' })
  await netloom.when((s) => s.run.tag === 'done')
  const dense = netloom.app().project.drawing.nodes.find(({ kind }) => kind === 'dense')?.id ?? ''
  const edit = (value: number) =>
    netloom.run<{ hash: string }>('weights.edit', { node: dense, weight: 'kernel', index: 3, value })
  const kernel = async () =>
    (await netloom.run<Record<string, LayerValues>>('weights.list', { node: dense })).kernel?.values
  const own = await kernel()
  await edit(5)
  const edited = await kernel()
  expect(edited).not.toEqual(own)

  await netloom.run('run.replay', { step: 0 })
  const initial = await kernel()
  expect(netloom.app().inUse).toMatchObject({ isReplay: true, editsAside: 1 })
  // A change in a replay is one of the moment's weights.
  await edit(7)
  expect(await kernel()).toEqual(initial?.map((value, i) => (i === 3 ? 7 : value)))
  expect(await netloom.run('weights.undo')).toEqual({ edits: 0 })
  expect(await kernel()).toEqual(initial)
  expect(await netloom.run('weights.reset')).toEqual({ edits: 1 })
  expect(await kernel()).toEqual(edited)

  await edit(9)
  await netloom.run('plan.set', { learningRate: 0.5 })
  const kinds = () =>
    history
      .steps({})
      .past.map(({ kind }) => kind)
      .slice(-3)
  expect(kinds()).toEqual(['weights', 'weights', 'settings'])
  await history.go('undo', {})
  await history.go('undo', {})
  expect(await kernel()).toEqual(edited)
  await history.go('undo', {})
  expect(await kernel()).toEqual(own)
  expect(history.next('redo', {})).toBe('weights')
  await history.go('redo', {})
  expect(await kernel()).toEqual(edited)
  await history.go('redo', {})
  expect((await kernel())?.[3]).toBe(9)
  await history.go('redo', {})
  expect(netloom.app().project.plan.learningRate).toBe(0.5)
  // The button next to the weights and the keys share the order.
  await netloom.run('weights.undo')
  expect(await kernel()).toEqual(edited)
  expect(history.next('redo', {})).toBe('weights')
  await netloom.run('weights.reset')
  expect(kinds()).not.toContain('weights')
  await netloom.close()
}, 60_000)

test('the terms of a value of columns have the names of the columns and, if one-hot, of the categories', async () => {
  const netloom = await opened('wages-mlp')
  const node = netloom.app().project.drawing.nodes.find(({ kind }) => kind === 'dense')?.id
  const { from } = await netloom.run<UnitExplanation>('layer.explain', { node, row: 0, index: 0 })
  expect(from.names).toHaveLength(from.shape[0] as number)
  expect(from.names?.slice(0, 3)).toEqual(['education', 'south = no', 'south = yes'])
  await netloom.close()
})

test('the trial input is the example, and many points at once are one after another', async () => {
  const netloom = await opened('spirals-mlp')
  const [input, dense] = [idOf(netloom, 'input'), idOf(netloom, 'dense')]
  const { label } = netloom.app().project.drawing.nodes.find(({ id }) => id === input) as { label: string }
  await netloom.run('trial.set', { input: label, value: [0.5, -0.25] })
  const nodes = [input, dense]
  const one = await netloom.run<LayersRead>('layer.all', { nodes })
  const points = Array.from({ length: 300 }, (_, i) => (i === 299 ? [0.5, -0.25] : [i / 300, 0]))
  const all = await netloom.run<LayersRead>('layer.all', { nodes, points })
  const { values, shape } = all.layers[dense] as LayerValues
  expect(values).toHaveLength(300 * (shape[0] as number))
  expect([...values.slice(-(shape[0] as number))]).toEqual(
    [...(one.layers[dense]?.values ?? [])].map((value) => expect.closeTo(value, 5)),
  )
  expect(new Set([...values]).size).toBeGreaterThan(300)
  await netloom.close()
}, 30_000)

test('layers inside a block have values, as the block itself has', async () => {
  const netloom = await opened('digits-resnet8')
  const block = idOf(netloom, 'block')
  const outside = await netloom.run<LayerValues>('layer.values', { node: block, row: 0 })
  await netloom.run('block.enter', { node: block })
  const end = shownDrawing(netloom.app()).nodes.find(({ kind }) => kind === PORT_OUT)
  const within = await netloom.run<LayerValues>('layer.values', { node: end?.id as string, row: 0 })
  expect(within.values).toEqual(outside.values)
  await netloom.close()
}, 30_000)

test('what cannot be shown is refused with a sentence', async () => {
  const netloom = await opened('digits-cnn')
  const conv = idOf(netloom, 'conv2d')
  expect(await netloom.refused('layer.values', { node: 'nowhere' })).toBe('no-node')
  expect(await netloom.refusal('layer.values', { node: conv, row: 1e9 })).toMatchObject({ code: 'no-such-row' })
  const [wire] = netloom.app().project.drawing.wires
  await netloom.run('graph.disconnect', { wire: wire?.id as string })
  expect(await netloom.refusal('layer.values', { node: conv })).toMatchObject({
    code: 'layers-need-network',
    message: expect.stringContaining('because the network has a problem. '),
  })
  await netloom.close()

  const offline = await openTestStudio('digits-cnn')
  expect(await offline.refusal('layer.values', { node: conv })).toMatchObject({
    message: expect.stringContaining('MNIST'),
  })
  await offline.close()
}, 30_000)
