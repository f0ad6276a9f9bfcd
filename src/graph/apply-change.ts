/**
 * @file applyChange: the edits that apply one change of a diff, or all of its changes. Other changes that the change
 * depends on are applied too.
 */
import { applyAll } from './apply-edit'
import { BLOCK, BLOCK_OF, type Block, blockOf, type Subgraph, PORT_IN, PORT_OUT, portsOf } from './block'
import type { BlockChange, Change } from './diff'
import type { DrawnNode, Drawing } from './drawing'
import type { Edit } from './edit'
import { matchPorts } from './rewire-ports'

type PortKind = typeof PORT_IN | typeof PORT_OUT
const EMPTY: Subgraph = { nodes: [], wires: [] }

/** The edits that apply the change with this id, or every change if no id is given. Empty if there is no such change. */
export function applyChange(before: Drawing, changes: readonly Change[], id?: string): readonly Edit[] {
  if (id === undefined) return changes.flatMap(({ edits }) => edits)
  const applied = requiredChanges(changes, id)
  // Rewire first, so that wires stay at their ports when the ports change.
  const rewires = applied.flatMap((one) =>
    one.type === 'block' && one.what === 'changed' ? matchPorts(before, one.before, one.after.inside) : [],
  )
  const edits = [...rewires, ...applied.flatMap((one) => one.edits)]
  return [...edits, ...cutStrayWires(applyAll(before, edits))]
}

/** The change with this id and all changes that it requires, in the order in which they are applied. */
export function requiredChanges(changes: readonly Change[], id: string): readonly Change[] {
  const chosen = changes.find((one) => one.id === id)
  if (chosen) return withRequired(changes, [chosen])
  for (const outer of changes) {
    const within = outer.type === 'block' && outer.what === 'changed' ? outer.within : []
    const inner = within.find((one) => one.id === id)
    if (!inner) continue
    const group = withRequired(within, [inner])
    // A port can be wired anywhere the block is used, so a port change can only be applied together with the whole
    // block's changes.
    if (group.some(addsOrRemovesPort)) return withRequired(changes, [outer])
    const around = withRequired(changes, group)
    return around.includes(outer) ? around : [...around, ...group]
  }
  return []
}

/** The chosen changes and those that they require, directly or indirectly, in the order of `changes`. */
function withRequired(changes: readonly Change[], chosen: readonly Change[]): readonly Change[] {
  const required = new Set(chosen)
  for (const one of required) for (const other of changes) if (requires(one, other)) required.add(other)
  return changes.filter((one) => required.has(one))
}

/** Whether `chosen` can be applied only together with `one`. */
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
  return (
    changesPorts(one) &&
    (blocksNeededBy(chosen).includes(id) || [...endsOf(chosen)].some((node) => blockIdOf(node) === id))
  )
}

/** The ids of the blocks that the result of a change uses. */
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

/** Whether the change removes this block. */
function removesBlock(change: Change, block: string | undefined): boolean {
  return change.type === 'block' && change.what === 'removed' && change.before.id === block
}

function endsOf(change: Change): readonly DrawnNode[] {
  return change.type === 'wired' ? [change.from, change.to] : []
}

function isEnd(change: Change, node: string): boolean {
  return endsOf(change).some(({ id }) => id === node)
}

/** Whether the node becomes another layer or block, which may accept other wires. */
function changesType({ before, after }: { readonly before: DrawnNode; readonly after: DrawnNode }): boolean {
  return before.kind !== after.kind || blockIdOf(before) !== blockIdOf(after)
}

function changesPorts({ before, after }: { readonly before: Block; readonly after: Block }): boolean {
  const ids = ({ inside }: Block, kind: PortKind) => String(portsOf(inside, kind).map(({ id }) => id))
  return ids(before, PORT_IN) !== ids(after, PORT_IN) || ids(before, PORT_OUT) !== ids(after, PORT_OUT)
}

/** Whether the change adds or removes a port. Renaming a port does not count. */
function addsOrRemovesPort(change: Change): boolean {
  const kinds =
    change.type === 'added' || change.type === 'removed'
      ? [change.node.kind]
      : change.type === 'changed' && changesType(change)
        ? [change.before.kind, change.after.kind]
        : []
  return kinds.includes(PORT_IN) || kinds.includes(PORT_OUT)
}

/** Disconnects wires that lead to ports that a block no longer has, at every level. */
function cutStrayWires(drawing: Drawing): readonly Edit[] {
  const strayIn = ({ nodes, wires }: Subgraph) => {
    const blocks = new Map(
      nodes.flatMap((node) => (node.kind === BLOCK ? [[node.id, blockOf(drawing, node)?.inside] as const] : [])),
    )
    const isMissing = (node: string, kind: PortKind, port: number) => {
      if (blocks.has(node)) return port >= portsOf(blocks.get(node) ?? EMPTY, kind).length
      // A layer has only one output; surplus inputs of a layer are reported by the check instead.
      return kind === PORT_OUT && port > 0
    }
    return wires.flatMap(({ id, from, to, port, out = 0 }): readonly Edit[] =>
      isMissing(to, PORT_IN, port) || isMissing(from, PORT_OUT, out) ? [{ type: 'disconnect', wire: id }] : [],
    )
  }
  const inside = Object.values(drawing.blocks ?? {}).flatMap((block) =>
    strayIn(block.inside).map((edit): Edit => ({ type: 'inside', block: block.id, edit })),
  )
  return [...strayIn(drawing), ...inside]
}
