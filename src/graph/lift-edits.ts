/** @file liftEdits: converts edits of an expanded drawing to edits of the original drawing with its blocks. */
import { BLOCK_OF, PORT_IN, PORT_OUT, portsOf } from './block'
import { type Frame, slotsInto, sourceOf } from './block-call-frames'
import type { Wire } from './drawing'
import type { Edit } from './edit'
import { freshId } from './edit-helpers'
import { pushedRight } from './spacing'

interface Lifted {
  readonly frame: Frame
  readonly edit: Edit
}

/**
 * Moves each edit to the level where it has its effect; `frames` has the frame of each expanded node. New nodes and what
 * moves aside for them are on the level of the node that receives them, not of the node that feeds them: after a block,
 * that node is inside the block.
 */
export function liftEdits(
  edits: readonly Edit[],
  frames: ReadonlyMap<string, Frame>,
  all: readonly Frame[],
): readonly Edit[] {
  const byPrefix = new Map(all.map((frame) => [frame.prefix, frame]))
  const levels = edits.map((edit) => {
    const known = changedNodes(edit).flatMap((id) => frames.get(id) ?? [])
    return known[0] ?? (edit.type === 'disconnect' ? byPrefix.get(prefixOf(edit.wire)) : undefined)
  })
  const newLevel = levels.find((frame) => frame !== undefined) ?? (all[0] as Frame)
  const taken = new Map(all.map((frame) => [frame, [...frame.inside.wires]]))
  return edits.flatMap((edit, i): readonly Edit[] => {
    const level = levels[i] ?? newLevel
    const lifted =
      edit.type === 'connect'
        ? liftWire(edit.wire, level, frames, taken)
        : { frame: level, edit: liftEdit(edit, level) }
    const block = lifted?.frame.parent?.node.params[BLOCK_OF]
    if (!lifted || typeof block !== 'string') return lifted ? [lifted.edit] : []
    return [{ type: 'inside', block, edit: lifted.edit }]
  })
}

/** Ids of inner nodes and wires begin with the prefix of their frame. */
function prefixOf(id: string): string {
  return id.slice(0, id.lastIndexOf('/') + 1)
}

const ownId = (id: string) => id.slice(prefixOf(id).length)

function liftEdit(edit: Edit, { inside, prefix }: Frame): Edit {
  switch (edit.type) {
    case 'remove':
      return { ...edit, nodes: edit.nodes.map(ownId) }
    case 'disconnect':
      return { ...edit, wire: ownId(edit.wire) }
    case 'move': {
      // Each level has its own coordinate origin, so only nodes on this level make space, including blocks.
      const moved = inside.nodes.filter(({ id }) => Object.hasOwn(edit.positions, prefix + id))
      const by = Math.max(0, ...moved.map(({ id, position }) => (edit.positions[prefix + id]?.x ?? 0) - position.x))
      return { ...edit, positions: pushedRight(inside, moved, by) }
    }
    case 'rename':
    case 'set':
    case 'replace':
      return { ...edit, node: ownId(edit.node) }
    default:
      return edit
  }
}

/**
 * The wire on the level where its source is, or where a block passes the source on: a wire into a block ends at the
 * block, and a wire out of a block starts at the block.
 */
function liftWire(
  wire: Wire,
  level: Frame,
  frames: ReadonlyMap<string, Frame>,
  taken: ReadonlyMap<Frame, Wire[]>,
): Lifted | undefined {
  for (const { frame, node: to, port } of slotsInto({ frame: level, node: ownId(wire.to), port: wire.port })) {
    const source = sourceOn(frame, wire, frames)
    const wires = taken.get(frame)
    if (!source || !wires) continue
    // Wires into blocks and ports are missing in the expanded drawing, so its fresh ids may be in use.
    const own = ownId(wire.id)
    const id = wires.some((one) => one.id === own) ? freshId('wire', wires) : own
    const lifted: Wire = { ...source, id, to, port }
    wires.push(lifted)
    return { frame, edit: { type: 'connect', wire: lifted } }
  }
  return undefined
}

/** Where a wire from a node starts on a level: at the node itself, or at the block or the port that passes it on. */
function sourceOn(
  frame: Frame,
  { from }: Wire,
  frames: ReadonlyMap<string, Frame>,
): Pick<Wire, 'from' | 'out'> | undefined {
  const known = frames.get(from)
  if (!known || known === frame) return { from: ownId(from) }
  const starts = frame.inside.nodes.flatMap((node): readonly Pick<Wire, 'from' | 'out'>[] => {
    if (node.kind === PORT_IN) return [{ from: node.id }]
    const inside = frame.blocks.get(node.id)?.at(-1)?.inside
    const outs = inside ? portsOf(inside, PORT_OUT) : []
    return outs.map((_, out) => ({ from: node.id, ...(out > 0 ? { out } : {}) }))
  })
  return starts.find((start) => {
    const source = sourceOf(frame, { id: '', to: '', port: 0, ...start })
    return source && source.frame.prefix + source.node.id === from
  })
}

/** The nodes that an edit changes. A wire changes the node that it leads to. */
function changedNodes(edit: Edit): readonly string[] {
  switch (edit.type) {
    case 'connect':
      return [edit.wire.to]
    case 'remove':
      return edit.nodes
    case 'rename':
    case 'set':
    case 'replace':
      return [edit.node]
    default:
      return []
  }
}
