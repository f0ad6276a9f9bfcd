/**
 * @file Notes on the canvas: plain text, edited in place. In React Flow, a note pinned to a node is a child of that flow
 * node and moves with it. Moves become edits.
 */
import { type KeyboardEvent, memo, useEffect, useRef } from 'react'
import type { NodeProps } from 'reactflow'
import { type Drawing, MAX_NOTE_LENGTH, type Note, type Position } from '../../graph/drawing'
import type { Edit } from '../../graph/edit'
import { boardText } from '../../messages/en/canvas/board'
import { shownDrawing } from '../../studio/network/block-levels'
import type { Writing } from '../../studio/network/canvas-board'
import { shortcutText } from '../shell/shortcut-keys'
import { useRunCommand, useSelect } from './board-context'
import type { FlowNode } from './flow-nodes'
import styles from './note.module.css'

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

/** How long, in ms, the closing menu may still take the focus after the field opens. */
const MENU_CLOSE_MS = 500
/** Gap between a note and the node below it, in canvas pixels. */
const GAP = 12

/** Renders one note. */
export const NoteNode = memo(function NoteNode(props: NodeProps<FlowNode>) {
  const { id, selected, parentId, positionAbsoluteX: x, positionAbsoluteY: y } = props
  const run = useRunCommand()
  const note = noteIdOf(id) ?? ''
  const text = useSelect((state) => shownDrawing(state).notes?.find((one) => one.id === note)?.text ?? '')
  const isEditing = useSelect(({ canvas: { writing } }) =>
    writing === null ? false : 'note' in writing ? writing.note === note : id === NEW_NOTE,
  )
  const position = useSelect((state) => shownDrawing(state).notes?.find((one) => one.id === note)?.position)
  const save = (edited: string, height: number, growth: number) => {
    const isBlank = edited.trim() === ''
    if (id === NEW_NOTE) {
      // Keep the bottom of the note above the node, no matter how long the text gets.
      const anchor =
        parentId === undefined ? { position: { x, y } } : { node: parentId, position: { x: 0, y: -GAP - height } }
      if (!isBlank) run('note.add', { text: edited, ...anchor })
    } else if (isBlank) run('note.remove', { notes: [note] })
    else if (edited.trimEnd() !== text) {
      // A note above its node grows upward so that it does not cover the node.
      const isAbove = position && parentId !== undefined && position.y + height - growth <= 0
      const moved = isAbove ? { position: { x: position.x, y: position.y - growth } } : {}
      run('note.set', { note, text: edited, ...moved })
    }
  }
  return (
    <div className={selected ? `${styles.note} ${styles.selected}` : styles.note} data-note={note}>
      {isEditing ? (
        <NoteField text={text} onSave={save} />
      ) : (
        <p className={styles.text} dir="auto" translate="no">
          {text}
        </p>
      )}
    </div>
  )
})

interface NoteFieldProps {
  readonly text: string
  /** Receives the text, the new height of the note, and how much it has grown, in pixels. */
  readonly onSave: (text: string, height: number, growth: number) => void
}

/**
 * The text field of a note. Ctrl+Enter, Escape, or leaving the field saves the text, and undo reverts it. A note without
 * text is removed.
 */
function NoteField({ text, onSave }: NoteFieldProps) {
  const run = useRunCommand()
  const isClosed = useRef(false)
  const initialHeight = useRef(0)
  const openedAt = useRef(0)
  const box = useRef<HTMLTextAreaElement>(null)
  const close = (field: HTMLTextAreaElement) => {
    // Removing the field also fires a blur event; ignore it.
    if (isClosed.current) return
    isClosed.current = true
    const height = heightAround(field)
    onSave(field.value, height, height - initialHeight.current)
    run('note.close')
  }
  useEffect(() => {
    const { current } = box
    if (!current) return
    initialHeight.current = heightAround(current)
    openedAt.current = performance.now()
    current.focus({ preventScroll: true })
    current.setSelectionRange(current.value.length, current.value.length)
  }, [])
  const leave = (field: HTMLTextAreaElement) => {
    // When the menu that opened the field closes, it returns the focus. This blur does not mean that the user left the
    // field.
    const isMenuClosing = performance.now() - openedAt.current < MENU_CLOSE_MS && field.value === text
    if (isMenuClosing) requestAnimationFrame(() => field.focus({ preventScroll: true }))
    else close(field)
  }
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    event.stopPropagation()
    const closes = event.key === 'Escape' || (event.key === 'Enter' && (event.ctrlKey || event.metaKey))
    if (!closes) return
    event.preventDefault()
    // Return the focus to the note's node, so that keyboard users continue there.
    const flowNode = event.currentTarget.closest<HTMLElement>('.react-flow__node[data-id]:not([data-id="note/"])')
    close(event.currentTarget)
    ;(flowNode ?? document.querySelector<HTMLElement>('[data-canvas]'))?.focus({ preventScroll: true })
  }
  return (
    <textarea
      ref={box}
      className={`${styles.field} nodrag nopan nowheel`}
      aria-label={boardText.note.field}
      placeholder={boardText.note.save({ keys: shortcutText('$mod+Enter') })}
      defaultValue={text}
      maxLength={MAX_NOTE_LENGTH}
      rows={Math.max(2, text.split('\n').length)}
      onKeyDown={onKeyDown}
      onBlur={(event) => leave(event.currentTarget)}
    />
  )
}

function heightAround(field: HTMLTextAreaElement): number {
  return field.closest<HTMLElement>('[data-note]')?.offsetHeight ?? 0
}
