/**
 * @file EventBlock: a scenario event as a block on its track, with its title, its curve and draggable edges. The block
 * is a button that can also be moved with the keyboard.
 */
import {
  memo,
  type PointerEvent,
  type KeyboardEvent as ReactKeyboardEvent,
  type RefObject,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { scenarioText as text } from '../../../../messages/en/operate/scenario'
import { formatMessage } from '../../../../messages/message'
import type { ScenarioProblem } from '../../../../ops/scenario/check-scenario'
import { moveEvent, resizeEvent } from '../../../../ops/scenario/edit-scenario'
import { endOf, type Scenario, type ScenarioEvent } from '../../../../ops/scenario/scenario'
import { areCharacterKeysEnabled } from '../../../shell/shortcut-keys'
import { useRunCommand } from '../../../studio-context'
import { eventTitle } from '../../../../ops/scenario/events'
import { eventDescription, eventPath } from './event-rows'
import { gridOf, type Span, xOf } from './time-span'
import kit from '../../../kit/kit.module.css'
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
  readonly handlers: RefObject<EventHandlers>
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

  function onKeyDown(event: ReactKeyboardEvent<HTMLButtonElement>): void {
    const steps = { ArrowLeft: -1, ArrowRight: 1 }[event.key]
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey
    if (steps !== undefined && plain) handlers.current.nudge(scenarioEvent, steps, event.shiftKey ? 'stretch' : 'move')
    else if (event.key === 'Delete' || event.key === 'Backspace')
      handlers.current.remove(scenarioEvent, event.currentTarget)
    else if (event.key.toLowerCase() === 'd' && plain && areCharacterKeysEnabled()) handlers.current.copy(scenarioEvent)
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
      onClick={({ detail }) => detail < 2 && handlers.current.open(scenarioEvent)}
      onDoubleClick={(event) => event.stopPropagation()}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => handlers.current.onDown(event, scenarioEvent)}
      onPointerMove={(event) => handlers.current.onMove(event)}
      onPointerUp={(event) => handlers.current.onUp(event)}
      onPointerCancel={(event) => handlers.current.onUp(event)}
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
      {columns >= MIN_LEGIBLE_COLUMNS && <span className={`${kit.ellipsis} ${styles.title}`}>{title}</span>}
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

// useEventDrag: lets the user drag an event by its middle to move it, or by an edge to resize it; positions snap to
// the grid unless Alt is pressed.

/** A pointer that moves less than this many pixels counts as a click. */
const SLACK = 4
/** The grid step while Alt is pressed, in ms. */
const FREE = 1000

interface Press {
  readonly scenarioEvent: ScenarioEvent
  readonly part: 'all' | 'start' | 'end'
  readonly x: number
}

export interface EventDrag {
  /** The scenario that would result if the pointer were released now. */
  readonly scenario: Scenario
  /** The event being dragged, as it would be if the pointer were released now. */
  readonly dragged: ScenarioEvent | undefined
  onDown(event: PointerEvent<HTMLElement>, scenarioEvent: ScenarioEvent): void
  onMove(event: PointerEvent<HTMLElement>): void
  onUp(event: PointerEvent<HTMLElement>): void
  /** Whether the last press turned into a drag and therefore does not count as a click. */
  wasDrag(): boolean
}

/** Handles dragging of events on tracks of the given width, in pixels, that show the given time span. */
export function useEventDrag(scenario: Scenario, span: Span, width: number): EventDrag {
  const run = useRunCommand()
  const held = useRef<Press | null>(null)
  const dragged = useRef(false)
  const [preview, setPreview] = useState<{ readonly of: Scenario; readonly scenario: Scenario; readonly id: string }>()
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || !held.current) return
      held.current = null
      setPreview(undefined)
    }
    window.addEventListener('keydown', onKey, true)
    return () => window.removeEventListener('keydown', onKey, true)
  }, [])

  function at({ scenarioEvent, part, x }: Press, event: PointerEvent): Scenario {
    const byMs = ((event.clientX - x) / Math.max(1, width)) * (span.to - span.from)
    const grid = event.altKey ? FREE : gridOf(span, width)
    const near = (ms: number) => Math.round((ms + byMs) / grid) * grid
    if (part === 'all') return moveEvent(scenario, scenarioEvent.id, near(scenarioEvent.startMs))
    const to = part === 'start' ? { startMs: near(scenarioEvent.startMs) } : { endMs: near(endOf(scenarioEvent)) }
    return resizeEvent(scenario, scenarioEvent.id, to, grid)
  }
  const now = preview?.of === scenario ? preview : undefined
  return {
    scenario: now?.scenario ?? scenario,
    dragged: now?.scenario.events.find(({ id }) => id === now.id),
    onDown(event, scenarioEvent) {
      if (event.button !== 0) return
      const edge = (event.target as HTMLElement).dataset.edge
      held.current = { scenarioEvent, part: edge === 'start' || edge === 'end' ? edge : 'all', x: event.clientX }
      dragged.current = false
      event.currentTarget.setPointerCapture(event.pointerId)
    },
    onMove(event) {
      if (!held.current) return
      if (!dragged.current && Math.abs(event.clientX - held.current.x) < SLACK) return
      dragged.current = true
      setPreview({ of: scenario, scenario: at(held.current, event), id: held.current.scenarioEvent.id })
    },
    onUp(event) {
      const was = held.current
      held.current = null
      setPreview(undefined)
      if (!was || !dragged.current || event.type === 'pointercancel') return
      const scenarioEvent = at(was, event).events.find(({ id }) => id === was.scenarioEvent.id)
      if (!scenarioEvent) return
      const { startMs, lengthMs } = scenarioEvent
      if (was.part === 'all') run('scenario.move', { event: scenarioEvent.id, startMs })
      else run('scenario.resize', { event: scenarioEvent.id, startMs, lengthMs })
    },
    wasDrag: () => dragged.current,
  }
}
