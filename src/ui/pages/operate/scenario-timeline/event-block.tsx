/**
 * @file EventBlock: a scenario event as a block on its track, with its title, its curve and draggable edges. The block
 * is a button that can also be moved with the keyboard.
 */
import { type KeyboardEvent, memo, type PointerEvent, useMemo } from 'react'
import { scenarioText as text } from '../../../../messages/en/operate/scenario'
import { formatMessage } from '../../../../messages/message'
import type { ScenarioProblem } from '../../../../ops/scenario/check-scenario'
import { endOf, type ScenarioEvent } from '../../../../ops/scenario/scenario'
import { areCharacterKeysEnabled } from '../../../shell/shortcut-keys'
import { eventPath } from './event-curve'
import { eventDescription, eventTitle } from './event-title'
import { type Span, xOf } from './time-span'
import styles from './tracks.module.css'

/** Handlers for pointer and keyboard actions on an event. */
export interface EventHandlers {
  onDown(event: PointerEvent<HTMLElement>, scenarioEvent: ScenarioEvent): void
  onMove(event: PointerEvent<HTMLElement>): void
  onUp(event: PointerEvent<HTMLElement>): void
  open(scenarioEvent: ScenarioEvent): void
  /** Moves or stretches an event by a number of grid steps. */
  nudge(scenarioEvent: ScenarioEvent, steps: number, what: 'move' | 'stretch'): void
  remove(scenarioEvent: ScenarioEvent, element: HTMLElement): void
  copy(scenarioEvent: ScenarioEvent): void
}

export interface EventBlockProps {
  readonly scenarioEvent: ScenarioEvent
  readonly span: Span
  readonly width: number
  /** Distance from the top of the track, in pixels. */
  readonly top: number
  readonly height: number
  readonly problems: readonly ScenarioProblem[]
  readonly isOpen: boolean
  readonly isDragged: boolean
  readonly handlers: EventHandlers
}

/** The width of one column of the curve, in pixels. */
const COLUMN = 2
/** Blocks with fewer columns show no title and no curve, because there may be thousands of them. */
const MIN_LEGIBLE_COLUMNS = 8
/** The minimum width of a block, in pixels. */
const MIN_WIDTH = 7
export const EVENT_HELP = 'scenario-event-help'

/** Renders the visible part of an event on its track. */
export const EventBlock = memo(function EventBlock(props: EventBlockProps) {
  const { scenarioEvent, span, width, top, height, problems, isOpen, isDragged, handlers } = props
  const seen = { from: Math.max(scenarioEvent.startMs, span.from), to: Math.min(endOf(scenarioEvent), span.to) }
  const left = xOf(seen.from, span, width)
  const wide = Math.max(MIN_WIDTH, xOf(seen.to, span, width) - left)
  const columns = Math.max(1, Math.min(1200, Math.round(wide / COLUMN)))
  const path = useMemo(
    () => (columns < MIN_LEGIBLE_COLUMNS ? '' : eventPath(scenarioEvent, { from: seen.from, to: seen.to }, columns)),
    [scenarioEvent, seen.from, seen.to, columns],
  )
  const problem = problems.map(({ message: content }) => formatMessage(content)).join(' ')
  const description = eventDescription(scenarioEvent)
  const title = eventTitle(scenarioEvent)

  function onKeyDown(event: KeyboardEvent<HTMLButtonElement>): void {
    const steps = { ArrowLeft: -1, ArrowRight: 1 }[event.key]
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey
    if (steps !== undefined && plain) handlers.nudge(scenarioEvent, steps, event.shiftKey ? 'stretch' : 'move')
    else if (event.key === 'Delete' || event.key === 'Backspace') handlers.remove(scenarioEvent, event.currentTarget)
    else if (event.key.toLowerCase() === 'd' && plain && areCharacterKeysEnabled()) handlers.copy(scenarioEvent)
    else if (event.key === 'ArrowUp' || event.key === 'ArrowDown')
      neighbour(event.currentTarget, event.key === 'ArrowUp' ? -1 : 1)?.focus()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <button
      type="button"
      className={styles.event}
      style={{ left, top, width: wide, height }}
      data-event={scenarioEvent.id}
      data-open={isOpen ? '' : undefined}
      data-held={isDragged ? '' : undefined}
      data-cut={`${scenarioEvent.startMs < span.from ? 'start' : ''} ${endOf(scenarioEvent) > span.to ? 'end' : ''}`}
      data-small={columns < MIN_LEGIBLE_COLUMNS ? '' : undefined}
      data-trouble={problem ? '' : undefined}
      aria-label={problem ? text.event.withProblems({ event: description, problems: problem }) : description}
      aria-describedby={EVENT_HELP}
      aria-haspopup="dialog"
      aria-expanded={isOpen}
      title={isDragged ? undefined : problem || description}
      // Ignores the second click of a double click, so that it does not close the form that the first click opened.
      onClick={({ detail }) => detail < 2 && handlers.open(scenarioEvent)}
      onDoubleClick={(event) => event.stopPropagation()}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => handlers.onDown(event, scenarioEvent)}
      onPointerMove={handlers.onMove}
      onPointerUp={handlers.onUp}
      onPointerCancel={handlers.onUp}
    >
      {columns >= MIN_LEGIBLE_COLUMNS && (
        <svg viewBox={`0 0 ${columns} 1`} preserveAspectRatio="none" aria-hidden="true">
          <path d={path} />
        </svg>
      )}
      {problem && (
        <span className={styles.problemMark} aria-hidden="true">
          !
        </span>
      )}
      {columns >= MIN_LEGIBLE_COLUMNS && <span className={styles.title}>{title}</span>}
      <span className={styles.edge} data-edge="start" />
      <span className={styles.edge} data-edge="end" />
    </button>
  )
})

/** The next or previous event on the page; undefined at either end. */
export function neighbour(element: HTMLElement, by: 1 | -1): HTMLElement | undefined {
  const all = [...(element.closest('[data-tracks]')?.querySelectorAll<HTMLElement>('[data-event]') ?? [])]
  return all[all.indexOf(element) + by]
}
