/** @file Lanes: the score over its time: an axis, a lane for each thing the world does, the notes in them, and where time stands. */
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
import type { ScoreProblem } from '../../../../ops/scenario/check-scenario'
import { type Lane, LANES, MINUTE, type Note, type Score } from '../../../../ops/scenario/scenario'
import { noteKinds } from '../../../../ops/scenario/events'
import { useSize } from '../../../charts/use-size'
import { charactersHeard } from '../../../shell/shortcut-words'
import { useRun, useStudio } from '../../../studio-context'
import { useDesk } from '../use-operate'
import { PlacedMenu } from '../../../kit/menu'
import { AddNote } from './add-note'
import { Axis } from './axis'
import { newAt, placeOf } from './fixes'
import { LANE_WORDS } from './track-words'
import styles from './lanes.module.css'
import { NOTE_HELP, NoteBlock, type NoteHands, neighbour } from './event-block'
import { noteWords } from './event-words'
import { Playhead } from './playhead-line'
import { RateCurve } from './rate-curve'
import { rowsOf } from './rows'
import { gridOf, msAt } from './span'
import { useNoteDrag } from './use-note-drag'
import type { SpanControl } from './use-span'
import { useWheel } from './use-wheel'

export interface LanesProps {
  readonly score: Score
  readonly problems: readonly ScoreProblem[]
  readonly control: SpanControl
  /** The note whose form is open. */
  readonly open: string | undefined
  readonly onOpen: (note: string | undefined) => void
}

const AXIS = 25
const PAD = 3
/** Of a row of notes, in pixels. */
const [LOWEST, HIGHEST] = [17, 32]

/** The five lanes. */
export function Lanes({ score: kept, problems, control, open, onOpen }: LanesProps) {
  const run = useRun()
  const studio = useStudio()
  const desk = useDesk()
  const [box, { height }] = useSize<HTMLDivElement>()
  const [axis, { width }] = useSize<HTMLDivElement>()
  const { span } = control
  const drag = useNoteDrag(kept, span, width)
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
  // What keys made of a note, for who does not see it.
  const [nudged, setNudged] = useState<string>()
  const touched = nudged === undefined ? undefined : score.notes.find(({ id }) => id === nudged)
  const said = touched ? noteWords(touched) : ''
  const troubles = useMemo(() => byNote(problems), [problems])
  useWheel(box, control, width)

  async function add(kind: string, ms: number): Promise<void> {
    // As the clock shows it: a score that was played to 18:00 stands some milliseconds behind it.
    const at = Math.floor(desk.store.getState().clock.at / MINUTE) * MINUTE
    const place = placeOf(kind, ms, gridOf(span, width), span.to - span.from, kept, at)
    const id = await studio.run('score.add', { kind, ...place }).catch((error: Error) => {
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
  const hands: NoteHands = {
    onDown: drag.onDown,
    onMove: drag.onMove,
    onUp: drag.onUp,
    open: (note) => !drag.wasDrag() && onOpen(note.id === open ? undefined : note.id),
    nudge(note, steps, what) {
      const grid = gridOf(span, width)
      setNudged(note.id)
      if (what === 'move') run('score.move', { note: note.id, startMs: note.startMs + steps * grid, gesture: 'keys' })
      else {
        const most = Math.max(grid, score.durationMs - note.startMs)
        const lengthMs = Math.min(most, Math.max(grid, note.lengthMs + steps * grid))
        run('score.stretch', { note: note.id, lengthMs, gesture: 'keys' })
      }
    },
    remove(note, element) {
      const next = neighbour(element, 1) ?? neighbour(element, -1) ?? element.closest<HTMLElement>('[data-lanes]')
      next?.focus()
      run('score.remove', { notes: [note.id] })
    },
    copy: (note) => run('score.duplicate', { notes: [note.id] }),
  }
  const steady = useSteady(hands)
  function addHere(kind: string): void {
    const ms = newAt(span, kept, desk.store.getState().clock.at)
    // What was added is seen.
    if (ms >= span.to) control.move(ms - span.from)
    void add(kind, ms)
  }
  /** The middle of what is in sight of a note; undefined where none has the focus. */
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
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms; these are lanes of notes
    <div
      ref={box}
      className={styles.lanes}
      data-lanes
      role="group"
      aria-label="Lanes"
      tabIndex={-1}
      onKeyDown={onKeyDown}
    >
      <output className="only-spoken">{said}</output>
      <p id={NOTE_HELP} className="only-spoken">
        Arrows move it, Shift and arrows stretch it, Enter opens its form, Delete removes it, D duplicates it, up and
        down go to the next note; plus and minus look closer and see more.
      </p>
      <div className={styles.corner}>
        <ZoomButtons control={control} />
      </div>
      <Axis ref={axis} span={span} width={width} held={drag.held} onPan={control.move} />
      {lanes.map(({ lane, rows }) => {
        const tall = Math.max(1, rows.length) * row + 2 * PAD
        return (
          <LaneRow key={lane} lane={lane} onAdd={addHere}>
            {/* biome-ignore lint/a11y/noStaticElementInteractions: what a double click adds here, the button of the lane adds too */}
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
                    <NoteBlock
                      key={note.id}
                      note={note}
                      span={span}
                      width={width}
                      top={PAD + i * row}
                      height={row - 2}
                      problems={troubles.get(note.id) ?? NONE}
                      isOpen={note.id === open}
                      isHeld={note.id === drag.held?.id}
                      hands={steady}
                    />
                  )),
              )}
            </div>
          </LaneRow>
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

function LaneRow({
  lane,
  onAdd,
  children,
}: {
  readonly lane: Lane
  readonly onAdd: (kind: string) => void
  readonly children: ReactNode
}) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms; this is a lane of notes
    <div className={styles.row} role="group" aria-label={LANE_WORDS[lane].title} data-tone={lane}>
      <div className={styles.name} title={LANE_WORDS[lane].about}>
        <span>{LANE_WORDS[lane].title}</span>
        <AddNote lane={lane} onAdd={onAdd} />
      </div>
      {children}
    </div>
  )
}

function ZoomButtons({ control }: { readonly control: SpanControl }) {
  return (
    <>
      <button type="button" className={styles.zoom} aria-label="Look closer" onClick={() => control.zoom(0.5)}>
        +
      </button>
      <button
        type="button"
        className={styles.zoom}
        aria-label="See more"
        disabled={control.isWhole}
        onClick={() => control.zoom(2)}
      >
        −
      </button>
      <button type="button" className={styles.zoom} disabled={control.isWhole} onClick={control.all}>
        All
      </button>
    </>
  )
}

/** The same object for as long as the lanes are there, that does what the newest one does: blocks that did not change render nothing. */
function useSteady(hands: NoteHands): NoteHands {
  const newest = useRef(hands)
  useEffect(() => {
    newest.current = hands
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
