/**
 * @file useEventDrag: lets the user drag an event by its middle to move it, or by an edge to resize it; positions snap
 * to the grid unless Alt is pressed.
 */
import { type PointerEvent, useEffect, useRef, useState } from 'react'
import { moveEvent, resizeEvent } from '../../../../ops/scenario/edit-scenario'
import { endOf, type Scenario, type ScenarioEvent } from '../../../../ops/scenario/scenario'
import { useRunCommand } from '../../../studio-context'
import { gridOf, type Span } from './time-span'

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
