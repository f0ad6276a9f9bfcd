/** @file Tests the decision surface: its grid, its colors, and that it is there again after a reload. */
import { expect, onTestFinished, test } from 'vitest'
import { openStorage } from '../../storage/open-storage'
import { openTestStudio } from '../../studio/testing/studio-fixture'
import { render, settle, texts } from '../testing/render.test-help'
import { blend, hexRgb } from './color-tokens'
import { gridOf, planeOf, readSurface, useSurface } from './decision-surface'

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
