/** @file Notes: their positions, on the canvas or pinned to a node, and the edits that write, move and pin them. */
import type { DrawnNode, Drawing, Note, Position } from './drawing'
import type { Edit } from './edit'
import { freshId } from './edit-helpers'

/** Offset of a new note from the node that it is pinned to. */
export const NEW_NOTE_OFFSET: Position = { x: 0, y: -64 }

/** The absolute position of a note. */
export function notePosition({ nodes }: Pick<Drawing, 'nodes'>, { node, position }: Note): Position {
  const to = node === undefined ? undefined : nodes.find(({ id }) => id === node)?.position
  return to ? { x: to.x + position.x, y: to.y + position.y } : position
}

/** Creates a note with an unused id. The position is relative to the note's node, if it is pinned to one. */
export function freshNote(drawing: Drawing, text: string, position: Position, node?: string): Note {
  const id = freshId('note', drawing.notes ?? [])
  return { id, text, position: rounded(position), ...(node === undefined ? {} : { node }) }
}

/** Pins a note to a node, or to the canvas if `node` is undefined. The note's absolute position does not change. */
export function pinNote(drawing: Drawing, note: Note, node: string | undefined): Note {
  const absolute = notePosition(drawing, note)
  const to = node === undefined ? undefined : drawing.nodes.find(({ id }) => id === node)?.position
  const { node: _, ...free } = note
  if (node === undefined || !to) return { ...free, position: rounded(absolute) }
  return { ...free, node, position: rounded({ x: absolute.x - to.x, y: absolute.y - to.y }) }
}

/** The node nearest to a note. */
export function nearestNode(drawing: Drawing, id: string): DrawnNode | undefined {
  const note = drawing.notes?.find((one) => one.id === id)
  if (!note) return undefined
  const { x, y } = notePosition(drawing, note)
  const far = ({ position }: DrawnNode) => Math.hypot(position.x - x, position.y - y)
  return drawing.nodes.reduce<DrawnNode | undefined>(
    (near, node) => (near && far(near) <= far(node) ? near : node),
    undefined,
  )
}

/** Moves notes by an offset. Notes pinned to a node in `moving` are skipped, because they move with that node. */
export function nudgeNotes(
  { notes = [] }: Drawing,
  chosen: readonly string[],
  moving: readonly string[],
  by: Position,
): readonly Edit[] {
  return notes.flatMap((note): readonly Edit[] => {
    const movesWithNode = note.node !== undefined && moving.includes(note.node)
    if (!chosen.includes(note.id) || movesWithNode) return []
    const { x, y } = note.position
    return [{ type: 'note', note: { ...note, position: rounded({ x: x + by.x, y: y + by.y }) } }]
  })
}

function rounded({ x, y }: Position): Position {
  return { x: Math.round(x), y: Math.round(y) }
}
