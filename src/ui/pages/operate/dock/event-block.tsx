/** @file NoteBlock: a note in its lane: what it is, its curve, and ends to pull; a button that keys move as well. */
import { type KeyboardEvent, memo, type PointerEvent, useMemo } from 'react'
import { say } from '../../../../messages/message'
import type { ScoreProblem } from '../../../../ops/scenario/check-scenario'
import { endOf, type Note } from '../../../../ops/scenario/scenario'
import { charactersHeard } from '../../../shell/shortcut-words'
import { notePath } from './event-curve'
import { noteTitle, noteWords } from './event-words'
import styles from './lanes.module.css'
import { type Span, xOf } from './span'

/** What a hand or a key does with a note. */
export interface NoteHands {
  onDown(event: PointerEvent<HTMLElement>, note: Note): void
  onMove(event: PointerEvent<HTMLElement>): void
  onUp(event: PointerEvent<HTMLElement>): void
  open(note: Note): void
  /** By so many steps of the grid. */
  nudge(note: Note, steps: number, what: 'move' | 'stretch'): void
  remove(note: Note, element: HTMLElement): void
  copy(note: Note): void
}

export interface NoteBlockProps {
  readonly note: Note
  readonly span: Span
  readonly width: number
  /** Pixels. */
  readonly top: number
  readonly height: number
  readonly problems: readonly ScoreProblem[]
  readonly isOpen: boolean
  readonly isHeld: boolean
  readonly hands: NoteHands
}

/** Pixels of a column of the curve. */
const COLUMN = 2
/** Columns below which nothing can be read in a block, and there may be thousands. */
const LEGIBLE = 8
/** No block is narrower, in pixels. */
const NARROWEST = 7
export const NOTE_HELP = 'score-note-help'

/** A note, as far as it is in sight. */
export const NoteBlock = memo(function NoteBlock(props: NoteBlockProps) {
  const { note, span, width, top, height, problems, isOpen, isHeld, hands } = props
  const seen = { from: Math.max(note.startMs, span.from), to: Math.min(endOf(note), span.to) }
  const left = xOf(seen.from, span, width)
  const wide = Math.max(NARROWEST, xOf(seen.to, span, width) - left)
  const columns = Math.max(1, Math.min(1200, Math.round(wide / COLUMN)))
  const path = useMemo(
    () => (columns < LEGIBLE ? '' : notePath(note, { from: seen.from, to: seen.to }, columns)),
    [note, seen.from, seen.to, columns],
  )
  const trouble = problems.map(({ said }) => say(said)).join(' ')
  const words = noteWords(note)
  const title = noteTitle(note)

  function onKeyDown(event: KeyboardEvent<HTMLButtonElement>): void {
    const steps = { ArrowLeft: -1, ArrowRight: 1 }[event.key]
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey
    if (steps !== undefined && plain) hands.nudge(note, steps, event.shiftKey ? 'stretch' : 'move')
    else if (event.key === 'Delete' || event.key === 'Backspace') hands.remove(note, event.currentTarget)
    else if (event.key.toLowerCase() === 'd' && plain && charactersHeard()) hands.copy(note)
    else if (event.key === 'ArrowUp' || event.key === 'ArrowDown')
      neighbour(event.currentTarget, event.key === 'ArrowUp' ? -1 : 1)?.focus()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <button
      type="button"
      className={styles.note}
      style={{ left, top, width: wide, height }}
      data-note={note.id}
      data-open={isOpen ? '' : undefined}
      data-held={isHeld ? '' : undefined}
      data-cut={`${note.startMs < span.from ? 'start' : ''} ${endOf(note) > span.to ? 'end' : ''}`}
      data-small={columns < LEGIBLE ? '' : undefined}
      data-trouble={trouble ? '' : undefined}
      aria-label={trouble ? `${words}. ${trouble}` : words}
      aria-describedby={NOTE_HELP}
      aria-haspopup="dialog"
      aria-expanded={isOpen}
      title={isHeld ? undefined : trouble || words}
      // The second click of a double click is none of its own: the form stays open.
      onClick={({ detail }) => detail < 2 && hands.open(note)}
      onDoubleClick={(event) => event.stopPropagation()}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => hands.onDown(event, note)}
      onPointerMove={hands.onMove}
      onPointerUp={hands.onUp}
      onPointerCancel={hands.onUp}
    >
      {columns >= LEGIBLE && (
        <svg viewBox={`0 0 ${columns} 1`} preserveAspectRatio="none" aria-hidden="true">
          <path d={path} />
        </svg>
      )}
      {trouble && (
        <span className={styles.mark} aria-hidden="true">
          !
        </span>
      )}
      {columns >= LEGIBLE && <span className={styles.words}>{title}</span>}
      <span className={styles.edge} data-edge="start" />
      <span className={styles.edge} data-edge="end" />
    </button>
  )
})

/** The note before or after one, as they stand on the page; undefined at the ends. */
export function neighbour(element: HTMLElement, by: 1 | -1): HTMLElement | undefined {
  const all = [...(element.closest('[data-lanes]')?.querySelectorAll<HTMLElement>('[data-note]') ?? [])]
  return all[all.indexOf(element) + by]
}
