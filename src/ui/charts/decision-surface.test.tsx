/** @file Tests the decision surface: its grid, its colors, and that it is there again after a reload. */
import { expect, onTestFinished, test, vi } from 'vitest'
import { openStorage } from '../../storage/open-storage'
import type { LayersRead } from '../../studio/models/layer-values'
import { openTestStudio } from '../../studio/testing/studio-fixture'
import { render, settle, texts } from '../testing/render.test-help'
import { blend, hexRgb } from './color-tokens'
import { gridOf, LARGE_SIDE, planeOf, readSurface, useSurface, useUnitSurface } from './decision-surface'

test('the plane is a square that contains every point', () => {
  const plane = planeOf([-1, 3], [0, 1])
  expect(plane.right - plane.left).toBeCloseTo(plane.top - plane.bottom, 9)
  expect(plane.left).toBeLessThan(-1)
  expect(plane.right).toBeGreaterThan(3)
  expect(planeOf([], [])).toEqual({ left: -1, right: 1, bottom: -1, top: 1 })
})

test('the grid is in image order, from the top left, within the plane', () => {
  const plane = { left: 0, right: 4, bottom: 0, top: 4 }
  const grid = gridOf(plane, 4)
  expect([grid[0], grid[1], grid[4], grid[15]]).toEqual([
    [0.5, 3.5],
    [1.5, 3.5],
    [0.5, 2.5],
    [3.5, 0.5],
  ])
})

test('a certain class has its own color, equal probabilities the average', () => {
  const colours = [hexRgb('#ff0000'), hexRgb('#00f')]
  expect(blend(colours, [1, 0])).toEqual([255, 0, 0])
  expect(blend(colours, [0.5, 0.5])).toEqual([127.5, 0, 127.5])
})

const rows = [{ label: 'b', probabilities: { b: 0.9, a: 0.1 } }]

test('probabilities are in label order, from the only output or the first of several', () => {
  expect(readSurface({ outputs: rows }, ['a', 'b'], 1)).toEqual([[0.1, 0.9]])
  expect(readSurface({ outputs: { size: [3], kind: rows } }, ['a', 'b'], 1)).toEqual([[0.1, 0.9]])
})

test('a result of another type or length gives no surface', () => {
  expect(readSurface({ outputs: [1, 2] }, ['a'], 2)).toBeUndefined()
  expect(readSurface({ outputs: rows }, ['a', 'b'], 2)).toBeUndefined()
  expect(readSurface(null, ['a'], 1)).toBeUndefined()
})

const PLANE = { left: -2, right: 3, bottom: -2, top: 2 }
const LABELS = ['upper', 'lower']

/** Shows how many cells the surface has, and the sum of the probabilities in the first. */
function Cells() {
  const cells = useSurface(PLANE, LABELS)
  const sum = cells?.[0]?.reduce((total, share) => total + share, 0)
  return <p>{cells ? `${cells.length} cells, ${sum?.toFixed(3)}` : 'none'}</p>
}

test('after a reload, the surface shows the weights of the last run', async () => {
  const storage = await openStorage()
  const before = await openTestStudio('moons-mlp', Promise.resolve(storage))
  const project = before.state().project.id
  await before.run('data.use', { dataset: 'moons', samples: 60 })
  await before.run('plan.set', { epochs: 1 })
  await before.run('run.start')
  await before.when(({ run }) => run.tag === 'done')
  await before.studio.runs.written()
  await before.vanish()

  const after = await openTestStudio('blank', Promise.resolve(storage))
  onTestFinished(() => after.close())
  await render(<Cells />, after)
  expect(texts('p')).toEqual(['none'])
  await settle(() => after.run('project.open', { id: project }))
  await settle(() => after.when(({ runs }) => runs.length > 0))
  await expect.poll(() => settle(() => texts('p')), { timeout: 30_000 }).toEqual(['2304 cells, 1.000'])
})

/** Shows the values of a unit, cell by cell. */
function Unit({ node }: { readonly node: string }) {
  const values = useUnitSurface(PLANE, { node, unit: 3, units: 8 })
  return <p>{values ? Array.from(values, (value) => value.toFixed(4)).join(' ') : 'none'}</p>
}

test('the surface of a unit has the value of its formula at every cell, and follows the weights', async () => {
  const netloom = await openTestStudio('moons-mlp')
  onTestFinished(() => netloom.close())
  await netloom.when((s) => s.data.loaded)
  const { nodes, wires } = netloom.app().project.drawing
  const input = nodes.find(({ kind }) => kind === 'input')
  const node = wires.find(({ from }) => from === input?.id)?.to ?? ''
  await netloom.run('graph.set', { node, params: { units: 8, activation: 'relu' } })
  await render(<Unit node={node} />, netloom)
  const shown = () => texts('p')[0]?.split(' ').map(Number) ?? []
  const cells = Array.from({ length: 64 }, (_, i) => i * 140)
  const grid = gridOf(PLANE, LARGE_SIDE)
  const isRight = async () => {
    type Weights = Record<string, { values: Float32Array }>
    const { kernel, bias } = await netloom.run<Weights>('weights.list', { node })
    const points = cells.map((cell) => grid[cell])
    const { layers } = await netloom.run<LayersRead>('layer.all', { nodes: [input?.id ?? ''], points })
    const at = (i: number) => Object.values(layers)[0]?.values[i] as number
    const [x, y, constant] = [kernel?.values[3], kernel?.values[8 + 3], bias?.values[3]] as [number, number, number]
    const values = cells.map((_, i) => Math.max(0, at(2 * i) * x + at(2 * i + 1) * y + constant))
    const seen = shown()
    const worst = Math.max(...values.map((value, i) => Math.abs(value - (seen[cells[i] as number] ?? Number.NaN))))
    return values.some((value) => value > 0) && worst < 1e-3
  }
  const becomesRight = () =>
    vi.waitFor(async () => expect(await isRight()).toBe(true), { timeout: 25_000, interval: 500 })
  await vi.waitFor(() => expect(shown()).toHaveLength(LARGE_SIDE ** 2), 10_000)
  expect(await isRight()).toBe(true)
  await netloom.run('plan.set', { stopWhen: { steps: 100 } })
  await netloom.run('run.start', { backend: 'wasm' })
  await netloom.when((s) => s.run.tag === 'done')
  await becomesRight()
  await netloom.run('weights.edit', { node, weight: 'bias', index: 3, value: 2.5 })
  await becomesRight()
}, 60_000)
