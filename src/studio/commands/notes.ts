/** @file Commands for notes: plain text on the canvas, optionally pinned to a node. */
import type { Note } from '../../graph/drawing'
import { freshNote, NEW_NOTE_OFFSET, pinNote as pinNoteTo } from '../../graph/notes'
import { freePosition } from '../../graph/spacing'
import { commandsText } from '../../messages/en/commands/studio'
import { refuse } from '../../messages/message'
import { MOST } from '../../storage/file-limits'
import { list, optional, position, text } from '../arguments'
import { boardCommandsWith } from '../command'
import { shownDrawing } from '../network/block-levels'
import type { Board, Writing } from '../network/canvas-board'
import { edit } from '../project/project-document'
import { NODE, NOTE } from './common-arguments'

const defineBoardCommand = boardCommandsWith(commandsText)

const drawingOf = ({ store }: Board) => shownDrawing(store.getState())

function noteNamed(board: Board, id: string): Note {
  return drawingOf(board).notes?.find((note) => note.id === id) ?? refuse('no-note', { note: id })
}

function checked(written: string): string {
  const words = written.replaceAll('\r\n', '\n').trimEnd()
  if (words.trim() === '') return refuse('note-empty', {})
  return words.length > MOST.note ? refuse('note-long', { has: words.length, most: MOST.note }) : words
}

function checkNode(board: Board, node: string | undefined): void {
  if (node !== undefined && !drawingOf(board).nodes.some(({ id }) => id === node)) refuse('no-node', { node })
}

export const addNote = defineBoardCommand({
  id: 'note.add',
  args: { text: text(), node: optional(NODE), position: optional(position) },
  run(board, { text, node, position }) {
    checkNode(board, node)
    const drawing = drawingOf(board)
    if ((drawing.notes?.length ?? 0) >= MOST.notes) return refuse('notes-full', { most: MOST.notes })
    const place = position ?? (node === undefined ? freePosition(drawing.nodes) : NEW_NOTE_OFFSET)
    const note = freshNote(drawing, checked(text), place, node)
    edit(board.store, [{ type: 'note', note }])
    return note.id
  },
})

export const setNote = defineBoardCommand({
  id: 'note.set',
  args: { note: NOTE, text: text(), position: optional(position) },
  run(board, { note: id, text, position }) {
    const note = noteNamed(board, id)
    const place = position ? { position: { ...position } } : {}
    edit(board.store, [{ type: 'note', note: { ...note, text: checked(text), ...place } }])
  },
})

export const moveNote = defineBoardCommand({
  id: 'note.move',
  args: { note: NOTE, position },
  run(board, { note: id, position }) {
    edit(board.store, [{ type: 'note', note: { ...noteNamed(board, id), position: { ...position } } }])
  },
})

export const pinNote = defineBoardCommand({
  id: 'note.pin',
  args: { note: NOTE, node: optional(NODE) },
  run(board, { note: id, node }) {
    const note = noteNamed(board, id)
    checkNode(board, node)
    edit(board.store, [{ type: 'note', note: pinNoteTo(drawingOf(board), note, node) }])
  },
})

export const removeNotes = defineBoardCommand({
  id: 'note.remove',
  args: { notes: list(NOTE) },
  run(board, { notes }) {
    for (const id of notes) noteNamed(board, id)
    edit(board.store, [{ type: 'unnote', notes }])
  },
})

/**
 * Opens the note editor on the canvas for the named or selected note. Without one it opens a new note, pinned to the
 * selected layer if there is one.
 */
export const writeNote = defineBoardCommand({
  id: 'note.write',
  args: { note: optional(NOTE), node: optional(NODE), at: optional(position) },
  listed: true,
  shortcut: 'n',
  shortcutScope: 'canvas',
  enabled: ({ store }) => store.subject.isShown(store.getState()),
  run({ store }, { note, node, at }) {
    const { selection, selectedNotes } = store.getState()
    const only = selectedNotes.length === 1 && selection.length === 0 ? selectedNotes[0] : undefined
    const written = note ?? (node === undefined && at === undefined ? only : undefined)
    const to = node ?? (selection.length === 1 && at === undefined ? selection[0] : undefined)
    const writing: Writing =
      written !== undefined
        ? { note: written }
        : { ...(to === undefined ? {} : { node: to }), ...(at === undefined ? {} : { at }) }
    store.setState(({ canvas }) => ({ canvas: { ...canvas, writing } }))
  },
})

/** Closes the note editor. The text itself is saved by `note.add` or `note.set`. */
export const closeNote = defineBoardCommand({
  id: 'note.close',
  args: {},
  run({ store }) {
    store.setState(({ canvas }) => ({ canvas: { ...canvas, writing: null } }))
  },
})
