/** Tests searching the nodes of a drawing. */
import { expect, test } from 'vitest'
import { layers } from '../../catalog/layers'
import { findEntries } from '../kit/search-list'
import { searchableNode } from './canvas-panels'

const NODES = [
  { id: 'conv2d-1', kind: 'conv2d', label: 'Edges', params: {}, position: { x: 0, y: 0 } },
  { id: 'dense-2', kind: 'dense', label: 'Hidden', params: {}, position: { x: 0, y: 0 } },
  { id: 'dense-3', kind: 'dense', label: 'Dense', params: {}, position: { x: 0, y: 0 } },
]

test.each([
  ['', ['conv2d-1', 'dense-2', 'dense-3']],
  ['conv 2d', ['conv2d-1']],
  ['den', ['dense-3', 'dense-2']],
  ['dense hid', ['dense-2']],
  ['nothing', []],
])('"%s"', (typed, ids) => {
  const entries = NODES.map((node) => ({ id: node.id, ...searchableNode(layers, node) }))
  expect(findEntries(entries, typed).map(({ id }) => id)).toEqual(ids)
})

test('a layer is found by the settings that the list shows', () => {
  const entries = NODES.map((node) => ({
    id: node.id,
    ...searchableNode(layers, node, node.id === 'dense-3' ? '1 unit, sigmoid · 1' : '16 units, relu · 16'),
  }))
  expect(findEntries(entries, 'sigmoid').map(({ id }) => id)).toEqual(['dense-3'])
})
