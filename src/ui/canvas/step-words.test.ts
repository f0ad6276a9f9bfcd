/** What the steps of a history are called. */
import { expect, test } from 'vitest'
import { applyAll } from '../../graph/apply'
import type { Drawing } from '../../graph/drawing'
import type { Edit } from '../../graph/edit'
import { networkWords } from '../network/words'
import { stepWords } from './step-words'

const node = (id: string, label: string) => ({
  id,
  kind: 'dense',
  label,
  params: { units: 4 },
  position: { x: 0, y: 0 },
})
const DRAWING: Drawing = {
  nodes: [node('a', 'A'), node('b', 'B'), node('c', 'C')],
  wires: [{ id: 'w', from: 'a', to: 'b', port: 0 }],
}

test.each<[string, readonly Edit[]]>([
  ['Add D', [{ type: 'add', node: node('d', 'D') }]],
  ['Remove 2 layers', [{ type: 'remove', nodes: ['a', 'b'] }]],
  ['Move B', [{ type: 'move', positions: { b: { x: 9, y: 9 } } }]],
  ['Rename B to Hidden', [{ type: 'rename', node: 'b', label: 'Hidden' }]],
  ['Set units of B to 8', [{ type: 'set', node: 'b', params: { units: 8 } }]],
  ['Replace B by Dropout', [{ type: 'replace', node: 'b', kind: 'dropout', label: 'Dropout', params: {} }]],
  ['Connect B to C', [{ type: 'connect', wire: { id: 'x', from: 'b', to: 'c', port: 0 } }]],
  ['Remove the wire A to B', [{ type: 'disconnect', wire: 'w' }]],
  ['Write a note', [{ type: 'note', note: { id: 'n', text: 'Why', position: { x: 0, y: 0 } } }]],
  [
    'Change 2 layers',
    [
      { type: 'set', node: 'a', params: { units: 8 } },
      { type: 'set', node: 'b', params: { units: 8 } },
    ],
  ],
])('%s', (words, edits) => {
  const after = applyAll(DRAWING, edits)
  expect(stepWords(networkWords.nouns, DRAWING, after)).toBe(words)
  expect(stepWords(networkWords.nouns, DRAWING, after)).toBe(words)
})
