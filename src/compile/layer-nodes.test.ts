import { expect, test } from 'vitest'
import { present } from '../base/assert'
import { findDataset } from '../catalog/datasets'
import { templates } from '../gallery'
import { checkNetwork } from './check-network'
import { layerNodes } from './layer-nodes'
import { toKeras } from './to-keras'

test.each(templates.filter(({ id }) => id !== 'blank').map(({ id, content }) => [id, content] as const))(
  '%s: every layer is one node, and no layer that a hidden node makes is told as an output',
  (_, { networks, data, plan }) => {
    const { drawing } = present(networks[0], 'its network')
    const { checked } = checkNetwork(drawing, findDataset(data.dataset)?.schema, plan)
    const lowering = toKeras(present(checked, 'a sound drawing'))
    const nodes = layerNodes(lowering)
    expect([...nodes.keys()].sort()).toEqual(lowering.model.config.layers.map(({ name }) => name).sort())
    expect(new Set(nodes.values()).size).toBe(nodes.size)
    const kinds = new Map(drawing.nodes.map(({ id, kind }) => [id, kind]))
    for (const node of nodes.values()) expect(kinds.get(node)).not.toBe('output')
  },
)
