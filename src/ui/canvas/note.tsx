/** @file NoteNode: a note on the canvas: plain text, edited in place. */
import { type KeyboardEvent, memo, useEffect, useRef } from 'react'
import type { NodeProps } from 'reactflow'
import { boardText } from '../../messages/en/canvas/board'
import { MAX_NOTE_LENGTH } from '../../graph/drawing'
import { shownDrawing } from '../../studio/levels'
import { shortcutWords } from '../shell/shortcut-keys'
import type { FlowNode } from './flow'
import { NEW_NOTE, noteIdOf } from './note-flow'
import styles from './note.module.css'
import { useRun, useSelect } from './on-board'

/** For this long after it opened, in ms, the menu that opened it may take the focus back. */
const EARLY = 500
/** Between a note and the node below it, in canvas pixels. */
const GAP = 12

/** One note. */
export const NoteNode = memo(function NoteNode(props: NodeProps<FlowNode>) {
  const { id, selected, parentId, positionAbsoluteX: x, positionAbsoluteY: y } = props
  const run = useRun()
  const note = noteIdOf(id) ?? ''
  const text = useSelect((state) => shownDrawing(state).notes?.find((one) => one.id === note)?.text ?? '')
  const written = useSelect(({ canvas: { writing } }) =>
    writing === null ? false : 'note' in writing ? writing.note === note : id === NEW_NOTE,
  )
  const own = useSelect((state) => shownDrawing(state).notes?.find((one) => one.id === note)?.position)
  const keep = (written: string, height: number, grown: number) => {
    const blank = written.trim() === ''
    if (id === NEW_NOTE) {
      // Its last line is above the node, however long it is.
      const there =
        parentId === undefined ? { position: { x, y } } : { node: parentId, position: { x: 0, y: -GAP - height } }
      if (!blank) run('note.add', { text: written, ...there })
    } else if (blank) run('note.remove', { notes: [note] })
    else if (written.trimEnd() !== text) {
      // Above its node it grows upwards, not over it.
      const above = own && parentId !== undefined && own.y + height - grown <= 0
      run('note.set', { note, text: written, ...(above ? { position: { x: own.x, y: own.y - grown } } : {}) })
    }
  }
  return (
    <div className={selected ? `${styles.note} ${styles.selected}` : styles.note} data-note={note}>
      {written ? <NoteField text={text} onKeep={keep} /> : <p className={styles.text}>{text}</p>}
    </div>
  )
})

interface NoteFieldProps {
  readonly text: string
  /** Called with the text, the height of the note with it, and by how much it has grown. */
  readonly onKeep: (text: string, height: number, grown: number) => void
}

/** Ctrl Enter, or leaving the field, saves the text; Escape keeps the old one. An empty note is removed. */
function NoteField({ text, onKeep }: NoteFieldProps) {
  const run = useRun()
  const over = useRef(false)
  const first = useRef(0)
  const begun = useRef(0)
  const box = useRef<HTMLTextAreaElement>(null)
  const end = (field: HTMLTextAreaElement, how: 'keep' | 'drop') => {
    // Leaving comes after, when the field goes.
    if (over.current) return
    over.current = true
    const height = heightAround(field)
    if (how === 'keep') onKeep(field.value, height, height - first.current)
    run('note.close')
  }
  useEffect(() => {
    const { current } = box
    if (!current) return
    first.current = heightAround(current)
    begun.current = performance.now()
    current.focus({ preventScroll: true })
    current.setSelectionRange(current.value.length, current.value.length)
  }, [])
  const leave = (field: HTMLTextAreaElement) => {
    // The menu that opened it gives the focus back as it closes: the field has not been left.
    const early = performance.now() - begun.current < EARLY && field.value === text
    if (early) requestAnimationFrame(() => field.focus({ preventScroll: true }))
    else end(field, 'keep')
  }
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    event.stopPropagation()
    const done = event.key === 'Enter' && (event.ctrlKey || event.metaKey)
    if (!done && event.key !== 'Escape') return
    event.preventDefault()
    // Keyboard users continue from the node.
    const back = event.currentTarget.closest<HTMLElement>('.react-flow__node[data-id]:not([data-id="note/"])')
    end(event.currentTarget, done ? 'keep' : 'drop')
    ;(back ?? document.querySelector<HTMLElement>('[data-canvas]'))?.focus({ preventScroll: true })
  }
  return (
    <textarea
      ref={box}
      className={`${styles.field} nodrag nopan nowheel`}
      aria-label={boardText.note.field}
      placeholder={boardText.note.save({ keys: shortcutWords('$mod+Enter') })}
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
