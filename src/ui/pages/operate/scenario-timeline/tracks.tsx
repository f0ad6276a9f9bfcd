/** @file Tracks: the timeline of the scenario: an axis, five tracks with their events, and the playhead. */
import { type KeyboardEvent, type MouseEvent, type ReactNode, useEffect, useMemo, useRef, useState } from 'react'
import { scenarioText as text } from '../../../../messages/en/operate/scenario'
import type { ScenarioProblem } from '../../../../ops/scenario/check-scenario'
import { eventKinds } from '../../../../ops/scenario/events'
import { MINUTE, type Scenario, type ScenarioEvent, TRACKS, type Track } from '../../../../ops/scenario/scenario'
import { useSize } from '../../../charts/canvas-hooks'
import { PlacedMenu } from '../../../kit/menu'
import { areCharacterKeysEnabled } from '../../../shell/shortcut-keys'
import { useRunCommand, useStudio } from '../../../studio-context'
import { useOperateState } from '../use-operate'
import { EVENT_HELP, EventBlock, type EventHandlers, neighbour, useEventDrag } from './event-block'
import { eventDescription, rowsOf } from './event-rows'
import { newEventTime, placeEvent } from './scenario-fixes'
import type { SpanControl } from './time-span'
import { gridOf, msAt, useWheel } from './time-span'
import { AddEvent, Axis, Playhead, RateCurve } from './timeline-parts'
import styles from './tracks.module.css'

export interface TracksProps {
  readonly scenario: Scenario
  readonly problems: readonly ScenarioProblem[]
  readonly control: SpanControl
  /** The id of the event whose form is open. */
  readonly open: string | undefined
  readonly onOpen: (scenarioEvent: string | undefined) => void
}

const AXIS = 25
const PAD = 3
/** Minimum and maximum height of a row of events, in pixels. */
const [LOWEST, HIGHEST] = [17, 32]

/** The five tracks of the timeline. */
export function Tracks({ scenario: kept, problems, control, open, onOpen }: TracksProps) {
  const run = useRunCommand()
  const studio = useStudio()
  const operate = useOperateState()
  const [box, { height }] = useSize<HTMLDivElement>()
  const [axis, { width }] = useSize<HTMLDivElement>()
  const { span } = control
  const drag = useEventDrag(kept, span, width)
  const { scenario } = drag
  const [adding, setAdding] = useState<{
    readonly track: Track
    readonly x: number
    readonly y: number
    readonly ms: number
  }>()
  const tracks = useMemo(() => rowsOf(scenario.events), [scenario.events])
  const rows = tracks.reduce((sum, track) => sum + Math.max(1, track.rows.length), 0)
  const row = Math.min(HIGHEST, Math.max(LOWEST, Math.floor((height - AXIS - TRACKS.length * (2 * PAD + 1)) / rows)))
  // The event last changed with the keyboard, announced to screen readers.
  const [nudged, setNudged] = useState<string>()
  const touched = nudged === undefined ? undefined : scenario.events.find(({ id }) => id === nudged)
  const announced = touched ? eventDescription(touched) : ''
  const problemsByEvent = useMemo(() => groupByEvent(problems), [problems])
  useWheel(box, control, width)

  async function add(kind: string, ms: number): Promise<void> {
    // Rounded down to the minute, like the displayed clock, because a scenario played until 18:00 actually stops a few
    // milliseconds later.
    const at = Math.floor(operate.getState().clock.at / MINUTE) * MINUTE
    const place = placeEvent(kind, ms, gridOf(span, width), span.to - span.from, kept, at)
    const id = await studio.run('scenario.add', { kind, ...place }).catch((error: Error) => {
      run('notice.show', { tone: 'bad', text: error.message })
    })
    if (typeof id === 'string') onOpen(id)
  }
  function addAt(event: MouseEvent, track: Track): void {
    const ms = msAt(event.clientX - event.currentTarget.getBoundingClientRect().left, span, width)
    const kinds = eventKinds.filter((def) => def.track === track)
    if (kinds.length === 1) void add(kinds[0]?.kind ?? '', ms)
    else setAdding({ track, x: event.clientX, y: event.clientY, ms })
  }
  const handlers: EventHandlers = {
    onDown: drag.onDown,
    onMove: drag.onMove,
    onUp: drag.onUp,
    open: (scenarioEvent) => !drag.wasDrag() && onOpen(scenarioEvent.id === open ? undefined : scenarioEvent.id),
    nudge(scenarioEvent, steps, what) {
      const grid = gridOf(span, width)
      setNudged(scenarioEvent.id)
      if (what === 'move')
        run('scenario.move', {
          event: scenarioEvent.id,
          startMs: scenarioEvent.startMs + steps * grid,
          gesture: 'keys',
        })
      else {
        const most = Math.max(grid, scenario.durationMs - scenarioEvent.startMs)
        const lengthMs = Math.min(most, Math.max(grid, scenarioEvent.lengthMs + steps * grid))
        run('scenario.resize', { event: scenarioEvent.id, lengthMs, gesture: 'keys' })
      }
    },
    remove(scenarioEvent, element) {
      const next = neighbour(element, 1) ?? neighbour(element, -1) ?? element.closest<HTMLElement>('[data-tracks]')
      next?.focus()
      run('scenario.remove', { events: [scenarioEvent.id] })
    },
    copy: (scenarioEvent) => run('scenario.duplicate', { events: [scenarioEvent.id] }),
  }
  // The blocks read the latest handlers from this reference, so that unchanged blocks do not render again.
  const latest = useRef(handlers)
  useEffect(() => {
    latest.current = handlers
  })
  function addHere(kind: string): void {
    const ms = newEventTime(span, kept, operate.getState().clock.at)
    // Scrolls to the new event.
    if (ms >= span.to) control.move(ms - span.from)
    void add(kind, ms)
  }
  /** The midpoint of the visible part of the focused event; undefined if no event has focus. */
  function focused(target: EventTarget): number | undefined {
    const id = target instanceof HTMLElement ? target.dataset.event : undefined
    const scenarioEvent = scenario.events.find((one) => one.id === id)
    return (
      scenarioEvent &&
      (Math.max(scenarioEvent.startMs, span.from) + Math.min(scenarioEvent.startMs + scenarioEvent.lengthMs, span.to)) /
        2
    )
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const half = (span.to - span.from) / 2
    if (event.key === 'PageUp') control.move(-half)
    else if (event.key === 'PageDown') control.move(half)
    else if (!areCharacterKeysEnabled()) return
    else if (event.key === '+' || event.key === '=') control.zoom(0.5, focused(event.target))
    else if (event.key === '-') control.zoom(2, focused(event.target))
    else if (event.key === '0') control.all()
    else return
    event.preventDefault()
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms; these are tracks of events
    <div
      ref={box}
      className={styles.timeline}
      // Time runs from left to right in every language.
      dir="ltr"
      data-tracks
      role="group"
      aria-label={text.timeline.label}
      tabIndex={-1}
      onKeyDown={onKeyDown}
    >
      <output className="only-spoken">{announced}</output>
      <p id={EVENT_HELP} className="only-spoken">
        {text.timeline.help}
      </p>
      <div className={styles.corner}>
        <ZoomButtons control={control} />
      </div>
      <Axis ref={axis} span={span} width={width} dragged={drag.dragged} onPan={control.move} />
      {tracks.map(({ track, rows }) => {
        const tall = Math.max(1, rows.length) * row + 2 * PAD
        return (
          <TrackRow key={track} track={track} onAdd={addHere}>
            {/* biome-ignore lint/a11y/noStaticElementInteractions: the button of the track adds events too */}
            <div
              className={styles.track}
              style={{ height: tall }}
              data-track={track}
              onDoubleClick={(event) => addAt(event, track)}
            >
              {track === 'traffic' && width > 0 && (
                <RateCurve scenario={scenario} span={span} width={width} height={tall} />
              )}
              {rows.flatMap((events, i) =>
                events
                  .filter((scenarioEvent) => inSight(scenarioEvent, span))
                  .map((scenarioEvent) => (
                    <EventBlock
                      key={scenarioEvent.id}
                      scenarioEvent={scenarioEvent}
                      span={span}
                      width={width}
                      top={PAD + i * row}
                      height={row - 2}
                      problems={problemsByEvent.get(scenarioEvent.id) ?? NONE}
                      isOpen={scenarioEvent.id === open}
                      isDragged={scenarioEvent.id === drag.dragged?.id}
                      handlers={latest}
                    />
                  )),
              )}
            </div>
          </TrackRow>
        )
      })}
      <Playhead span={span} width={width} control={control} />
      {adding && (
        <PlacedMenu
          at={adding}
          returnFocusTo={box.current}
          onClose={() => setAdding(undefined)}
          items={eventKinds
            .filter(({ track }) => track === adding.track)
            .map(({ title, summary, kind }) => ({ title, about: summary, onSelect: () => void add(kind, adding.ms) }))}
        />
      )}
    </div>
  )
}

const NONE: readonly ScenarioProblem[] = []

function groupByEvent(problems: readonly ScenarioProblem[]): ReadonlyMap<string, readonly ScenarioProblem[]> {
  const byEvent = new Map<string, ScenarioProblem[]>()
  for (const problem of problems) {
    const { event: scenarioEvent = '' } = problem
    byEvent.set(scenarioEvent, [...(byEvent.get(scenarioEvent) ?? []), problem])
  }
  return byEvent
}

function inSight(scenarioEvent: ScenarioEvent, { from, to }: SpanControl['span']): boolean {
  return scenarioEvent.startMs < to && scenarioEvent.startMs + scenarioEvent.lengthMs > from
}

function TrackRow({
  track,
  onAdd,
  children,
}: {
  readonly track: Track
  readonly onAdd: (kind: string) => void
  readonly children: ReactNode
}) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms; this is a track of events
    <div className={styles.row} role="group" aria-label={text.tracks[track].title} data-tone={track}>
      <div className={styles.name} title={text.tracks[track].about}>
        <span>{text.tracks[track].title}</span>
        <AddEvent track={track} onAdd={onAdd} />
      </div>
      {children}
    </div>
  )
}

function ZoomButtons({ control }: { readonly control: SpanControl }) {
  return (
    <>
      <button
        type="button"
        className={styles.zoomButton}
        aria-label={text.timeline.zoomIn}
        onClick={() => control.zoom(0.5)}
      >
        +
      </button>
      <button
        type="button"
        className={styles.zoomButton}
        aria-label={text.timeline.zoomOut}
        disabled={control.isWhole}
        onClick={() => control.zoom(2)}
      >
        −
      </button>
      <button type="button" className={styles.zoomButton} disabled={control.isWhole} onClick={control.all}>
        {text.timeline.showAll}
      </button>
    </>
  )
}
