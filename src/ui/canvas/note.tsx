/** @file NoteNode: words on the canvas, plain text whatever it looks like; written where they stand. */
import { type KeyboardEvent, memo, useRef } from 'react'
import type { NodeProps } from 'reactflow'
import { shownDrawing } from '../../studio/levels'
import type { FlowNode } from './flow'
import { NEW_NOTE, noteIdOf } from './note-flow'
import styles from './note.module.css'
import { useRun, useSelect } from './on-board'

/** As the commands take it. */
const LETTERS = 5000

/** One note. */
export const NoteNode = memo(function NoteNode(props: NodeProps<FlowNode>) {
  const { id, selected, parentId, positionAbsoluteX: x, positionAbsoluteY: y } = props
  const run = useRun()
  const note = noteIdOf(id) ?? ''
  const text = useSelect((state) => shownDrawing(state).notes?.find((one) => one.id === note)?.text ?? '')
  const written = useSelect(({ canvas: { writing } }) =>
    writing === null ? false : 'note' in writing ? writing.note === note : id === NEW_NOTE,
  )
  const keep = (words: string) => {
    const blank = words.trim() === ''
    if (id !== NEW_NOTE) {
      if (blank) run('note.remove', { notes: [note] })
      else if (words.trimEnd() !== text) run('note.set', { note, text: words })
    } else if (!blank) {
      run('note.add', { text: words, ...(parentId === undefined ? { position: { x, y } } : { node: parentId }) })
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
  readonly onKeep: (words: string) => void
}

/** Ctrl Enter, or leaving it, keeps what is written; Escape what was. A note without words is none. */
function NoteField({ text, onKeep }: NoteFieldProps) {
  const run = useRun()
  const over = useRef(false)
  const end = (kept: string | undefined) => {
    // Leaving comes after, when the field goes.
    if (over.current) return
    over.current = true
    if (kept !== undefined) onKeep(kept)
    run('note.close')
  }
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    event.stopPropagation()
    const done = event.key === 'Enter' && (event.ctrlKey || event.metaKey)
    if (!done && event.key !== 'Escape') return
    event.preventDefault()
    // Those who write by keys go on by keys.
    const back = event.currentTarget.closest<HTMLElement>('.react-flow__node[data-id]:not([data-id="note/"])')
    end(done ? event.currentTarget.value : undefined)
    ;(back ?? document.querySelector<HTMLElement>('[data-canvas]'))?.focus({ preventScroll: true })
  }
  return (
    <textarea
      ref={begin}
      className={`${styles.field} nodrag nopan nowheel`}
      aria-label="Words of the note"
      placeholder="Ctrl Enter keeps it"
      defaultValue={text}
      maxLength={LETTERS}
      rows={Math.max(2, text.split('\n').length)}
      onKeyDown={onKeyDown}
      onBlur={(event) => end(event.currentTarget.value)}
    />
  )
}

function begin(field: HTMLTextAreaElement | null): void {
  field?.focus({ preventScroll: true })
  field?.setSelectionRange(field.value.length, field.value.length)
}
