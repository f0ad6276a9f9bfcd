/**
 * @file A network of nested, repeated, parameterized blocks trains to the same weights as the same network drawn flat.
 */
import { afterEach, beforeAll, expect, test } from 'vitest'
import type { Block } from '../../graph/block'
import type { Drawing, DrawnNode, Wire } from '../../graph/drawing'
import { provideIndexedDB } from '../../storage/fake-indexeddb.test-help'
import { openStorage } from '../../storage/open-storage'
import { openTestStudio, type TestStudio } from '../testing/studio-fixture'

provideIndexedDB()

const scenes: TestStudio[] = []
let databases = 0
afterEach(async () => {
  for (const netloom of scenes.splice(0)) await netloom.close()
})

type Drawn = readonly [kind: string, params?: DrawnNode['params']]

/**
 * Builds nodes by id, laid out in a row. Wires are written `from > to` and connect to the ports in the order listed.
 */
function draw(nodes: Readonly<Record<string, Drawn>>, edges: readonly string[]): Omit<Drawing, 'blocks'> {
  const taken = new Map<string, number>()
  const wires = edges.map((edge): Wire => {
    const [from = '', to = ''] = edge.split(' > ')
    const port = taken.get(to) ?? 0
    taken.set(to, port + 1)
    return { id: `${from}-${to}-${port}`, from, to, port }
  })
  const drawn = Object.entries(nodes).map(
    ([id, [kind, params = {}]], i): DrawnNode => ({ id, kind, label: id, params, position: { x: i * 220, y: 0 } }),
  )
  return { nodes: drawn, wires }
}

const units = { type: 'int', label: 'Units', default: 3, min: 1, max: 100 } as const

/** A block of two layers. The first layer grows by one unit with each repeat. */
const pair: Block = {
  id: 'pair',
  name: 'Pair',
  params: { width: units },
  inside: draw(
    {
      in: ['block-in'],
      first: ['dense', { units: '=width+i', activation: 'tanh' }],
      second: ['dense', { units: '=width', activation: 'relu' }],
      out: ['block-out'],
    },
    ['in > first', 'first > second', 'second > out'],
  ),
}

/** A layer, followed by two pairs with a skip connection around them. */
const stack: Block = {
  id: 'stack',
  name: 'Stack',
  params: { units },
  inside: draw(
    {
      in: ['block-in'],
      wide: ['dense', { units: '=units*2' }],
      pairs: ['block', { block: 'pair', repeat: 2, width: '=units*2' }],
      add: ['add'],
      out: ['block-out'],
    },
    ['in > wide', 'wide > pairs', 'pairs > add', 'wide > add', 'add > out'],
  ),
}

const head = { last: ['dense', { units: 1, activation: 'sigmoid' }], answer: ['output'] } as const
const folded: Drawing = {
  ...draw({ points: ['input'], stack: ['block', { block: 'stack', units: 4 }], ...head }, [
    'points > stack',
    'stack > last',
    'last > answer',
  ]),
  blocks: { stack, pair },
}
const flat: Drawing = draw(
  {
    points: ['input'],
    wide: ['dense', { units: 8 }],
    a: ['dense', { units: 8, activation: 'tanh' }],
    b: ['dense', { units: 8, activation: 'relu' }],
    c: ['dense', { units: 9, activation: 'tanh' }],
    d: ['dense', { units: 8, activation: 'relu' }],
    add: ['add'],
    ...head,
  },
  ['points > wide', 'wide > a', 'a > b', 'b > c', 'c > d', 'd > add', 'wide > add', 'add > last', 'last > answer'],
)

/** Opens a netloom with this drawing on the moons dataset. */
async function open(drawing: Drawing, name = `blocks-train-${++databases}`): Promise<TestStudio> {
  const netloom = await openTestStudio('moons-mlp', openStorage({ name }))
  scenes.push(netloom)
  const file = JSON.parse(new TextDecoder().decode(await netloom.run<Uint8Array>('project.export')))
  file.networks[0].drawing = drawing
  await netloom.run('project.import', { bytes: new TextEncoder().encode(JSON.stringify(file)) })
  await netloom.when(({ data }) => data.loaded)
  await netloom.run('plan.set', { epochs: 8, batchSize: 16, target: null })
  return netloom
}

async function trained(netloom: TestStudio): Promise<string | undefined> {
  await netloom.run('run.start')
  const { run } = await netloom.when(({ run: { tag } }) => tag === 'done' || tag === 'failed')
  expect(run.why).toBe('finished')
  return run.weightsHash
}

let expected: string | undefined
beforeAll(async () => {
  const netloom = await open(flat)
  expect(netloom.state().check.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([])
  expected = await trained(netloom)
}, 100_000)

test('folded and flat networks have the same parameter count and train to the same weights', async () => {
  expect(expected).toMatch(/^[0-9a-f]{64}$/)
  const netloom = await open(folded)
  const parameters = 2 * 8 + 8 + 2 * (8 * 8 + 8) + (8 * 9 + 9) + (9 * 8 + 8) + (8 + 1)
  expect(netloom.state().check.parameters).toBe(parameters)
  expect(await trained(netloom)).toBe(expected)
})

test('after unfolding level by level it still trains to the same weights', async () => {
  const netloom = await open(folded)
  await netloom.run('block.enter', { node: 'stack' })
  await netloom.run('block.unfold', { node: 'pairs' })
  await netloom.run('block.leave')
  await netloom.run('block.unfold', { node: 'stack' })
  expect(netloom.state().project.networks[0]?.nodes.map(({ kind }) => kind)).not.toContain('block')
  expect(await trained(netloom)).toBe(expected)
})

test('another block parameter value gives other weights', async () => {
  const netloom = await open(folded)
  await netloom.run('graph.set', { node: 'stack', params: { units: 5 } })
  expect(await trained(netloom)).not.toBe(expected)
})

test('an interrupted run with blocks resumes and reaches the same weights', async () => {
  const netloom = await open(folded)
  await netloom.run('plan.set', { epochs: 40 })
  const undisturbed = await trained(netloom)
  await netloom.run('run.start')
  await netloom.when(({ run }) => run.step > 100)
  netloom.kill()
  const { run } = await netloom.when(({ run: { tag } }) => tag === 'done' || tag === 'failed')
  expect(run.weightsHash).toBe(undisturbed)
})

test('it can be evaluated, saved, exported, and imported, and predicts the same', async () => {
  const netloom = await open(folded)
  await trained(netloom)
  const metrics = await netloom.run<{ accuracy: number }>('run.evaluate', { split: 'test' })
  expect(metrics.accuracy).toBeGreaterThan(0.6)
  await netloom.run('model.save', { name: 'Blocks' })
  const bytes = await netloom.run<Uint8Array>('model.export', { name: 'Blocks', format: 'zip' })
  expect(await netloom.run('model.import', { bytes })).toEqual({ name: 'Blocks', version: 2 })
  const inputs = [
    [0.5, 0.2],
    [-1, 0.7],
  ]
  const [one, two] = await Promise.all(
    [1, 2].map((version) => netloom.run('model.predict', { model: { name: 'Blocks', version }, inputs })),
  )
  expect(one).toEqual(two)
})
