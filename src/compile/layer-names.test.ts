import { expect, test } from 'vitest'
import { expectDefined } from '../base/assert'
import { findDataset } from '../catalog/datasets/all'
import { templates } from '../gallery'
import { checkNetwork } from './check-network'
import { layerNamesOf } from './layer-names'
import { toKeras } from './to-keras'

const examples = templates.filter(({ id }) => id !== 'blank').map(({ id, content }) => [id, content] as const)

test.each(examples)('%s: every layer has a unique node and label, and none is named after an output', (_, content) => {
  const { networks, data, plan } = content
  const { drawing } = expectDefined(networks[0], 'its network')
  const { checked } = checkNetwork(drawing, findDataset(data.dataset)?.schema, plan)
  const names = layerNamesOf(content)
  const made = toKeras(expectDefined(checked, 'a sound drawing')).model.config.layers.map(({ name }) => name)
  expect([...names.keys()].sort()).toEqual(made.sort())
  const all = [...names.values()]
  expect(new Set(all.map(({ node }) => node)).size).toBe(all.length)
  expect(new Set(all.map(({ label }) => label)).size).toBe(all.length)
  const kinds = new Map(drawing.nodes.map(({ id, kind }) => [id, kind]))
  for (const { node } of all) expect(kinds.get(node)).not.toBe('output')
})

test('repeated labels are numbered in network order, and an untrainable drawing has no names', () => {
  const [, content] = expectDefined(
    examples.find(([id]) => id === 'moons-mlp'),
    'moons',
  )
  const [network] = content.networks
  const { name, drawing } = expectDefined(network, 'its network')
  const dense = drawing.nodes.filter(({ kind }) => kind === 'dense')
  const renamed = {
    ...drawing,
    nodes: [...drawing.nodes].reverse().map((node) => (node.kind === 'dense' ? { ...node, label: 'Layer' } : node)),
  }
  const names = [...layerNamesOf({ ...content, networks: [{ name, drawing: renamed }] }).values()]
  expect(names.filter(({ label }) => label.startsWith('Layer'))).toEqual(
    dense.map(({ id }, i) => ({ node: id, label: `Layer (${i + 1} of ${dense.length})` })),
  )
  expect(layerNamesOf({ ...content, networks: [] }).size).toBe(0)
})
