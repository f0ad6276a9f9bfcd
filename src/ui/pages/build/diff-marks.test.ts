import { expect, test } from 'vitest'
import { type Block, BLOCK, PORT_IN } from '../../../graph/block'
import { diff } from '../../../graph/diff'
import type { Drawing, DrawnNode } from '../../../graph/drawing'
import { diffMarks } from './diff-marks'

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
