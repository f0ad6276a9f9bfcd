/** @file EventForm: the settings and times of an event, its problems, and their fixes. */
import { useEffect, useState } from 'react'
import { scenarioText as text } from '../../../../messages/en/operate/scenario'
import { formatMessage } from '../../../../messages/message'
import { type ParamSpec, type ParamValue, problemOf } from '../../../../catalog/params'
import type { ScoreProblem } from '../../../../ops/scenario/check-scenario'
import { findNoteKind } from '../../../../ops/scenario/events'
import { DAY, HOUR, MINUTE, type Note, type Score } from '../../../../ops/scenario/scenario'
import { Button } from '../../../kit/button'
import { NumberField } from '../../../kit/number-field'
import { AnchoredPopover } from '../../../kit/popover'
import { useRun } from '../../../studio-context'
import { useOperate } from '../use-operate'
import { isShown } from './shown-params'
import { fixesOf, noEffectReason } from './fixes'
import styles from './event-form.module.css'
import { EventParam } from './event-param'

export interface EventFormProps {
  readonly score: Score
  readonly note: Note
  readonly problems: readonly ScoreProblem[]
  readonly onClose: () => void
}

/** The form, in a popover above the event. */
export function EventForm(props: EventFormProps) {
  const { note, onClose } = props
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  useEffect(() => {
    // The block of a new event is on the page only after this render.
    setAnchor(document.querySelector<HTMLElement>(`[data-lanes] [data-note="${CSS.escape(note.id)}"]`))
  }, [note.id])
  if (!anchor) return null
  const title = findNoteKind(note.kind)?.title ?? note.kind
  return (
    <AnchoredPopover anchor={anchor} label={title} side="top" onClose={onClose}>
      <Body {...props} title={title} />
    </AnchoredPopover>
  )
}

function Body({ score, note, problems, onClose, title }: EventFormProps & { readonly title: string }) {
  const run = useRun()
  const def = findNoteKind(note.kind)
  const noEffect = useOperate(({ clock }) => noEffectReason(note, score, clock.at))
  const set = (name: string, value: ParamValue) =>
    run('scenario.params', { event: note.id, params: { [name]: value }, gesture: name })
  return (
    <div className={styles.form} data-note-form={note.id}>
      <h3>{title}</h3>
      {def && <p className={styles.about}>{def.summary}</p>}
      {noEffect !== undefined && (
        <p className={styles.unheard} role="status">
          {noEffect}
        </p>
      )}
      {problems.length > 0 && (
        <section className={styles.problems} aria-label={text.problems}>
          {problems.map((problem) => (
            <Problem key={problem.said.code} score={score} problem={problem} />
          ))}
        </section>
      )}
      {Object.entries(def?.params ?? {})
        .filter(([name]) => isShown(note, name))
        .map(([name, spec]) => (
          <EventParam
            key={name}
            kind={note.kind}
            {...{ name, spec }}
            value={shownValue(note, name, spec)}
            operator={String(shownValue(note, 'operator', def?.params.operator))}
            onChange={(value) => set(name, value)}
          />
        ))}
      <Times score={score} note={note} />
      <div className={styles.buttons}>
        <Button size="small" onClick={() => run('scenario.duplicate', { events: [note.id] })}>
          {text.event.duplicate}
        </Button>
        <Button
          size="small"
          icon="trash"
          onClick={() => {
            onClose()
            run('scenario.remove', { events: [note.id] })
          }}
        >
          {text.event.remove}
        </Button>
      </div>
    </div>
  )
}

/** A file may hold a value that no field can show. The field then shows the default, and the problem names the value. */
function shownValue(note: Note, name: string, spec: ParamSpec | undefined): ParamValue {
  const own = Object.hasOwn(note, name) ? note[name] : undefined
  const fallback = spec?.default ?? ''
  if (own === undefined || !spec) return own ?? fallback
  const problem = problemOf(spec, own)
  return problem && problem.code !== 'param-range' ? fallback : own
}

function Problem({ score, problem }: { readonly score: Score; readonly problem: ScoreProblem }) {
  const run = useRun()
  return (
    <>
      <p>{formatMessage(problem.said)}</p>
      <div className={styles.buttons}>
        {fixesOf(score, problem).map((fix) => (
          <Button key={fix.id} size="small" onClick={() => run('scenario.set', { scenario: fix.score })}>
            {text.fixes[fix.id]}
          </Button>
        ))}
      </div>
    </>
  )
}

function Times({ score: { durationMs }, note }: { readonly score: Score; readonly note: Note }) {
  const run = useRun()
  const { unit, name, step } = unitOf(durationMs)
  const most = durationMs / unit
  const shown = (ms: number) => Math.round((ms / unit) * 1000) / 1000
  return (
    <>
      <NumberField
        label={text.event.start[name]}
        min={0}
        max={Math.max(most, shown(note.startMs))}
        step={step}
        value={shown(note.startMs)}
        onChange={(value) =>
          run('scenario.move', { event: note.id, startMs: Math.round(value * unit), gesture: 'form' })
        }
      />
      <NumberField
        label={text.event.length[name]}
        min={0.001}
        max={Math.max(most, shown(note.lengthMs))}
        step={step}
        value={shown(note.lengthMs)}
        onChange={(value) =>
          run('scenario.resize', { event: note.id, lengthMs: Math.round(value * unit), gesture: 'form' })
        }
      />
    </>
  )
}

interface TimeUnit {
  /** In ms. */
  readonly unit: number
  readonly name: 'minutes' | 'hours' | 'days'
  readonly step: number
}

/** The unit of the times in a scenario of this length. */
export function unitOf(durationMs: number): TimeUnit {
  if (durationMs <= 6 * HOUR) return { unit: MINUTE, name: 'minutes', step: 1 }
  if (durationMs <= 10 * DAY) return { unit: HOUR, name: 'hours', step: 0.25 }
  return { unit: DAY, name: 'days', step: 0.5 }
}
