/** @file NoteNode: a note on the canvas, plain text that is edited in place. */
import { type KeyboardEvent, memo, useEffect, useRef } from 'react'
import type { NodeProps } from 'reactflow'
import { MAX_NOTE_LENGTH } from '../../graph/drawing'
import { boardText } from '../../messages/en/canvas/board'
import { shownDrawing } from '../../studio/network/block-levels'
import { shortcutText } from '../shell/shortcut-keys'
import { useRunCommand, useSelect } from './board-context'
import type { FlowNode } from './flow-nodes'
import styles from './note-node.module.css'
import { NEW_NOTE, noteIdOf } from './notes'

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
