/**
 * @file Notes on the canvas. In React Flow, a note pinned to a node is a child of that flow node and moves with it. Moves
 * become edits.
 */
import type { Drawing, Note, Position } from '../../graph/drawing'
import type { Edit } from '../../graph/edit'
import { boardText } from '../../messages/en/canvas/board'
import type { Writing } from '../../studio/network/canvas-board'
import type { FlowNode } from './flow-nodes'

/** Prefix of note ids among flow nodes. Node ids contain no slash. */
const PREFIX = 'note/'
/** The flow id of a new note that has not been saved yet. */
export const NEW_NOTE = PREFIX

/** Width of every note, in canvas pixels. */
export const NOTE_WIDTH = 176
const LINE_HEIGHT = 17
/** Estimated characters per line, until the browser has measured the note. */
const CHARACTERS_PER_LINE = 26

/** Converts a note's id to its flow node id. */
export function flowIdOf(note: string): string {
  return PREFIX + note
}

/** The note for this flow node id; undefined for a regular node. */
export function noteIdOf(id: string): string | undefined {
  return id.startsWith(PREFIX) ? id.slice(PREFIX.length) : undefined
}

/** Position of a new note's bottom edge relative to its node. */
const NEW_NOTE_OFFSET: Position = { x: 0, y: -12 }
const BOTTOM_ORIGIN: [number, number] = [0, 1]

/**
 * Converts the notes to flow nodes, including a new note that is still being written. Unchanged notes keep their object
 * identity.
 */
export function toFlowNotes(
  { nodes, notes = [] }: Drawing,
  selection: readonly string[],
  writing: Writing | null,
  newPosition: () => Position,
  before: readonly FlowNode[],
): readonly FlowNode[] {
  const known = new Map(before.map((node) => [node.id, node]))
  const there = new Set(nodes.map(({ id }) => id))
  const all = notes.map((note) => toFlowNote(note, selection.includes(note.id), known.get(flowIdOf(note.id))))
  if (writing === null || 'note' in writing) return all
  const open = known.get(NEW_NOTE)
  const node = writing.node !== undefined && there.has(writing.node) ? writing.node : undefined
  const position = open?.position ?? (node === undefined ? (writing.at ?? newPosition()) : NEW_NOTE_OFFSET)
  const fresh = toFlowNote({ id: '', text: '', position, ...(node === undefined ? {} : { node }) }, false, open)
  // A new note is anchored at its bottom edge, because its height is not known yet.
  const anchored = node === undefined ? {} : { origin: BOTTOM_ORIGIN }
  return [...all, open === fresh ? open : { ...fresh, selectable: false, ...anchored }]
}

function toFlowNote({ id, text, position, node }: Note, selected: boolean, before: FlowNode | undefined): FlowNode {
  const ariaLabel = boardText.note.label({ text: text.slice(0, 80) })
  const { x, y } = position
  const same = before && before.position.x === x && before.position.y === y && before.ariaLabel === ariaLabel
  if (same && before.selected === selected && before.parentId === node) return before
  const lines = text
    .split('\n')
    .reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / CHARACTERS_PER_LINE)), 0)
  return {
    id: flowIdOf(id),
    type: 'note',
    data: { ports: '' },
    position: { x, y },
    selected,
    ariaLabel,
    connectable: false,
    ...(node === undefined ? {} : { parentId: node }),
    measured:
      before?.ariaLabel === ariaLabel
        ? (before.measured ?? {})
        : { width: NOTE_WIDTH, height: lines * LINE_HEIGHT + 14 },
  }
}

/** Edits that move notes to their final positions after a drag; empty for notes that did not move. */
export function noteMoveEdits({ notes = [] }: Drawing, finalPositions: ReadonlyMap<string, Position>): readonly Edit[] {
  return notes.flatMap((note): readonly Edit[] => {
    const now = finalPositions.get(flowIdOf(note.id))
    const position = now && { x: Math.round(now.x), y: Math.round(now.y) }
    if (!position || (position.x === note.position.x && position.y === note.position.y)) return []
    return [{ type: 'note', note: { ...note, position } }]
  })
}
