/** @file Notes for React Flow: a note pinned to a node is a child of that node there, and so moves with it; their moves become edits. */
import { boardText } from '../../messages/en/canvas/board'
import type { Drawing, Note, Position } from '../../graph/drawing'
import type { Edit } from '../../graph/edit'
import type { Writing } from '../../studio/board'
import type { FlowNode } from './flow'

/** Starts the id of a note among nodes; no id of a node has a slash. */
const PREFIX = 'note/'
/** The id of a note that is being written for the first time. */
export const NEW_NOTE = PREFIX

/** Of every note, in canvas pixels. */
export const NOTE_WIDTH = 176
const LINE = 17
/** About how many characters a line holds, until the browser has measured it. */
const LETTERS = 26

/** The id of a note among nodes. */
export function flowIdOf(note: string): string {
  return PREFIX + note
}

/** The note that goes by this id among nodes; undefined for a node. */
export function noteIdOf(id: string): string | undefined {
  return id.startsWith(PREFIX) ? id.slice(PREFIX.length) : undefined
}

/** The foot of a new note on a node, relative to the node. */
const OVER: Position = { x: 0, y: -12 }
const BOTTOM: [number, number] = [0, 1]

/** The notes as flow nodes, and the one that is being written; those that did not change keep their identity. */
export function toFlowNotes(
  { nodes, notes = [] }: Drawing,
  selection: readonly string[],
  writing: Writing | null,
  place: () => Position,
  before: readonly FlowNode[],
): readonly FlowNode[] {
  const known = new Map(before.map((node) => [node.id, node]))
  const there = new Set(nodes.map(({ id }) => id))
  const all = notes.map((note) => toFlowNote(note, selection.includes(note.id), known.get(flowIdOf(note.id))))
  if (writing === null || 'note' in writing) return all
  const open = known.get(NEW_NOTE)
  const node = writing.node !== undefined && there.has(writing.node) ? writing.node : undefined
  const position = open?.position ?? (node === undefined ? (writing.at ?? place()) : OVER)
  const fresh = toFlowNote({ id: '', text: '', position, ...(node === undefined ? {} : { node }) }, false, open)
  // Anchored at its foot, because its height is not known yet.
  const anchored = node === undefined ? {} : { origin: BOTTOM }
  return [...all, open === fresh ? open : { ...fresh, selectable: false, ...anchored }]
}

function toFlowNote({ id, text, position, node }: Note, selected: boolean, before: FlowNode | undefined): FlowNode {
  const ariaLabel = boardText.note.label({ text: text.slice(0, 80) })
  const { x, y } = position
  const same = before && before.position.x === x && before.position.y === y && before.ariaLabel === ariaLabel
  if (same && before.selected === selected && before.parentId === node) return before
  const lines = text.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / LETTERS)), 0)
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
      before?.ariaLabel === ariaLabel ? (before.measured ?? {}) : { width: NOTE_WIDTH, height: lines * LINE + 14 },
  }
}

/** Where notes came to rest, as edits; nothing for those that did not move. */
export function toNoteMoves({ notes = [] }: Drawing, rested: ReadonlyMap<string, Position>): readonly Edit[] {
  return notes.flatMap((note): readonly Edit[] => {
    const now = rested.get(flowIdOf(note.id))
    const position = now && { x: Math.round(now.x), y: Math.round(now.y) }
    if (!position || (position.x === note.position.x && position.y === note.position.y)) return []
    return [{ type: 'note', note: { ...note, position } }]
  })
}
