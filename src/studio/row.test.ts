/** Rows: several layers put behind one another as one step, by command. */
import 'fake-indexeddb/auto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openStorage } from '../storage/open'
import { openScene, type Scene } from './testing/studio-fixture'

let scene: Scene
let databases = 0
const drawn = () => {
  const [network] = scene.state().project.networks
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
  scene = await openScene('blank', openStorage({ name: `row-${++databases}` }))
})
afterEach(() => scene.close())

test('a row goes on where the drawing is open, up to its way out; blocks fit what comes; one step takes it back', async () => {
  const before = drawn()
  const nodes = await scene.run<string[]>('graph.row', { row: RESNET })
  expect(nodes).toHaveLength(10)
  expect(scene.state().check).toMatchObject({ ok: true, diagnostics: [] })
  const filters = drawn().nodes.map(({ params }) => params.filters)
  expect(filters.filter((one) => one !== undefined)).toEqual([16, 32, 64, 64])
  expect(drawn().nodes.filter(({ params }) => params.repeat !== undefined)).toHaveLength(3)
  await scene.run('graph.undo')
  expect(drawn()).toEqual(before)
})

test('a U-Net: what was seen on the way down goes across, to the level it fits', async () => {
  await scene.run('data.use', { dataset: 'shapes' })
  const [down, up] = [{ block: 'unet-down' }, { block: 'unet-up' }]
  const row = [{ ...down, params: { filters: 8 } }, down, { kind: 'conv2d', params: { padding: 'same' } }, up, up]
  const mark = { kind: 'conv2d', params: { filters: 1, kernelSize: 1, activation: 'sigmoid' } }
  const [one, two, , three, four] = await scene.run<string[]>('graph.row', { row: [...row, mark] })
  expect(scene.state().check).toMatchObject({ ok: true })
  const across = drawn().wires.filter(({ out }) => out === 1)
  expect(across.map(({ from, to, port }) => [from, to, port])).toEqual([
    [two, three, 1],
    [one, four, 1],
  ])
  expect(drawn().nodes.find(({ id }) => id === four)?.params.filters).toBe(8)
})

test('layers stand so often, behind the one asked for; nothing is drawn of a row that has a mistake', async () => {
  const [dense] = await scene.run<string[]>('graph.row', {
    row: [{ kind: 'flatten' }, { kind: 'dense', params: { units: 10 } }],
  })
  const more = await scene.run<string[]>('graph.row', { row: [{ kind: 'dropout', times: 2 }], after: dense })
  expect(more).toHaveLength(2)
  expect(drawn().wires.map(({ from, to }) => [from, to])).toContainEqual([dense, more[0]])
  const before = drawn()
  const refused = (row: unknown, place = {}) => scene.refused('graph.row', { row, ...place })
  expect(await refused([])).toBe('row-length')
  expect(await refused([{ kind: 'dense', times: 1e9 }])).toBe('row-length')
  expect(await refused([{ kind: 'dense' }, { kind: 'tofu' }])).toBe('unknown-kind')
  expect(await refused([{ kind: 'dense' }, { block: 'tofu' }])).toBe('no-block')
  expect(await refused([{ kind: 'dense', params: { units: 'many' } }])).toBe('param-type')
  expect(await refused([{ kind: 'dense' }], { after: 'nowhere' })).toBe('no-node')
  expect(drawn()).toEqual(before)
})

test('what joins stays in its row, which is its first input: at the end before the output, and between', async () => {
  const conv = { kind: 'conv2d', params: { filters: 8, padding: 'same' } }
  const [one, two, add, last] = await scene.run<string[]>('graph.row', { row: [conv, conv, { kind: 'add' }] })
  const ways = () => drawn().wires.map(({ from, to }) => [from, to])
  expect(last).toBeUndefined()
  expect(ways()).toEqual(
    expect.arrayContaining([
      [one, two],
      [two, add],
      [add, 'output'],
    ]),
  )
  expect(ways()).toHaveLength(4)
  const [more, sum, flat] = await scene.run<string[]>('graph.row', {
    row: [conv, { kind: 'add' }, { kind: 'flatten' }],
    after: one,
  })
  expect(ways()).toEqual(
    expect.arrayContaining([
      [one, more],
      [more, sum],
      [sum, flat],
      [flat, two],
    ]),
  )
  // By itself it joins nothing, and no wire leads through it.
  const alone = await scene.run<string[]>('graph.row', { row: [{ kind: 'concatenate' }], after: one })
  expect(ways()).toContainEqual([one, alone[0]])
  expect(ways()).toContainEqual([one, more])
})

test('inside a block a row goes on before the way out of the block', async () => {
  const stem = { kind: 'conv2d', params: { filters: 16, padding: 'same' } }
  const [, block] = await scene.run<string[]>('graph.row', { row: [stem, { block: 'residual-basic' }] })
  const before = scene.state().check.parameters
  await scene.run('block.enter', { node: block })
  await scene.run('graph.row', { row: [{ kind: 'batchNormalization' }] })
  // Four numbers for each of 16 channels, which are counted only where they are wired in.
  expect(scene.state().check.parameters).toBe(before + 64)
})

test('what replaces a layer comes with its settings, and what it is already is set', async () => {
  const [node = ''] = await scene.run<string[]>('graph.row', { row: [{ kind: 'flatten' }] })
  const is = () => drawn().nodes.find(({ id }) => id === node)
  await scene.run('graph.replace', { node, kind: 'dense', params: { units: 10 } })
  expect(is()).toMatchObject({ kind: 'dense', params: { units: 10 } })
  await scene.run('graph.replace', { node, kind: 'dense', params: { units: 12 } })
  expect(is()).toMatchObject({ kind: 'dense', params: { units: 12 } })
  await scene.run('graph.replace', { node, block: 'residual-basic', params: { repeat: 2 } })
  expect(is()?.params).toMatchObject({ block: 'residual-basic', repeat: 2 })
  expect(await scene.refused('graph.replace', { node, kind: 'dense', params: { units: 'many' } })).toBe('param-type')
})

test('a block put where it is wanted fits what comes, as one in a row does', async () => {
  const stem = { kind: 'conv2d', params: { filters: 24, padding: 'same' } }
  const [conv] = await scene.run<string[]>('graph.row', { row: [stem] })
  const id = await scene.run<string>('graph.put', { block: 'residual-basic', after: conv })
  expect(drawn().nodes.find((node) => node.id === id)?.params.filters).toBe(24)
  await scene.run('graph.undo')
  expect(drawn().nodes).toHaveLength(3)
})
