/** @file swapNodes: swaps a node with its source in a chain: G → P → N → X becomes G → N → P → X. */
import type { Catalog } from '../catalog/node-def'
import { PORT_OUT } from './block'
import type { Drawing, Wire } from './drawing'
import type { Edit } from './edit'

/**
 * Moves a node one step toward the input or the output. Returns no edits if the path branches, merges or ends there.
 */
export function swapNodes<S>(
  drawing: Drawing,
  catalog: Catalog<S>,
  id: string,
  direction: 'earlier' | 'later',
): readonly Edit[] {
  if (direction === 'earlier') return swapWithSource(drawing, catalog, id)
  // Moving a node later is the same as moving its successor earlier.
  const [next, another] = drawing.wires.filter(({ from }) => from === id)
  return next && !another ? swapWithSource(drawing, catalog, next.to) : []
}

function swapWithSource<S>({ nodes, wires }: Drawing, catalog: Catalog<S>, id: string): readonly Edit[] {
  const node = nodes.find((one) => one.id === id)
  const into = onlyInto(wires, id)
  const before = nodes.find((one) => one.id === into?.from)
  const first = before && onlyInto(wires, before.id)
  const isEnd = !node || node.kind === PORT_OUT || catalog.find(node.kind)?.out === false
  if (isEnd || !into || !before || !first || first.from === id || before === node) return []
  // If the source has other targets, the swap would change their input.
  if (wires.some((wire) => wire.from === before.id && wire !== into)) return []
  const outgoing = wires.filter(({ from }) => from === id)
  if ([into, ...outgoing].some(({ out = 0 }) => out > 0)) return []
  return [
    { type: 'connect', wire: { ...first, to: id, port: into.port } },
    { type: 'connect', wire: { ...into, from: id, to: before.id, port: first.port } },
    ...outgoing.map((wire): Edit => ({ type: 'connect', wire: { ...wire, from: before.id } })),
    { type: 'move', positions: { [id]: before.position, [before.id]: node.position } },
  ]
}

function onlyInto(wires: readonly Wire[], id: string): Wire | undefined {
  const [only, another] = wires.filter(({ to }) => to === id)
  return another ? undefined : only
}
