import { expect, test } from 'vitest'
import { expectDefined } from '../../../base/assert'
import { findDataset } from '../../../catalog/datasets/all'
import { checkNetwork } from '../../../compile/check-network'
import { findTemplate } from '../../../gallery'
import { BLOCK, type Block, PORT_IN } from '../../../graph/block'
import { diff } from '../../../graph/diff'
import type { Drawing, DrawnNode } from '../../../graph/drawing'
import { alsoAppliesText, changeText, diffMarks, effectsOf, settingsText, usesText } from './changes'

const { networks, data, plan } = expectDefined(findTemplate('moons-mlp'), 'the template').content
const now = expectDefined(networks[0], 'a network').drawing
const dense = expectDefined(
  now.nodes.find(({ kind }) => kind === 'dense'),
  'a dense layer',
)
const then: Drawing = {
  ...now,
  nodes: now.nodes.map((node) =>
    node === dense ? { ...node, label: 'Wide', params: { ...node.params, units: 99 } } : node,
  ),
}
const check = (drawing: Drawing) => checkNetwork(drawing, findDataset(data.dataset)?.schema, plan)

test('a changed layer lists its values, and the effects list shapes and parameters of the layers after it too', () => {
  const [change] = diff(now, then)
  expect(changeText(expectDefined(change, 'a change'))).toEqual({
    title: `Change ${dense.label}`,
    lines: [`Name: ${dense.label} → Wide`, `units: ${dense.params.units} → 99`],
  })
  const effects = effectsOf(now, check(now), check(then))
  const next = now.wires.find(({ from }) => from === dense.id)?.to
  expect(effects.map(({ node }) => node)).toEqual([dense.id, next])
  expect(effects[0]?.summary).toBe(`${dense.params.units} → 99, ${3 * Number(dense.params.units)} → 297 parameters`)
  expect(effectsOf(now, check(now), check(now))).toEqual([])
})

test('added, removed and connected layers are named', () => {
  const without: Drawing = {
    nodes: now.nodes.filter((node) => node !== dense),
    wires: now.wires.filter(({ from, to }) => from !== dense.id && to !== dense.id),
  }
  const titles = (a: Drawing, b: Drawing) => diff(a, b).map((one) => changeText(one).title)
  expect(titles(now, without)).toEqual([`Delete ${dense.label}`])
  expect(titles(without, now)[0]).toBe(`Add ${dense.label}`)
  expect(titles(without, now)).toHaveLength(3)
})

test('a block lists where it is used and its changed properties; a wire lists what is applied with it', () => {
  const node = (id: string, kind: string, params = {}) => ({ id, kind, label: id, params, position: { x: 0, y: 0 } })
  const filters = (size: number) =>
    ({ filters: { type: 'int', label: 'Filters', default: size, min: 1, max: 99 } }) as const
  const block = (name: string, size: number): Block => ({
    id: 'P',
    name,
    params: filters(size),
    inside: { nodes: [node('in', PORT_IN)], wires: [] },
  })
  const uses = [node('one', BLOCK, { block: 'P' }), node('two', BLOCK, { block: 'P' })]
  const before: Drawing = { nodes: uses, wires: [], blocks: { P: block('Stem', 8) } }
  const after: Drawing = {
    nodes: [...uses, node('new', 'dense')],
    wires: [{ id: 'w', from: 'new', to: 'one', port: 0 }],
    blocks: { P: block('Root', 16) },
  }
  const changes = diff(before, after)
  const [changed] = changes
  expect(usesText(before, 'P')).toBe('Used in one and two')
  expect(
    changed?.type === 'block' && changed.what === 'changed' && changed.within.map((one) => changeText(one)),
  ).toEqual([
    { title: 'Change the properties of Stem', lines: ['Name: Stem → Root', 'Parameter filters: default 8 → 16'] },
  ])
  expect(alsoAppliesText(changes, changes.find(({ type }) => type === 'wired')?.id ?? '')).toBe('Also applies: Add new')
  expect(alsoAppliesText(changes, '+new')).toBeUndefined()
})

test('differences in data and training settings are listed but not applied', () => {
  const other = { data: { dataset: 'circles', samples: 300 }, plan: { ...plan, epochs: plan.epochs + 1, batchSize: 5 } }
  expect(settingsText({ data: { dataset: 'moons' }, plan }, other)).toEqual([
    'dataset: Moons → Circles',
    'examples used: all → 300',
    `batch size: ${plan.batchSize} → 5`,
    `epochs: ${plan.epochs} → ${plan.epochs + 1}`,
  ])
  expect(settingsText({ data, plan }, { data: { ...data }, plan: { ...plan } })).toEqual([])
  expect(settingsText({ data, plan, rateChanges: [{ step: 40, learningRate: 0.5 }] }, { data, plan })).toEqual([
    'learning rates set during the run: 0.5 after step 40 → none',
  ])
})

test('a renamed class, another split, and settings of several values are named in words', () => {
  const schema = (classes: readonly string[], rows = 60) => ({
    ...{ id: 'own-1', title: 'Signs', kind: 'images', rows, testRows: 0, target: 'class', ignore: [] },
    columns: [{ name: 'class', type: 'category', values: classes }],
  })
  const of = (version: string, classes: readonly string[], rows?: number) =>
    ({ dataset: 'own-1', version: version.repeat(64), schema: schema(classes, rows) }) as unknown as typeof data
  const before = { data: of('a', ['circle', 'cross']), plan }
  expect(settingsText(before, { data: of('b', ['circle', 'X sign']), plan })).toEqual([
    'dataset: another version of "Signs"',
    'class "cross" renamed to "X sign"',
  ])
  expect(settingsText(before, { data: of('b', ['circle', 'cross', 'line'], 70), plan })).toEqual([
    'dataset: another version of "Signs"',
    'examples in the dataset: 60 → 70',
    'classes added: "line"',
  ])
  const edited = {
    ...plan,
    split: { kind: 'random', train: 0.6, validation: 0.2, test: 0.2 },
    prepare: { x: [{ kind: 'standardize' }] },
    features: ['x'],
  } as typeof plan
  const lines = settingsText({ data, plan }, { data, plan: edited })
  expect(lines).toEqual([expect.stringMatching(/^split: .+ → 60/), 'prepare: changed', 'features: changed'])
  expect(lines.join()).not.toMatch(/[{}[\]]|kind/)
})

const node = (id: string, kind = 'dense', params: DrawnNode['params'] = {}): DrawnNode => ({
  id,
  kind,
  label: id,
  params,
  position: { x: 0, y: 0 },
})
const block = (inside: readonly DrawnNode[]): Block => ({
  id: 'P',
  name: 'P',
  params: {},
  inside: { nodes: inside, wires: [] },
})
const use = node('use', BLOCK, { block: 'P' })

test('each network has marks at its own nodes and wires: removed in the first, added in the second, changed in both', () => {
  const before: Drawing = {
    nodes: [node('a', 'dense', { units: 1 }), node('gone'), node('b'), use],
    wires: [
      { id: 'w', from: 'a', to: 'gone', port: 0 },
      { id: 'x', from: 'b', to: 'use', port: 0 },
    ],
    blocks: { P: block([node('in', PORT_IN)]) },
  }
  const after: Drawing = {
    nodes: [node('a', 'dense', { units: 2 }), node('b'), node('new'), use],
    wires: [
      { id: 'w', from: 'b', to: 'new', port: 0 },
      { id: 'y', from: 'a', to: 'use', port: 0 },
    ],
    blocks: { P: block([node('in', PORT_IN), node('inner')]) },
  }
  const changes = diff(before, after)
  const effects = [{ node: 'b', label: 'b', summary: '1 → 2' }]
  const marksIn = (drawing: Drawing) => {
    const { nodes, wires } = diffMarks(drawing, changes, effects)
    return { nodes: Object.fromEntries(nodes), wires: Object.fromEntries(wires) }
  }
  expect(marksIn(before)).toEqual({
    nodes: { a: 'changed', gone: 'removed', b: 'follows', use: 'changed' },
    wires: { w: 'removed', x: 'removed' },
  })
  expect(marksIn(after)).toEqual({
    nodes: { a: 'changed', new: 'added', b: 'follows', use: 'changed' },
    wires: { w: 'added', y: 'added' },
  })
})
