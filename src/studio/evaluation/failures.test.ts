/** @file Tests of where a network fails: planted label errors are found by the labels of the rows themselves. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestStudio, type TestStudio } from '../testing/studio-fixture'
import type { Embedding, Neighbors } from './embedding'
import type { ErrorBranch, ErrorTree, SuspectLabels, WeakSlices } from './failures'
import type { fairnessOf } from './fairness'
import type { PredictedClasses } from './report'

let netloom: TestStudio
/** Rows whose label has been flipped: every 21st. */
let flipped: ReadonlySet<number>

beforeAll(async () => {
  netloom = await openTestStudio('moons-mlp')
  await netloom.when(({ data }) => data.loaded)
  const { dataset } = await netloom.studio.data.ready()
  const [, , classes] = dataset.columns as [unknown, unknown, { readonly codes: Int16Array }]
  flipped = new Set(Array.from({ length: 28 }, (_, i) => 21 * i))
  const steps = ['upper', 'lower'].map((value, code) => ({
    ...{ kind: 'set', column: 'class', value },
    rows: [...flipped].filter((row) => classes.codes[row] !== code).map((row) => [row, row]),
  }))
  await netloom.run('dataset.edit', { steps })
  await netloom.run('plan.set', { epochs: 30 })
  await netloom.run('run.start')
  await netloom.when(({ run }) => run.tag === 'done')
}, 60_000)
afterAll(() => netloom.close())

const errorsOf = (args: object = {}) => netloom.run<SuspectLabels>('evaluate.labelErrors', args)

test('flipped labels are found in every set, with the other class suggested', async () => {
  const { split: sets } = await netloom.studio.data.ready()
  for (const split of ['train', 'validation'] as const) {
    const { rows, found, n, estimated, isInSample, wrong } = await errorsOf({ split })
    const own = await netloom.run<PredictedClasses>('evaluate.predictions', { split })
    expect(wrong).toBe([...own.rows.keys()].filter((i) => own.actual[i] !== own.predicted[i]).length)
    const planted = [...sets[split]].filter((row) => flipped.has(row))
    expect([n, rows.length, isInSample]).toEqual([sets[split].length, found, split === 'train' ? true : undefined])
    expect(planted.filter((row) => rows.some((one) => one.row === row)).length).toBeGreaterThan(0.7 * planted.length)
    expect(rows.slice(0, planted.length / 2).every(({ row }) => flipped.has(row))).toBe(true)
    expect(rows.every(({ actual, suggested, margin }) => actual !== suggested && margin <= 0)).toBe(true)
    expect(estimated).toBeGreaterThan(0.5 * planted.length)
    expect(estimated).toBeLessThan(2 * planted.length + 5)
  }
  expect((await errorsOf({ split: 'train', most: 2 })).rows).toHaveLength(2)
})

test('a slice that the network cannot know is found, with rows and rates that its condition selects', async () => {
  // Labels are flipped in one camera at night only; the network does not read these columns.
  const random = (i: number, of: number) => Math.floor(((i * 7919) % 1009) / 7) % of
  const isHard = (i: number) => random(i, 3) === 1 && random(i, 10) >= 6
  const lines = Array.from({ length: 1500 }, (_, i) => {
    const [x, y] = [((i * 37) % 101) / 101, ((i * 53) % 97) / 97]
    const label = x > 0.5 !== (isHard(i) && i % 5 < 3) ? 'right' : 'left'
    return [x, y, ['a', 'b', 'c'][random(i, 3)], i % 11 === 0 ? '' : random(i, 10), label].join()
  })
  const text = `x,y,camera,hour,side\n${lines.join('\n')}\n`
  const other = await openTestStudio('moons-mlp')
  try {
    await other.run('data.bring', {
      files: [{ path: 'cameras.csv', text }],
      options: { target: 'side' },
      project: 'new',
    })
    await other.run('dataset.edit', { step: { kind: 'roles', ignore: ['camera', 'hour'] } })
    await other.run('data.predict', { column: 'side', fit: true })
    await other.run('plan.set', { epochs: 20 })
    await other.run('run.start')
    await other.when(({ run }) => run.tag === 'done')
    const { slices, value, n, isRate } = await other.run<WeakSlices>('evaluate.slices', { split: 'train' })
    const { rows, actual, predicted } = await other.run<PredictedClasses>('evaluate.predictions', { split: 'train' })
    const wrong = new Set([...rows].filter((_, i) => actual[i] !== predicted[i]))
    expect([n, value, isRate]).toEqual([rows.length, expect.closeTo(wrong.size / rows.length, 12), true])
    // Rows without an hour are in no group.
    const { groups, ungrouped } = await other.run<ReturnType<typeof fairnessOf>>('evaluate.fairness', {
      ...{ group: 'hour', split: 'train' },
    })
    expect(ungrouped).toBe([...rows].filter((row) => row % 11 === 0).length)
    expect(groups.reduce((sum, group) => sum + group.n, 0) + (ungrouped as number)).toBe(n)
    const [first, ...others] = slices
    if (!first) throw new Error('a slice is found')
    expect(first.text).toBe('camera = b and hour >= 5')
    const rowsOf = (where: unknown) =>
      other.run<number[]>('data.find', { where: { all: [where, { column: 'split', is: '=', value: 'train' }] } })
    const own = await rowsOf(first.where)
    const share = (some: readonly number[]) => some.filter((row) => wrong.has(row)).length / some.length
    expect([first.n, first.value]).toEqual([own.length, expect.closeTo(share(own), 12)])
    expect(first.rest).toBeCloseTo(share([...rows].filter((row) => !own.includes(row))), 12)
    expect(first.low).toBeLessThan(first.value)
    expect(others.every(({ p }) => p > first.p && p <= 0.05)).toBe(true)
    await other.run('data.slice', { name: first.text, where: first.where })
    expect(other.state().data.slices).toMatchObject([{ name: first.text }])

    const { tree } = await other.run<ErrorTree>('evaluate.errorTree', { split: 'train' })
    const [camera] = tree.parts
    expect([tree.n, tree.share, camera?.text]).toEqual([n, 1, 'camera = b'])
    const leaves = (node: ErrorBranch): readonly ErrorBranch[] =>
      node.parts.length > 0 ? node.parts.flatMap(leaves) : [node]
    for (const leaf of leaves(tree)) {
      const rowsOfLeaf = await rowsOf(leaf.where)
      expect([leaf.n, leaf.value], leaf.text).toEqual([rowsOfLeaf.length, expect.closeTo(share(rowsOfLeaf), 12)])
    }
    expect(leaves(tree).reduce((sum, leaf) => sum + leaf.share, 0)).toBeCloseTo(1, 12)
    expect(leaves((await other.run<ErrorTree>('evaluate.errorTree', { split: 'train', depth: 1 })).tree)).toHaveLength(
      2,
    )
  } finally {
    await other.close()
  }
}, 60_000)

test('a map has the values of the layer before the output, and neighbors are nearest in it', async () => {
  const { split: sets } = await netloom.studio.data.ready()
  const [row = 0] = sets.validation
  const map = await netloom.run<Embedding>('evaluate.embedding', {})
  expect([[...map.rows], map.of]).toEqual([[...sets.validation], sets.validation.length])
  const nodes = netloom.state().project.networks[0]?.nodes ?? []
  const at = nodes.findIndex(({ id }) => id === map.layer)
  expect([nodes[at]?.kind, nodes[at + 1]?.kind]).toEqual(['dense', 'dense'])
  const { values } = await netloom.run<{ values: Float32Array }>('layer.values', { node: map.layer, row })
  expect(map.width).toBe(values.length)
  const [first, second] = map.shares ?? []
  expect(first).toBeGreaterThan(second ?? 1)
  // The hidden layer separates the classes better than chance: the nearest points mostly have the same class.
  const { neighbors, of } = await netloom.run<Neighbors>('evaluate.neighbors', { row, most: 3, metric: 'euclidean' })
  expect(of).toBe(sets.train.length)
  const distances = await Promise.all(
    [...sets.train].map(async (other) => {
      const own = await netloom.run<{ values: Float32Array }>('layer.values', { node: map.layer, row: other })
      return { row: other, distance: Math.hypot(...own.values.map((value, i) => value - (values[i] as number))) }
    }),
  )
  const nearest = distances.sort((a, b) => a.distance - b.distance).slice(0, 3)
  expect(neighbors.map((one) => one.row)).toEqual(nearest.map((one) => one.row))
  for (const [i, { distance }] of neighbors.entries()) expect(distance).toBeCloseTo(nearest[i]?.distance ?? 0, 5)
  const cosine = await netloom.run<Neighbors>('evaluate.neighbors', { row: sets.train[0], layer: nodes[at]?.label })
  expect(cosine.neighbors.some((one) => one.row === sets.train[0])).toBe(false)
  expect(await netloom.refused('evaluate.embedding', { layer: 'none' })).toBe('no-node')
  await netloom.run('graph.set', { node: map.layer, params: { units: 3 } })
  expect(await netloom.refused('evaluate.embedding')).toBe('layers-network-changed')
  await netloom.run('graph.undo')
})

test('refuses numbers, and a set whose rows all have the same label', async () => {
  const { dataset } = await netloom.studio.data.ready()
  const { codes } = dataset.columns[2] as { readonly codes: Int16Array }
  const upper = [...codes.keys()].filter((row) => codes[row] === 0)
  await netloom.run('dataset.edit', {
    step: { kind: 'set', column: 'class', value: 'lower', rows: upper.map((row) => [row, row]) },
  })
  await netloom.run('run.start')
  await netloom.when(({ run }) => run.tag === 'done')
  expect(await netloom.refused('evaluate.labelErrors')).toBe('label-errors-one-class')
})
