/** @file moveAlong: a node and the one that feeds it change places in the flow: G → P → N → X becomes G → N → P → X. */
import type { Catalog } from '../catalog/node-def'
import { PORT_OUT } from './block'
import type { Drawing, Wire } from './drawing'
import type { Edit } from './edit'

/** One place nearer to the input or to the output; nothing where the way there parts, joins or ends. */
export function swapNodes<S>(
  drawing: Drawing,
  catalog: Catalog<S>,
  id: string,
  way: 'earlier' | 'later',
): readonly Edit[] {
  if (way === 'earlier') return swapWithSource(drawing, catalog, id)
  // Later is what the one behind it does when it goes earlier.
  const [next, another] = drawing.wires.filter(({ from }) => from === id)
  return next && !another ? swapWithSource(drawing, catalog, next.to) : []
}

function swapWithSource<S>({ nodes, wires }: Drawing, catalog: Catalog<S>, id: string): readonly Edit[] {
  const node = nodes.find((one) => one.id === id)
  const into = onlyInto(wires, id)
  const before = nodes.find((one) => one.id === into?.from)
  const first = before && onlyInto(wires, before.id)
  const ends = !node || node.kind === PORT_OUT || catalog.find(node.kind)?.out === false
  if (ends || !into || !before || !first || first.from === id || before === node) return []
  // What else the one before feeds would be fed by both from now on.
  if (wires.some((wire) => wire.from === before.id && wire !== into)) return []
  const on = wires.filter(({ from }) => from === id)
  if ([into, ...on].some(({ out = 0 }) => out > 0)) return []
  return [
    { type: 'connect', wire: { ...first, to: id, port: into.port } },
    { type: 'connect', wire: { ...into, from: id, to: before.id, port: first.port } },
    ...on.map((wire): Edit => ({ type: 'connect', wire: { ...wire, from: before.id } })),
    { type: 'move', positions: { [id]: before.position, [before.id]: node.position } },
  ]
}

function onlyInto(wires: readonly Wire[], id: string): Wire | undefined {
  const [only, another] = wires.filter(({ to }) => to === id)
  return another ? undefined : only
}
