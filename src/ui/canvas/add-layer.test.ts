import { describe, expect, test } from 'vitest'
import { layers } from '../../catalog/layers'
import { applyAll } from '../../graph/apply'
import type { Drawing } from '../../graph/drawing'
import type { AppState } from '../../studio/state'
import { additionOf, type Where } from './add-layer'

const drawing: Drawing = {
  nodes: [
    { id: 'input-1', kind: 'input', label: 'Digits', params: {}, position: { x: 0, y: 0 } },
    { id: 'flatten-2', kind: 'flatten', label: 'Flatten', params: {}, position: { x: 220, y: 0 } },
  ],
  wires: [{ id: 'wire-1', from: 'input-1', to: 'flatten-2', port: 0 }],
}
const at = { x: 100.4, y: 300.6 }

function grown(kind: string, where: Exclude<Where, { to: 'next' }>) {
  const { edits, node } = additionOf({ project: { drawing } as AppState['project'], inside: [] }, layers, kind, where)
  const result = applyAll(drawing, edits)
  return {
    node: result.nodes.find(({ id }) => id === node),
    wires: result.wires.map(({ from, to }) => `${from} > ${to}`),
  }
}

describe('adding a layer', () => {
  test('at a place it stands there, not wired', () => {
    const { node, wires } = grown('dense', { to: 'place', at })
    expect(node).toMatchObject({ kind: 'dense', position: { x: 100, y: 301 } })
    expect(wires).toHaveLength(1)
  })

  test('from a wire that was let go it is wired to where that came from', () => {
    const { node, wires } = grown('dense', { to: 'place', at, from: 'input-1' })
    expect(wires).toContain(`input-1 > ${node?.id}`)
  })

  test('dropped on a wire it stands between its ends', () => {
    const { node, wires } = grown('conv2d', { to: 'wire', wire: 'wire-1', at })
    expect(wires.toSorted()).toEqual([`${node?.id} > flatten-2`, `input-1 > ${node?.id}`].toSorted())
  })

  test('what cannot stand between is put where it was dropped', () => {
    expect(grown('output', { to: 'wire', wire: 'wire-1', at }).wires).toEqual(['input-1 > flatten-2'])
    expect(grown('add', { to: 'wire', wire: 'wire-1', at }).node?.position.y).toBe(301)
    expect(grown('dense', { to: 'wire', wire: 'gone', at }).node?.position.y).toBe(301)
  })
})
