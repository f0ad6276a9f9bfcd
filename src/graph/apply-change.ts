/** @file takeOver: one change of a difference, or all, as edits; what a change cannot stand without comes with it. */
import { applyAll } from './apply'
import { BLOCK, BLOCK_OF, type Block, blockOf, type Subgraph, PORT_IN, PORT_OUT, portsOf } from './block'
import type { BlockChange, Change } from './diff'
import type { DrawnNode, Drawing } from './drawing'
import type { Edit } from './edit'
import { matchPorts } from './rewire-ports'

type PortKind = typeof PORT_IN | typeof PORT_OUT
const EMPTY: Subgraph = { nodes: [], wires: [] }

/** The edits of a drawing that take over the change of this id, or all; none where there is no such change. */
export function applyChange(before: Drawing, changes: readonly Change[], id?: string): readonly Edit[] {
  if (id === undefined) return changes.flatMap(({ edits }) => edits)
  const taken = requiredChanges(changes, id)
  // Wires stay at their ports before the ports become others.
  const kept = taken.flatMap((one) =>
    one.type === 'block' && one.what === 'changed' ? matchPorts(before, one.before, one.after.inside) : [],
  )
  const edits = [...kept, ...taken.flatMap((one) => one.edits)]
  return [...edits, ...cutStrayWires(applyAll(before, edits))]
}

/** The change of this id and all that it needs, in the order they are taken over. */
export function requiredChanges(changes: readonly Change[], id: string): readonly Change[] {
  const chosen = changes.find((one) => one.id === id)
  if (chosen) return withRequired(changes, [chosen])
  for (const outer of changes) {
    const within = outer.type === 'block' && outer.what === 'changed' ? outer.within : []
    const inner = within.find((one) => one.id === id)
    if (!inner) continue
    const group = withRequired(within, [inner])
    // A port is of the block as a whole: wires lead to it from wherever the block is used.
    if (group.some(addsOrRemovesPort)) return withRequired(changes, [outer])
    const around = withRequired(changes, group)
    return around.includes(outer) ? around : [...around, ...group]
  }
  return []
}

/** Those of a list that are among the chosen, or that one of them needs, however far. */
function withRequired(changes: readonly Change[], chosen: readonly Change[]): readonly Change[] {
  const taken = new Set(chosen)
  for (const one of taken) for (const other of changes) if (requires(one, other)) taken.add(other)
  return changes.filter((one) => taken.has(one))
}

/** Whether a change cannot stand without another. */
function requires(chosen: Change, one: Change): boolean {
  switch (one.type) {
    case 'added':
      return isEnd(chosen, one.node.id) || (chosen.type === 'note' && chosen.note.node === one.node.id)
    case 'changed':
      return changesType(one) && (isEnd(chosen, one.after.id) || removesBlock(chosen, blockIdOf(one.before)))
    case 'unwired':
      return chosen.type === 'changed' && changesType(chosen) && [one.from.id, one.to.id].includes(chosen.after.id)
    case 'removed':
      return removesBlock(chosen, blockIdOf(one.node))
    case 'block':
      return requiresBlock(chosen, one)
    default:
      return false
  }
}

function requiresBlock(chosen: Change, one: BlockChange): boolean {
  if (one.what === 'removed') return blocksUsedBy(one.before).some((id) => removesBlock(chosen, id))
  const { id } = one.after
  if (one.what === 'added') return blocksNeededBy(chosen).includes(id)
  if (blocksUsedBy(one.before).some((used) => removesBlock(chosen, used))) return true
  if (
    chosen.type === 'block' &&
    chosen.what === 'changed' &&
    changesPorts(chosen) &&
    blocksUsedBy(one.after).includes(chosen.after.id)
  )
    return true
  return changesPorts(one) && (blocksNeededBy(chosen).includes(id) || [...endsOf(chosen)].some((node) => blockIdOf(node) === id))
}

/** The blocks that what a change leaves stands for. */
function blocksNeededBy(change: Change): readonly (string | undefined)[] {
  if (change.type === 'added') return [blockIdOf(change.node)]
  if (change.type === 'changed') return [blockIdOf(change.after)]
  return change.type === 'block' && change.what !== 'removed' ? blocksUsedBy(change.after) : []
}

function blocksUsedBy({ inside }: Block): readonly string[] {
  return inside.nodes.flatMap((node) => blockIdOf(node) ?? [])
}

function blockIdOf({ kind, params }: DrawnNode): string | undefined {
  const id = kind === BLOCK ? params[BLOCK_OF] : undefined
  return typeof id === 'string' ? id : undefined
}

/** Whether it takes this block away. */
function removesBlock(change: Change, block: string | undefined): boolean {
  return change.type === 'block' && change.what === 'removed' && change.before.id === block
}

function endsOf(change: Change): readonly DrawnNode[] {
  return change.type === 'wired' ? [change.from, change.to] : []
}

function isEnd(change: Change, node: string): boolean {
  return endsOf(change).some(({ id }) => id === node)
}

/** Another layer or block in its place, so that other wires may lead to it. */
function changesType({ before, after }: { readonly before: DrawnNode; readonly after: DrawnNode }): boolean {
  return before.kind !== after.kind || blockIdOf(before) !== blockIdOf(after)
}

function changesPorts({ before, after }: { readonly before: Block; readonly after: Block }): boolean {
  const ids = ({ inside }: Block, kind: PortKind) => String(portsOf(inside, kind).map(({ id }) => id))
  return ids(before, PORT_IN) !== ids(after, PORT_IN) || ids(before, PORT_OUT) !== ids(after, PORT_OUT)
}

/** Whether a port comes or goes; one that is called otherwise stays where it is. */
function addsOrRemovesPort(change: Change): boolean {
  const kinds =
    change.type === 'added' || change.type === 'removed'
      ? [change.node.kind]
      : change.type === 'changed' && changesType(change)
        ? [change.before.kind, change.after.kind]
        : []
  return kinds.includes(PORT_IN) || kinds.includes(PORT_OUT)
}

/** Cuts wires that lead to ports a block no longer has, at every level. */
function cutStrayWires(drawing: Drawing): readonly Edit[] {
  const at = ({ nodes, wires }: Subgraph) => {
    const blocks = new Map(
      nodes.flatMap((node) => (node.kind === BLOCK ? [[node.id, blockOf(drawing, node)?.inside] as const] : [])),
    )
    const beyond = (node: string, kind: PortKind, port: number) => {
      if (blocks.has(node)) return port >= portsOf(blocks.get(node) ?? EMPTY, kind).length
      // How many wires a layer takes is for the check to say; it gives one result.
      return kind === PORT_OUT && port > 0
    }
    return wires.flatMap(({ id, from, to, port, out = 0 }): readonly Edit[] =>
      beyond(to, PORT_IN, port) || beyond(from, PORT_OUT, out) ? [{ type: 'disconnect', wire: id }] : [],
    )
  }
  const inside = Object.values(drawing.blocks ?? {}).flatMap((block) =>
    at(block.inside).map((edit): Edit => ({ type: 'inside', block: block.id, edit })),
  )
  return [...at(drawing), ...inside]
}
