/** @file Arguments of every wrong shape are refused in plain words, not in those of JavaScript. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { loadLater } from '../commands'
import { openTestStudio, type TestStudio } from '../testing/studio-fixture'

let netloom: TestStudio
beforeEach(async () => {
  await loadLater()
  netloom = await openTestStudio('moons-mlp')
})
afterEach(() => netloom.close())

const RAW = /undefined|object Object|is not |Cannot|Invalid|iterable|call stack|reading '|no text is loaded/
const deep: unknown = JSON.parse(`${'['.repeat(3000)}${']'.repeat(3000)}`)
const node = { id: 'n', kind: 'dense', label: 'N', params: {}, position: { x: 0, y: 0 } }
const edits: readonly unknown[] = [
  ...[0, 'graph', {}, [0], ['hidden'], [{}], [null], [[[]]], [{ type: 'x' }], [{ type: 'toString' }]],
  ...['add', 'remove', 'connect', 'disconnect', 'move', 'rename', 'set', 'replace', 'note', 'unnote'].map((type) => [
    { type },
  ]),
  ...['block', 'forget', 'inside'].map((type) => [{ type }]),
  ...[{ ...node, position: undefined }, { ...node, params: null }, {}].map((one) => [{ type: 'add', node: one }]),
  [{ type: 'move', positions: { hidden: null } }],
  [{ type: 'set', node: 'hidden', params: null }],
  [{ type: 'connect', wire: { id: 'w', from: 'point', to: 'moon', port: 0.5 } }],
  [{ type: 'block', block: { id: 'b', name: 'B', params: {}, inside: {} } }],
  [{ type: 'inside', block: 'b', edit: { type: 'add' } }],
  deep,
]

test.each<[string, object]>([
  ...edits.map((one): [string, object] => ['graph.edit', { edits: one }]),
  ...[{}, 0, { name: 'S', drawing: 3 }, { name: '', drawing: { nodes: [], wires: [] } }, [deep]].map(
    (service): [string, object] => ['service.restore', { service }],
  ),
  ...[{}, Object.create(null), ['champion'], deep].map((alias): [string, object] => [
    'registry.alias',
    { model: 'm', alias, version: 1 },
  ]),
  ['registry.card', { model: 'm', version: 1, format: {} }],
  ['dataset.create', { writer: {}, title: 't', schema: {}, chunks: [] }],
  ['dataset.undo', { to: deep }],
  ['dataset.undo', { step: 1e308 }],
  ['theme.set', {}],
  ['theme.set', { theme: {} }],
  ['theme.set', { theme: deep }],
  ['run.evaluate', {}],
  ['canary.practice', { slice: 'x' }],
  ['canary.start', { steps: deep }],
  ['graph.set', { node: 'hidden', params: null }],
])('%s, case %#', async (id, args) => {
  const before = netloom.state()
  const { code, message } = await netloom.refusal(id, args)
  expect([code, message]).not.toContain('internal')
  expect(code).not.toBe('not refused')
  expect(message).toMatch(/^[A-Z"].*\.$/s)
  expect(message).not.toMatch(RAW)
  expect(message.length).toBeLessThan(400)
  expect(netloom.state()).toEqual(before)
})
