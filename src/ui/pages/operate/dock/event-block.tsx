/** @file EventBlock: an event on its track: its title, its curve, and edges to drag. It is a button that keys can move too. */
import { type KeyboardEvent, memo, type PointerEvent, useMemo } from 'react'
import { scenarioText as text } from '../../../../messages/en/operate/scenario'
import { formatMessage } from '../../../../messages/message'
import type { ScoreProblem } from '../../../../ops/scenario/check-scenario'
import { endOf, type Note } from '../../../../ops/scenario/scenario'
import { charactersHeard } from '../../../shell/shortcut-keys'
import { notePath } from './event-curve'
import { eventDescription, eventTitle } from './event-title'
import styles from './tracks.module.css'
import { type Span, xOf } from './span'

/** What the pointer and keys do with an event. */
export interface EventHandlers {
  onDown(event: PointerEvent<HTMLElement>, note: Note): void
  onMove(event: PointerEvent<HTMLElement>): void
  onUp(event: PointerEvent<HTMLElement>): void
  open(note: Note): void
  /** By a number of grid steps. */
  nudge(note: Note, steps: number, what: 'move' | 'stretch'): void
  remove(note: Note, element: HTMLElement): void
  copy(note: Note): void
}

export interface EventBlockProps {
  readonly note: Note
  readonly span: Span
  readonly width: number
  /** Pixels. */
  readonly top: number
  readonly height: number
  readonly problems: readonly ScoreProblem[]
  readonly isOpen: boolean
  readonly isHeld: boolean
  readonly handlers: EventHandlers
}

/** The width of a column of the curve, in pixels. */
const COLUMN = 2
/** Blocks with fewer columns have no title and no curve: there may be thousands. */
const LEGIBLE = 8
/** The minimum width of a block, in pixels. */
const NARROWEST = 7
export const EVENT_HELP = 'scenario-event-help'

/** The visible part of an event. */
export const EventBlock = memo(function EventBlock(props: EventBlockProps) {
  const { note, span, width, top, height, problems, isOpen, isHeld, handlers } = props
  const seen = { from: Math.max(note.startMs, span.from), to: Math.min(endOf(note), span.to) }
  const left = xOf(seen.from, span, width)
  const wide = Math.max(NARROWEST, xOf(seen.to, span, width) - left)
  const columns = Math.max(1, Math.min(1200, Math.round(wide / COLUMN)))
  const path = useMemo(
    () => (columns < LEGIBLE ? '' : notePath(note, { from: seen.from, to: seen.to }, columns)),
    [note, seen.from, seen.to, columns],
  )
  const trouble = problems.map(({ said }) => formatMessage(said)).join(' ')
  const description = eventDescription(note)
  const title = eventTitle(note)

  function onKeyDown(event: KeyboardEvent<HTMLButtonElement>): void {
    const steps = { ArrowLeft: -1, ArrowRight: 1 }[event.key]
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey
    if (steps !== undefined && plain) handlers.nudge(note, steps, event.shiftKey ? 'stretch' : 'move')
    else if (event.key === 'Delete' || event.key === 'Backspace') handlers.remove(note, event.currentTarget)
    else if (event.key.toLowerCase() === 'd' && plain && charactersHeard()) handlers.copy(note)
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
      aria-label={trouble ? text.event.withProblems({ event: description, problems: trouble }) : description}
      aria-describedby={EVENT_HELP}
      aria-haspopup="dialog"
      aria-expanded={isOpen}
      title={isHeld ? undefined : trouble || description}
      // The second click of a double click does not close the form that the first one opened.
      onClick={({ detail }) => detail < 2 && handlers.open(note)}
      onDoubleClick={(event) => event.stopPropagation()}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => handlers.onDown(event, note)}
      onPointerMove={handlers.onMove}
      onPointerUp={handlers.onUp}
      onPointerCancel={handlers.onUp}
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

/** The event before or after one, in the order of the page; undefined at the ends. */
export function neighbour(element: HTMLElement, by: 1 | -1): HTMLElement | undefined {
  const all = [...(element.closest('[data-lanes]')?.querySelectorAll<HTMLElement>('[data-note]') ?? [])]
  return all[all.indexOf(element) + by]
}
