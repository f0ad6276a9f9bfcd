/** @file NoteNode: words on the canvas, plain text whatever it looks like; written where they stand. */
import { type KeyboardEvent, memo, useEffect, useRef } from 'react'
import type { NodeProps } from 'reactflow'
import { MOST_WRITTEN } from '../../graph/drawing'
import { shownDrawing } from '../../studio/levels'
import type { FlowNode } from './flow'
import { NEW_NOTE, noteIdOf } from './note-flow'
import styles from './note.module.css'
import { useRun, useSelect } from './on-board'

/** So long after it began, in ms, the focus may be taken from it by what it was begun from. */
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
  const keep = (words: string, height: number, grown: number) => {
    const blank = words.trim() === ''
    if (id === NEW_NOTE) {
      // Its words end above the node, however many there are.
      const there =
        parentId === undefined ? { position: { x, y } } : { node: parentId, position: { x: 0, y: -GAP - height } }
      if (!blank) run('note.add', { text: words, ...there })
    } else if (blank) run('note.remove', { notes: [note] })
    else if (words.trimEnd() !== text) {
      // Above its node it grows upwards, not over it.
      const above = own && parentId !== undefined && own.y + height - grown <= 0
      run('note.set', { note, text: words, ...(above ? { position: { x: own.x, y: own.y - grown } } : {}) })
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
  /** Told the words, how high the note stands with them, and by how much it has grown. */
  readonly onKeep: (words: string, height: number, grown: number) => void
}

/** Ctrl Enter, or leaving it, keeps what is written; Escape what was. A note without words is none. */
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
    // A menu or a list that it was asked for from gives the focus back as it closes: that is no leaving.
    const early = performance.now() - begun.current < EARLY && field.value === text
    if (early) requestAnimationFrame(() => field.focus({ preventScroll: true }))
    else end(field, 'keep')
  }
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    event.stopPropagation()
    const done = event.key === 'Enter' && (event.ctrlKey || event.metaKey)
    if (!done && event.key !== 'Escape') return
    event.preventDefault()
    // Those who write by keys go on by keys.
    const back = event.currentTarget.closest<HTMLElement>('.react-flow__node[data-id]:not([data-id="note/"])')
    end(event.currentTarget, done ? 'keep' : 'drop')
    ;(back ?? document.querySelector<HTMLElement>('[data-canvas]'))?.focus({ preventScroll: true })
  }
  return (
    <textarea
      ref={box}
      className={`${styles.field} nodrag nopan nowheel`}
      aria-label="Words of the note"
      placeholder="Ctrl Enter keeps it"
      defaultValue={text}
      maxLength={MOST_WRITTEN}
      rows={Math.max(2, text.split('\n').length)}
      onKeyDown={onKeyDown}
      onBlur={(event) => leave(event.currentTarget)}
    />
  )
}

function heightAround(field: HTMLTextAreaElement): number {
  return field.closest<HTMLElement>('[data-note]')?.offsetHeight ?? 0
}
