/** @file Notes: where they stand, pinned to a node or to the canvas, and the edits that write, move and pin them. */
import type { DrawnNode, Drawing, Note, Position } from './drawing'
import type { Edit } from './edit'
import { freshId } from './edit-helpers'

/** From a node's place to that of a new note on it. */
export const NEW_NOTE_OFFSET: Position = { x: 0, y: -64 }

/** The place of a note in the drawing, wherever it is pinned. */
export function notePosition({ nodes }: Pick<Drawing, 'nodes'>, { node, position }: Note): Position {
  const to = node === undefined ? undefined : nodes.find(({ id }) => id === node)?.position
  return to ? { x: to.x + position.x, y: to.y + position.y } : position
}

/** A note that the drawing does not have yet, at a place counted from its node where it has one. */
export function freshNote(drawing: Drawing, text: string, position: Position, node?: string): Note {
  const id = freshId('note', drawing.notes ?? [])
  return { id, text, position: rounded(position), ...(node === undefined ? {} : { node }) }
}

/** Pins a note to a node, or to the canvas where none is named; it stays where it is. */
export function pinNote(drawing: Drawing, note: Note, node: string | undefined): Note {
  const place = notePosition(drawing, note)
  const to = node === undefined ? undefined : drawing.nodes.find(({ id }) => id === node)?.position
  const { node: _, ...free } = note
  if (node === undefined || !to) return { ...free, position: rounded(place) }
  return { ...free, node, position: rounded({ x: place.x - to.x, y: place.y - to.y }) }
}

/** The node that a note stands nearest to. */
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

/** Moves notes by so much; one that is pinned to a node among `moving` goes with it already. */
export function nudgeNotes(
  { notes = [] }: Drawing,
  chosen: readonly string[],
  moving: readonly string[],
  by: Position,
): readonly Edit[] {
  return notes.flatMap((note): readonly Edit[] => {
    const carried = note.node !== undefined && moving.includes(note.node)
    if (!chosen.includes(note.id) || carried) return []
    const { x, y } = note.position
    return [{ type: 'note', note: { ...note, position: rounded({ x: x + by.x, y: y + by.y }) } }]
  })
}

function rounded({ x, y }: Position): Position {
  return { x: Math.round(x), y: Math.round(y) }
}
