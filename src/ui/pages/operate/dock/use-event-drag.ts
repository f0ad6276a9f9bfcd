/** @file useEventDrag: drags an event with the pointer: by its middle to move it, by its edges to resize it, on the grid unless Alt is held. */
import { type PointerEvent, useEffect, useRef, useState } from 'react'
import { moveNote, stretchNote } from '../../../../ops/scenario/edit-scenario'
import { endOf, type Note, type Score } from '../../../../ops/scenario/scenario'
import { useRun } from '../../../studio-context'
import { gridOf, type Span } from './span'

/** A pointer that moves less than this is a click, in pixels. */
const SLACK = 4
/** The grid while Alt is held, in ms. */
const FREE = 1000

interface Held {
  readonly note: Note
  readonly part: 'all' | 'start' | 'end'
  readonly x: number
}

export interface EventDrag {
  /** The scenario as it would be if the pointer were released now. */
  readonly score: Score
  /** The event that is being dragged, as it would be. */
  readonly held: Note | undefined
  onDown(event: PointerEvent<HTMLElement>, note: Note): void
  onMove(event: PointerEvent<HTMLElement>): void
  onUp(event: PointerEvent<HTMLElement>): void
  /** Whether the last press was a drag, and therefore not a click. */
  wasDrag(): boolean
}

/** Dragging events of a scenario on tracks of this width that show this span. */
export function useEventDrag(score: Score, span: Span, width: number): EventDrag {
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
      if (was.part === 'all') run('scenario.move', { event: note.id, startMs })
      else run('scenario.resize', { event: note.id, startMs, lengthMs })
    },
    wasDrag: () => dragged.current,
  }
}
