/** @file NoteForm: a note in full: when it is, what it is set to, what is wrong with it and what would mend it. */
import { useEffect, useState } from 'react'
import { say } from '../../../../messages/message'
import { type ParamSpec, type ParamValue, problemOf } from '../../../../catalog/params'
import type { ScoreProblem } from '../../../../ops/scenario/check-scenario'
import { findNoteKind } from '../../../../ops/scenario/events'
import { DAY, HOUR, MINUTE, type Note, type Score } from '../../../../ops/scenario/scenario'
import { Button } from '../../../kit/button'
import { NumberField } from '../../../kit/number-field'
import { AnchoredPopover } from '../../../kit/popover'
import { useRun } from '../../../studio-context'
import { useOperate } from '../use-operate'
import { isAsked } from './asked-of'
import { fixesOf, unheardWords } from './fixes'
import styles from './note-form.module.css'
import { NoteParam } from './event-param'

export interface NoteFormProps {
  readonly score: Score
  readonly note: Note
  readonly problems: readonly ScoreProblem[]
  readonly onClose: () => void
}

/** The form, above its note. */
export function NoteForm(props: NoteFormProps) {
  const { note, onClose } = props
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  useEffect(() => {
    // A note that was just added is on the page from now on.
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

function Body({ score, note, problems, onClose, title }: NoteFormProps & { readonly title: string }) {
  const run = useRun()
  const def = findNoteKind(note.kind)
  const unheard = useOperate(({ clock }) => unheardWords(note, score, clock.at))
  const set = (name: string, value: ParamValue) =>
    run('score.params', { note: note.id, params: { [name]: value }, gesture: name })
  return (
    <div className={styles.form} data-note-form={note.id}>
      <h3>{title}</h3>
      {def && <p className={styles.about}>{def.summary}</p>}
      {unheard !== undefined && (
        <p className={styles.unheard} role="status">
          {unheard}
        </p>
      )}
      {problems.length > 0 && (
        <section className={styles.problems} aria-label="Problems">
          {problems.map((problem) => (
            <Problem key={problem.said.code} score={score} problem={problem} />
          ))}
        </section>
      )}
      {Object.entries(def?.params ?? {})
        .filter(([name]) => isAsked(note, name))
        .map(([name, spec]) => (
          <NoteParam
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
        <Button size="small" onClick={() => run('score.duplicate', { notes: [note.id] })}>
          Duplicate
        </Button>
        <Button
          size="small"
          icon="trash"
          onClick={() => {
            onClose()
            run('score.remove', { notes: [note.id] })
          }}
        >
          Remove
        </Button>
      </div>
    </div>
  )
}

/** A file may hold what no field can show; the field then begins at the default, and the problem says what stands there. */
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
      <p>{say(problem.said)}</p>
      <div className={styles.buttons}>
        {fixesOf(score, problem).map((fix) => (
          <Button key={fix.title} size="small" onClick={() => run('score.set', { score: fix.score })}>
            {fix.title}
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
        label={`Begins at, ${name}`}
        min={0}
        max={Math.max(most, shown(note.startMs))}
        step={step}
        value={shown(note.startMs)}
        onChange={(value) => run('score.move', { note: note.id, startMs: Math.round(value * unit), gesture: 'form' })}
      />
      <NumberField
        label={`Lasts, ${name}`}
        min={0.001}
        max={Math.max(most, shown(note.lengthMs))}
        step={step}
        value={shown(note.lengthMs)}
        onChange={(value) =>
          run('score.stretch', { note: note.id, lengthMs: Math.round(value * unit), gesture: 'form' })
        }
      />
    </>
  )
}

/** In what a score of this length is measured. */
export function unitOf(durationMs: number): { readonly unit: number; readonly name: string; readonly step: number } {
  if (durationMs <= 6 * HOUR) return { unit: MINUTE, name: 'minutes', step: 1 }
  if (durationMs <= 10 * DAY) return { unit: HOUR, name: 'hours', step: 0.25 }
  return { unit: DAY, name: 'days', step: 0.5 }
}
