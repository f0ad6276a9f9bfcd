/** Tests the descriptions of history steps. */
import { expect, test } from 'vitest'
import { applyAll } from '../../graph/apply-edit'
import type { Block, Drawing } from '../../graph/drawing'
import type { Edit } from '../../graph/edit'
import { layerCatalog } from '../network/layer-catalog'
import { historyStepText } from './history-step-text'

const node = (id: string, label: string) => ({
  id,
  kind: 'dense',
  label,
  params: { units: 4 },
  position: { x: 0, y: 0 },
})
const note = { id: 'n', text: 'Why', position: { x: 0, y: 0 } }
const two: Block = { id: 'two', name: 'Two', params: {}, inside: { nodes: [node('i', 'Inner')], wires: [] } }
const DRAWING: Drawing = {
  nodes: [node('a', 'A'), node('b', 'B'), node('c', 'C')],
  wires: [{ id: 'w', from: 'a', to: 'b', port: 0 }],
  notes: [note],
  blocks: { two },
}

test.each<[string, readonly Edit[]]>([
  ['Add D', [{ type: 'add', node: node('d', 'D') }]],
  ['Delete 2 layers', [{ type: 'remove', nodes: ['a', 'b'] }]],
  ['Move B', [{ type: 'move', positions: { b: { x: 9, y: 9 } } }]],
  ['Rename B to Hidden', [{ type: 'rename', node: 'b', label: 'Hidden' }]],
  ['Set units of B to 8', [{ type: 'set', node: 'b', params: { units: 8 } }]],
  ['Replace B with Dropout', [{ type: 'replace', node: 'b', kind: 'dropout', label: 'Dropout', params: {} }]],
  ['Connect B to C', [{ type: 'connect', wire: { id: 'x', from: 'b', to: 'c', port: 0 } }]],
  ['Delete the wire from A to B', [{ type: 'disconnect', wire: 'w' }]],
  ['Add a note', [{ type: 'note', note: { ...note, id: 'm' } }]],
  ['Move a note', [{ type: 'note', note: { ...note, position: { x: 9, y: 9 } } }]],
  ['Edit a note', [{ type: 'note', note: { ...note, text: 'Because' } }]],
  ['Attach a note', [{ type: 'note', note: { ...note, node: 'a' } }]],
  ['Delete a note', [{ type: 'unnote', notes: ['n'] }]],
  ['Delete the block Two', [{ type: 'forget', blocks: ['two'] }]],
  ['Save Two to the library as version 3', [{ type: 'block', block: { ...two, library: { id: 'two', version: 3 } } }]],
  [
    'Update Two to version 3',
    [{ type: 'block', block: { ...two, inside: { nodes: [], wires: [] }, library: { id: 'two', version: 3 } } }],
  ],
  [
    'Set units of Inner to 8, in Two',
    [{ type: 'inside', block: 'two', edit: { type: 'set', node: 'i', params: { units: 8 } } }],
  ],
  [
    'Insert C between A and B',
    [
      { type: 'move', positions: { c: { x: 9, y: 9 } } },
      { type: 'connect', wire: { id: 'x', from: 'a', to: 'c', port: 0 } },
      { type: 'connect', wire: { id: 'y', from: 'c', to: 'b', port: 0 } },
    ],
  ],
  [
    'Set units of 2 layers to 8',
    [
      { type: 'set', node: 'a', params: { units: 8 } },
      { type: 'set', node: 'b', params: { units: 8 } },
    ],
  ],
  [
    'Change 2 layers',
    [
      { type: 'set', node: 'a', params: { units: 8 } },
      { type: 'set', node: 'b', params: { units: 9 } },
    ],
  ],
])('%s', (expected, edits) => {
  const after = applyAll(DRAWING, edits)
  expect(historyStepText(layerCatalog.nouns, DRAWING, after)).toBe(expected)
  expect(historyStepText(layerCatalog.nouns, DRAWING, after)).toBe(expected)
})

test('a node whose name others have is told apart by its place', () => {
  const drawing = {
    ...DRAWING,
    nodes: DRAWING.nodes.map((one, i) => ({ ...one, label: 'Dense', position: { x: -i, y: 0 } })),
  }
  const after = applyAll(drawing, [{ type: 'set', node: 'b', params: { activation: 'tanh' } }])
  expect(historyStepText(layerCatalog.nouns, drawing, after)).toBe('Set activation of Dense (2 of 3) to tanh')
})
