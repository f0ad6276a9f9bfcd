/** @file Inserting a sequence of layers as one undo step. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { provideIndexedDB } from '../../storage/fake-indexeddb.test-help'
import { openStorage } from '../../storage/open-storage'
import { openTestStudio, type TestStudio } from '../testing/studio-fixture'

provideIndexedDB()

let netloom: TestStudio
let databases = 0
const drawn = () => {
  const [network] = netloom.state().project.networks
  if (!network) throw new Error('no network')
  return network
}
const RESNET = [
  { kind: 'conv2d', params: { filters: 16, padding: 'same' } },
  { kind: 'batchNormalization' },
  { kind: 'activation' },
  { block: 'residual-basic', times: 3 },
  { block: 'residual-halving' },
  { block: 'residual-basic', times: 2 },
  { block: 'residual-halving' },
  { block: 'residual-basic', times: 2 },
  { kind: 'globalAveragePooling2d' },
  { kind: 'dense', params: { units: 10, activation: 'softmax' } },
]

beforeEach(async () => {
  netloom = await openTestStudio('blank', openStorage({ name: `row-${++databases}` }))
})
afterEach(() => netloom.close())

test('a row continues at the open end up to the output; blocks fit their input; one undo removes it', async () => {
  const before = drawn()
  const nodes = await netloom.run<string[]>('graph.row', { row: RESNET })
  expect(nodes).toHaveLength(10)
  // The training settings of the example are too short for the momentum of its new batch norms, which is advice.
  expect(netloom.state().check).toMatchObject({ ok: true, diagnostics: [{ code: 'advice-momentum' }] })
  const filters = drawn().nodes.map(({ params }) => params.filters)
  expect(filters.filter((one) => one !== undefined)).toEqual([16, 32, 64, 64])
  expect(drawn().nodes.filter(({ params }) => params.repeat !== undefined)).toHaveLength(3)
  await netloom.run('graph.undo')
  expect(drawn()).toEqual(before)
})

test('a row that makes up most of the network is laid out like by Tidy, in the same undo step; a few layers are not', async () => {
  const row = ['conv2d', 'conv2d', 'add', 'maxPooling2d', 'flatten', 'dense'].map((kind) => ({ kind }))
  const [first = ''] = await netloom.run<string[]>('graph.row', { row })
  const positions = () => drawn().nodes.map(({ position }) => position)
  expect(new Set(positions().map(({ x }) => x)).size).toBeLessThanOrEqual(5)
  const laidOut = positions()
  await netloom.run('graph.tidy')
  expect(positions()).toEqual(laidOut)
  await netloom.run('graph.undo')
  expect(drawn().nodes).toHaveLength(2)
  await netloom.run('graph.redo')
  await netloom.run('graph.row', { row: [{ kind: 'dropout' }, { kind: 'dropout' }], after: first })
  expect(positions().slice(0, 2)).toEqual(laidOut.slice(0, 2))
  expect(new Set(positions().map(({ x }) => x)).size).toBeGreaterThan(5)
})

test('a layer added to a finished network goes in front of the last layer, which makes the predictions', async () => {
  const head = { kind: 'dense', params: { units: 10, activation: 'softmax' } }
  const [flat, last] = await netloom.run<string[]>('graph.row', { row: [{ kind: 'flatten' }, head] })
  netloom.studio.store.setState({ selection: [] })
  const [hidden] = await netloom.run<string[]>('graph.row', { row: [{ kind: 'dense', params: { units: 32 } }] })
  expect(netloom.state().check.ok).toBe(true)
  expect(drawn().wires.map(({ from, to }) => [from, to])).toEqual(
    expect.arrayContaining([
      [flat, hidden],
      [hidden, last],
    ]),
  )
})

test('a U-Net: skip connections go to the matching level', async () => {
  await netloom.run('data.use', { dataset: 'shapes' })
  const [down, up] = [{ block: 'unet-down' }, { block: 'unet-up' }]
  const row = [{ ...down, params: { filters: 8 } }, down, { kind: 'conv2d', params: { padding: 'same' } }, up, up]
  const mark = { kind: 'conv2d', params: { filters: 1, kernelSize: 1, activation: 'sigmoid' } }
  const [one, two, , three, four] = await netloom.run<string[]>('graph.row', { row: [...row, mark] })
  expect(netloom.state().check).toMatchObject({ ok: true })
  const across = drawn().wires.filter(({ out }) => out === 1)
  expect(across.map(({ from, to, port }) => [from, to, port])).toEqual([
    [two, three, 1],
    [one, four, 1],
  ])
  expect(drawn().nodes.find(({ id }) => id === four)?.params.filters).toBe(8)
})

test('layers are repeated and inserted after a given node; an invalid row changes nothing', async () => {
  const [dense] = await netloom.run<string[]>('graph.row', {
    row: [{ kind: 'flatten' }, { kind: 'dense', params: { units: 10 } }],
  })
  const more = await netloom.run<string[]>('graph.row', { row: [{ kind: 'dropout', times: 2 }], after: dense })
  expect(more).toHaveLength(2)
  expect(drawn().wires.map(({ from, to }) => [from, to])).toContainEqual([dense, more[0]])
  const before = drawn()
  const refused = (row: unknown, place = {}) => netloom.refused('graph.row', { row, ...place })
  expect(await refused([])).toBe('row-length')
  expect(await refused([{ kind: 'dense', times: 1e9 }])).toBe('row-length')
  expect(await refused([{ kind: 'dense' }, { kind: 'tofu' }])).toBe('unknown-kind')
  expect(await refused([{ kind: 'dense' }, { block: 'tofu' }])).toBe('no-block')
  expect(await refused([{ kind: 'dense', params: { units: 'many' } }])).toBe('param-type')
  expect(await refused([{ kind: 'dense' }], { after: 'nowhere' })).toBe('no-node')
  expect(drawn()).toEqual(before)
})

test('a merge layer takes the row as its first input, before the output or in between', async () => {
  const conv = { kind: 'conv2d', params: { filters: 8, padding: 'same' } }
  const [one, two, add, last] = await netloom.run<string[]>('graph.row', { row: [conv, conv, { kind: 'add' }] })
  const edges = () => drawn().wires.map(({ from, to }) => [from, to])
  expect(last).toBeUndefined()
  expect(edges()).toEqual(
    expect.arrayContaining([
      [one, two],
      [two, add],
      [add, 'output'],
    ]),
  )
  expect(edges()).toHaveLength(4)
  const [more, sum, flat] = await netloom.run<string[]>('graph.row', {
    row: [conv, { kind: 'add' }, { kind: 'flatten' }],
    after: one,
  })
  expect(edges()).toEqual(
    expect.arrayContaining([
      [one, more],
      [more, sum],
      [sum, flat],
      [flat, two],
    ]),
  )
  // A single merge layer is in the chain, too, and an earlier layer with the same shape is offered as its second input.
  await netloom.run('graph.undo')
  const [alone] = await netloom.run<string[]>('graph.row', { row: [{ kind: 'add' }], after: two })
  expect(edges()).toEqual(
    expect.arrayContaining([
      [two, alone],
      [alone, add],
    ]),
  )
  const problemOf = (code: string) =>
    netloom.state().check.diagnostics.find((found) => found.node === alone && found.code === code)
  const fix = (code: string) => netloom.run('graph.fix', { node: alone, code, fix: problemOf(code)?.fixes[0]?.id })
  await fix('missing-input')
  expect(edges()).toContainEqual([one, alone])
  expect(problemOf('missing-input')).toBeUndefined()
  // A fix that adds layers, and an automatic layout, show the whole drawing.
  const look = () => netloom.app().canvas.look
  await netloom.run('graph.connect', { from: 'input', to: alone })
  expect(look()?.at).not.toBe('all')
  const { length } = drawn().nodes
  await fix('shapes-differ')
  expect(drawn().nodes.length).toBeGreaterThan(length)
  expect(look()?.at).toBe('all')
  await netloom.run('canvas.goTo', { node: alone })
  await netloom.run('graph.tidy')
  expect(look()?.at).toBe('all')
})

test("inside a block, a row is inserted before the block's output", async () => {
  const stem = { kind: 'conv2d', params: { filters: 16, padding: 'same' } }
  const [, block] = await netloom.run<string[]>('graph.row', { row: [stem, { block: 'residual-basic' }] })
  const before = netloom.state().check.parameters
  await netloom.run('block.enter', { node: block })
  await netloom.run('graph.row', { row: [{ kind: 'batchNormalization' }] })
  // The layer has four parameters for each of its 16 channels, which are counted only if the layer is wired in.
  expect(netloom.state().check.parameters).toBe(before + 64)
})

test('replacing a layer applies the given parameters, also if the kind stays the same', async () => {
  const [node = ''] = await netloom.run<string[]>('graph.row', { row: [{ kind: 'flatten' }] })
  const is = () => drawn().nodes.find(({ id }) => id === node)
  await netloom.run('graph.replace', { node, kind: 'dense', params: { units: 10 } })
  expect(is()).toMatchObject({ kind: 'dense', params: { units: 10 } })
  await netloom.run('graph.replace', { node, kind: 'dense', params: { units: 12 } })
  expect(is()).toMatchObject({ kind: 'dense', params: { units: 12 } })
  await netloom.run('graph.replace', { node, block: 'residual-basic', params: { repeat: 2 } })
  expect(is()?.params).toMatchObject({ block: 'residual-basic', repeat: 2 })
  expect(await netloom.refused('graph.replace', { node, kind: 'dense', params: { units: 'many' } })).toBe('param-type')
})

test('a block inserted at a target fits its input, as in a row', async () => {
  const stem = { kind: 'conv2d', params: { filters: 24, padding: 'same' } }
  const [conv] = await netloom.run<string[]>('graph.row', { row: [stem] })
  const id = await netloom.run<string>('graph.put', { block: 'residual-basic', after: conv })
  expect(drawn().nodes.find((node) => node.id === id)?.params.filters).toBe(24)
  await netloom.run('graph.undo')
  expect(drawn().nodes).toHaveLength(3)
})
