/** @file useNoteDrag: a note follows the hand that holds it: moved by its middle, stretched by its ends, on the grid unless Alt is held. */
import { type PointerEvent, useEffect, useRef, useState } from 'react'
import { moveNote, stretchNote } from '../../../../ops/scenario/edit-scenario'
import { endOf, type Note, type Score } from '../../../../ops/scenario/scenario'
import { useRun } from '../../../studio-context'
import { gridOf, type Span } from './span'

/** Pixels; what moves less is a press. */
const SLACK = 4
/** Of a hand that goes free of the grid, in ms. */
const FREE = 1000

interface Held {
  readonly note: Note
  readonly part: 'all' | 'start' | 'end'
  readonly x: number
}

export interface NoteDrag {
  /** The score as it would be if the hand let go now. */
  readonly score: Score
  /** The note that is held, as it would be. */
  readonly held: Note | undefined
  onDown(event: PointerEvent<HTMLElement>, note: Note): void
  onMove(event: PointerEvent<HTMLElement>): void
  onUp(event: PointerEvent<HTMLElement>): void
  /** Whether the press that is over was a drag, and so is no click. */
  wasDrag(): boolean
}

/** Dragging notes of a score in a width that shows a span of it. */
export function useNoteDrag(score: Score, span: Span, width: number): NoteDrag {
  const run = useRun()
  const held = useRef<Held | null>(null)
  const dragged = useRef(false)
  const [preview, setPreview] = useState<{ readonly of: Score; readonly score: Score; readonly id: string }>()
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || !held.current) return
      held.current = null
      setPreview(undefined)
    }
    window.addEventListener('keydown', onKey, true)
    return () => window.removeEventListener('keydown', onKey, true)
  }, [])

  function at({ note, part, x }: Held, event: PointerEvent): Score {
    const byMs = ((event.clientX - x) / Math.max(1, width)) * (span.to - span.from)
    const grid = event.altKey ? FREE : gridOf(span, width)
    const near = (ms: number) => Math.round((ms + byMs) / grid) * grid
    if (part === 'all') return moveNote(score, note.id, near(note.startMs))
    const to = part === 'start' ? { startMs: near(note.startMs) } : { endMs: near(endOf(note)) }
    return stretchNote(score, note.id, to, grid)
  }
  const now = preview?.of === score ? preview : undefined
  return {
    score: now?.score ?? score,
    held: now?.score.notes.find(({ id }) => id === now.id),
    onDown(event, note) {
      if (event.button !== 0) return
      const edge = (event.target as HTMLElement).dataset.edge
      held.current = { note, part: edge === 'start' || edge === 'end' ? edge : 'all', x: event.clientX }
      dragged.current = false
      event.currentTarget.setPointerCapture(event.pointerId)
    },
    onMove(event) {
      if (!held.current) return
      if (!dragged.current && Math.abs(event.clientX - held.current.x) < SLACK) return
      dragged.current = true
      setPreview({ of: score, score: at(held.current, event), id: held.current.note.id })
    },
    onUp(event) {
      const was = held.current
      held.current = null
      setPreview(undefined)
      if (!was || !dragged.current || event.type === 'pointercancel') return
      const note = at(was, event).notes.find(({ id }) => id === was.note.id)
      if (!note) return
      const { startMs, lengthMs } = note
      if (was.part === 'all') run('score.move', { note: note.id, startMs })
      else run('score.stretch', { note: note.id, startMs, lengthMs })
    },
    wasDrag: () => dragged.current,
  }
}
