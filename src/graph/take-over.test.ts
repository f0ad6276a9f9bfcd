import { expect, test } from 'vitest'
import { applyAll } from './apply'
import { diff } from './diff'
import type { Drawing, DrawnNode } from './drawing'
import { takeOver } from './take-over'

const node = (id: string, kind = 'toy', units = 1): DrawnNode => ({
  id,
  kind,
  label: id,
  params: { units },
  position: { x: 0, y: 0 },
})
const now: Drawing = { nodes: [node('a'), node('b')], wires: [] }
const then: Drawing = {
  nodes: [node('a', 'toy', 5), node('b'), node('c')],
  wires: [{ id: 'w', from: 'a', to: 'c', port: 0 }],
}

test('one change leaves the others as they are', () => {
  const changes = diff(now, then)
  expect(applyAll(now, takeOver(changes, '~a')).nodes).toEqual([node('a', 'toy', 5), node('b')])
  expect(applyAll(now, takeOver(changes, '+c')).nodes.map(({ id }) => id)).toEqual(['a', 'b', 'c'])
})

test('a wire brings the node it leads to', () => {
  const changes = diff(now, then)
  const wire = changes.find(({ type }) => type === 'wired')
  const after = applyAll(now, takeOver(changes, wire?.id))
  expect(after.nodes.map(({ id }) => id)).toEqual(['a', 'b', 'c'])
  expect(after.wires).toEqual(then.wires)
  expect(after.nodes[0]).toBe(now.nodes[0])
})

test('all changes make the other drawing; an unknown one makes nothing', () => {
  const changes = diff(now, then)
  expect(applyAll(now, takeOver(changes))).toEqual(then)
  expect(takeOver(changes, 'none')).toEqual([])
})
