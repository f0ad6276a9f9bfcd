import { expect, test } from 'vitest'
import { present } from '../../../base/assert'
import { findDataset } from '../../../catalog/datasets'
import { checkNetwork } from '../../../compile/check-network'
import { findTemplate } from '../../../gallery'
import { diff } from '../../../graph/diff'
import type { Drawing } from '../../../graph/drawing'
import { changeWords, effectsOf } from './change-words'

const { networks, data, plan } = present(findTemplate('moons-mlp'), 'the template').content
const now = present(networks[0], 'a network').drawing
const dense = present(
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

test('a changed layer tells its values, and what follows tells shapes and parameters of those after it too', () => {
  const [change] = diff(now, then)
  expect(changeWords(present(change, 'a change'))).toEqual({
    title: `Change ${dense.label}`,
    lines: [`name: ${dense.label} → Wide`, `units: ${dense.params.units} → 99`],
  })
  const effects = effectsOf(now, check(now), check(then))
  const next = now.wires.find(({ from }) => from === dense.id)?.to
  expect(effects.map(({ node }) => node)).toEqual([dense.id, next])
  expect(effects[0]?.words).toBe(`${dense.params.units} → 99, ${3 * Number(dense.params.units)} → 297 parameters`)
  expect(effectsOf(now, check(now), check(now))).toEqual([])
})

test('what is added, removed and wired is named', () => {
  const without: Drawing = {
    nodes: now.nodes.filter((node) => node !== dense),
    wires: now.wires.filter(({ from, to }) => from !== dense.id && to !== dense.id),
  }
  const words = (a: Drawing, b: Drawing) => diff(a, b).map((one) => changeWords(one).title)
  expect(words(now, without)).toEqual([`Remove ${dense.label}`])
  expect(words(without, now)[0]).toBe(`Add ${dense.label}`)
  expect(words(without, now)).toHaveLength(3)
})
