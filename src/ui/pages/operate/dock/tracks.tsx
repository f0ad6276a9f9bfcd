/** @file Tracks: the timeline of the scenario: an axis, five tracks with their events, and the current time. */
import {
  type KeyboardEvent,
  type MouseEvent,
  type PointerEvent,
  type ReactNode,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { scenarioText as text } from '../../../../messages/en/operate/scenario'
import type { ScoreProblem } from '../../../../ops/scenario/check-scenario'
import { type Lane, LANES, MINUTE, type Note, type Score } from '../../../../ops/scenario/scenario'
import { noteKinds } from '../../../../ops/scenario/events'
import { useSize } from '../../../charts/use-size'
import { charactersHeard } from '../../../shell/shortcut-keys'
import { useRun, useStudio } from '../../../studio-context'
import { useDesk } from '../use-operate'
import { PlacedMenu } from '../../../kit/menu'
import { AddEvent } from './add-event'
import { Axis } from './axis'
import { newAt, placeOf } from './fixes'
import styles from './tracks.module.css'
import { EVENT_HELP, EventBlock, type EventHandlers, neighbour } from './event-block'
import { eventDescription } from './event-title'
import { Playhead } from './playhead-line'
import { RateCurve } from './rate-curve'
import { rowsOf } from './rows'
import { gridOf, msAt } from './span'
import { useEventDrag } from './use-event-drag'
import type { SpanControl } from './use-span'
import { useWheel } from './use-wheel'

export interface TracksProps {
  readonly score: Score
  readonly problems: readonly ScoreProblem[]
  readonly control: SpanControl
  /** The id of the event whose form is open. */
  readonly open: string | undefined
  readonly onOpen: (note: string | undefined) => void
}

const AXIS = 25
const PAD = 3
/** The least and the greatest height of a row of events, in pixels. */
const [LOWEST, HIGHEST] = [17, 32]

/** The five tracks. */
export function Tracks({ score: kept, problems, control, open, onOpen }: TracksProps) {
  const run = useRun()
  const studio = useStudio()
  const desk = useDesk()
  const [box, { height }] = useSize<HTMLDivElement>()
  const [axis, { width }] = useSize<HTMLDivElement>()
  const { span } = control
  const drag = useEventDrag(kept, span, width)
  const { score } = drag
  const [adding, setAdding] = useState<{
    readonly lane: Lane
    readonly x: number
    readonly y: number
    readonly ms: number
  }>()
  const lanes = useMemo(() => rowsOf(score.notes), [score.notes])
  const rows = lanes.reduce((sum, lane) => sum + Math.max(1, lane.rows.length), 0)
  const row = Math.min(HIGHEST, Math.max(LOWEST, Math.floor((height - AXIS - LANES.length * (2 * PAD + 1)) / rows)))
  // The event that keys changed last, for screen readers.
  const [nudged, setNudged] = useState<string>()
  const touched = nudged === undefined ? undefined : score.notes.find(({ id }) => id === nudged)
  const announced = touched ? eventDescription(touched) : ''
  const troubles = useMemo(() => byNote(problems), [problems])
  useWheel(box, control, width)

  async function add(kind: string, ms: number): Promise<void> {
    // To the minute, as the clock shows it: a scenario played to 18:00 is some milliseconds past it.
    const at = Math.floor(desk.store.getState().clock.at / MINUTE) * MINUTE
    const place = placeOf(kind, ms, gridOf(span, width), span.to - span.from, kept, at)
    const id = await studio.run('scenario.add', { kind, ...place }).catch((error: Error) => {
      run('notice.show', { tone: 'bad', text: error.message })
    })
    if (typeof id === 'string') onOpen(id)
  }
  function addAt(event: MouseEvent, lane: Lane): void {
    const ms = msAt(event.clientX - event.currentTarget.getBoundingClientRect().left, span, width)
    const kinds = noteKinds.filter((def) => def.lane === lane)
    if (kinds.length === 1) void add(kinds[0]?.kind ?? '', ms)
    else setAdding({ lane, x: event.clientX, y: event.clientY, ms })
  }
  const handlers: EventHandlers = {
    onDown: drag.onDown,
    onMove: drag.onMove,
    onUp: drag.onUp,
    open: (note) => !drag.wasDrag() && onOpen(note.id === open ? undefined : note.id),
    nudge(note, steps, what) {
      const grid = gridOf(span, width)
      setNudged(note.id)
      if (what === 'move')
        run('scenario.move', { event: note.id, startMs: note.startMs + steps * grid, gesture: 'keys' })
      else {
        const most = Math.max(grid, score.durationMs - note.startMs)
        const lengthMs = Math.min(most, Math.max(grid, note.lengthMs + steps * grid))
        run('scenario.resize', { event: note.id, lengthMs, gesture: 'keys' })
      }
    },
    remove(note, element) {
      const next = neighbour(element, 1) ?? neighbour(element, -1) ?? element.closest<HTMLElement>('[data-lanes]')
      next?.focus()
      run('scenario.remove', { events: [note.id] })
    },
    copy: (note) => run('scenario.duplicate', { events: [note.id] }),
  }
  const stable = useStable(handlers)
  function addHere(kind: string): void {
    const ms = newAt(span, kept, desk.store.getState().clock.at)
    // Scrolls to the new event.
    if (ms >= span.to) control.move(ms - span.from)
    void add(kind, ms)
  }
  /** The middle of the visible part of the focused event; undefined where none has the focus. */
  function focused(target: EventTarget): number | undefined {
    const id = target instanceof HTMLElement ? target.dataset.note : undefined
    const note = score.notes.find((one) => one.id === id)
    return note && (Math.max(note.startMs, span.from) + Math.min(note.startMs + note.lengthMs, span.to)) / 2
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const half = (span.to - span.from) / 2
    if (event.key === 'PageUp') control.move(-half)
    else if (event.key === 'PageDown') control.move(half)
    else if (!charactersHeard()) return
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
      className={styles.lanes}
      data-lanes
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
      <Axis ref={axis} span={span} width={width} held={drag.held} onPan={control.move} />
      {lanes.map(({ lane, rows }) => {
        const tall = Math.max(1, rows.length) * row + 2 * PAD
        return (
          <TrackRow key={lane} lane={lane} onAdd={addHere}>
            {/* biome-ignore lint/a11y/noStaticElementInteractions: the button of the track adds events too */}
            <div
              className={styles.lane}
              style={{ height: tall }}
              data-lane={lane}
              onDoubleClick={(event) => addAt(event, lane)}
            >
              {lane === 'traffic' && width > 0 && <RateCurve score={score} span={span} width={width} height={tall} />}
              {rows.flatMap((notes, i) =>
                notes
                  .filter((note) => inSight(note, span))
                  .map((note) => (
                    <EventBlock
                      key={note.id}
                      note={note}
                      span={span}
                      width={width}
                      top={PAD + i * row}
                      height={row - 2}
                      problems={troubles.get(note.id) ?? NONE}
                      isOpen={note.id === open}
                      isHeld={note.id === drag.held?.id}
                      handlers={stable}
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
          back={box.current}
          onClose={() => setAdding(undefined)}
          items={noteKinds
            .filter(({ lane }) => lane === adding.lane)
            .map(({ title, summary, kind }) => ({ title, about: summary, onSelect: () => void add(kind, adding.ms) }))}
        />
      )}
    </div>
  )
}

const NONE: readonly ScoreProblem[] = []

function byNote(problems: readonly ScoreProblem[]): ReadonlyMap<string, readonly ScoreProblem[]> {
  const found = new Map<string, ScoreProblem[]>()
  for (const problem of problems) {
    const { note = '' } = problem
    found.set(note, [...(found.get(note) ?? []), problem])
  }
  return found
}

function inSight(note: Note, { from, to }: SpanControl['span']): boolean {
  return note.startMs < to && note.startMs + note.lengthMs > from
}

function TrackRow({
  lane,
  onAdd,
  children,
}: {
  readonly lane: Lane
  readonly onAdd: (kind: string) => void
  readonly children: ReactNode
}) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms; this is a track of events
    <div className={styles.row} role="group" aria-label={text.tracks[lane].title} data-tone={lane}>
      <div className={styles.name} title={text.tracks[lane].about}>
        <span>{text.tracks[lane].title}</span>
        <AddEvent lane={lane} onAdd={onAdd} />
      </div>
      {children}
    </div>
  )
}

function ZoomButtons({ control }: { readonly control: SpanControl }) {
  return (
    <>
      <button type="button" className={styles.zoom} aria-label={text.timeline.zoomIn} onClick={() => control.zoom(0.5)}>
        +
      </button>
      <button
        type="button"
        className={styles.zoom}
        aria-label={text.timeline.zoomOut}
        disabled={control.isWhole}
        onClick={() => control.zoom(2)}
      >
        −
      </button>
      <button type="button" className={styles.zoom} disabled={control.isWhole} onClick={control.all}>
        {text.timeline.showAll}
      </button>
    </>
  )
}

/** The same object in every render, which calls the newest handlers, so that unchanged blocks do not render again. */
function useStable(handlers: EventHandlers): EventHandlers {
  const newest = useRef(handlers)
  useEffect(() => {
    newest.current = handlers
  })
  return useMemo(
    () => ({
      onDown: (event: PointerEvent<HTMLElement>, note: Note) => newest.current.onDown(event, note),
      onMove: (event: PointerEvent<HTMLElement>) => newest.current.onMove(event),
      onUp: (event: PointerEvent<HTMLElement>) => newest.current.onUp(event),
      open: (note: Note) => newest.current.open(note),
      nudge: (note: Note, steps: number, what: 'move' | 'stretch') => newest.current.nudge(note, steps, what),
      remove: (note: Note, element: HTMLElement) => newest.current.remove(note, element),
      copy: (note: Note) => newest.current.copy(note),
    }),
    [],
  )
}
