/** @file LessonDialog: where a teacher turns the open project into a lesson: its goal, what is hidden and locked, and how it is shared. */
import { useMemo, useState } from 'react'
import { lessonText } from '../../messages/en/shell/lesson'
import { formatMessage } from '../../messages/message'
import { layers } from '../../catalog/layers'
import type { Hides, Lesson } from '../../compile/project'
import { readingOrder } from '../../graph/topological-order'
import { consoleState } from '../../studio/console-state'
import { COMMAND_GROUPS, lessonOn } from '../../studio/lesson'
import { checkProblem, evidenceOf, goalNow } from '../../studio/lesson-goal'
import { Button } from '../kit/button'
import { Dialog } from '../kit/dialog'
import { apartWords } from '../network/read'
import { useRun, useSelect, useStudio } from '../studio-context'
import { useOpenDialog } from './dialogs-context'
import { LessonShare } from './lesson-share'
import { type Tick, Ticks } from './lesson-ticks'
import { conditionText } from './lesson-condition'
import styles from './lesson.module.css'
import { ROOMS } from './pages'

const { dialog: text } = lessonText

/** The dialog, on the project that is open. */
export function LessonDialog() {
  const open = useOpenDialog()
  const run = useRun()
  const on = useSelect((state) => lessonOn(state) !== undefined)
  if (!on) return <Writing />
  return (
    <Dialog
      open
      title={text.title}
      onClose={() => open(null)}
      actions={
        <>
          <Button onClick={() => open(null)}>{text.cancel}</Button>
          <Button
            tone="primary"
            onClick={() => {
              open(null)
              run('lesson.edit')
            }}
          >
            {text.editCopy}
          </Button>
        </>
      }
    >
      <p>{text.inHand}</p>
    </Dialog>
  )
}

function Writing() {
  const open = useOpenDialog()
  const run = useRun()
  const kept = useSelect((state) => state.project.lesson)
  const [lesson, setLesson] = useState<Lesson>(kept ?? { goal: '' })
  const drawing = useSelect((state) => state.project.drawing)
  const selection = useSelect((state) => state.selection)
  const check = useCheck(lesson.check ?? '')
  const ready = lesson.goal.trim() !== '' && check.problem === undefined

  function change(part: Partial<Lesson>): void {
    const next = { ...lesson, ...part }
    setLesson(next)
    const sound =
      next.goal.trim() !== '' && (part.check === undefined ? check.problem === undefined : check.isSound(part.check))
    if (sound) run('lesson.set', { lesson: withoutEmpty(next) })
  }
  /** A tick means shown; a lesson stores what is hidden. */
  const hide = (which: keyof Hides) => (id: string, shown: boolean) => {
    const hidden = (lesson.hides?.[which] ?? []).filter((one) => one !== id)
    change({ hides: { ...lesson.hides, [which]: shown ? hidden : [...hidden, id] } })
  }
  const shown = (which: keyof Hides, id: string) => !(lesson.hides?.[which] ?? []).includes(id)
  const locked = lesson.locked ?? []
  const lock = (id: string, on: boolean) =>
    change({ locked: on ? [...new Set([...locked, id])] : locked.filter((one) => one !== id) })
  const chosen = selection.filter((id) => drawing.nodes.some((node) => node.id === id) && !locked.includes(id))
  const state = useStudio().store.getState()
  const apart = readingOrder(drawing).nodes.map(({ id }) => apartWords({ ...state, inside: [] }, id))
  const params = useMemo(() => paramsOf(drawing.nodes.map(({ kind }) => kind)), [drawing])

  return (
    <Dialog
      open
      title={text.title}
      width="wide"
      onClose={() => open(null)}
      actions={
        <>
          {kept && (
            <Button
              tone="quiet"
              onClick={() => {
                run('lesson.set', { lesson: null })
                open(null)
              }}
            >
              {text.remove}
            </Button>
          )}
          <Button
            disabled={!ready}
            onClick={() => {
              open(null)
              run('lesson.preview', { on: true })
            }}
          >
            {text.preview}
          </Button>
          <Button tone="primary" onClick={() => open(null)}>
            {text.done}
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        <Field
          label={text.goal}
          value={lesson.goal}
          most={2000}
          placeholder={text.goalPlaceholder}
          onChange={(goal) => change({ goal })}
        />
        <div>
          <Field
            label={text.check}
            value={lesson.check ?? ''}
            most={400}
            code
            // not text: a goal check
            placeholder="metrics.accuracy >= 0.95 and check.parameters < 200"
            problem={check.problem}
            help={check.help}
            onChange={(written) => change({ check: written })}
          />
          <div className={styles.ways}>
            {check.offers.map((offer) => (
              <Button
                key={offer}
                size="small"
                tone="quiet"
                icon="plus"
                onClick={() => change({ check: [lesson.check?.trim(), offer].filter(Boolean).join(' and ') })}
              >
                {offer}
              </Button>
            ))}
          </div>
        </div>
        <Ticks
          legend={text.pages}
          ticks={ROOMS.map(({ room, title }) => ({ id: room, title, on: shown('rooms', room) }))}
          onChange={(id, on) => {
            // At least one page stays.
            if (on || ROOMS.some(({ room }) => room !== id && shown('rooms', room))) hide('rooms')(id, on)
          }}
        />
        <Ticks
          legend={text.commands}
          ticks={Object.entries(COMMAND_GROUPS).map(([id, title]) => ({ id, title, on: shown('commands', id) }))}
          onChange={hide('commands')}
        />
        <details>
          <summary>{text.params}</summary>
          {params.map(({ kind, title, ticks }) => (
            <Ticks
              key={kind}
              legend={title}
              ticks={ticks.map((tick) => ({ ...tick, on: shown('params', tick.id) }))}
              onChange={hide('params')}
            />
          ))}
        </details>
        <Ticks
          legend={text.locked}
          ticks={readingOrder(drawing).nodes.map(({ id, label }, i) => ({
            id,
            title: label,
            about: apart[i] ?? '',
            on: locked.includes(id),
          }))}
          onChange={lock}
        />
        {chosen.length > 0 && (
          <Button size="small" icon="lock" onClick={() => change({ locked: [...locked, ...chosen] })}>
            {text.lockSelected({ layers: chosen.length })}
          </Button>
        )}
        <LessonShare ready={ready} />
      </div>
    </Dialog>
  )
}

/** A goal check while it is typed: what is wrong with it, or how far it is met now. */
function useCheck(written: string) {
  const studio = useStudio()
  const state = studio.store.getState()
  const seen = consoleState(state)
  const problemOf = (check: string) => (check.trim() === '' ? undefined : checkProblem(check, seen))
  const problem = problemOf(written)
  const now = goalNow(written, seen, evidenceOf(state)).conditions
  const numbers = state.report.binding.outputs.every(({ task }) => task.kind === 'number')
  return {
    problem: problem && formatMessage(problem),
    help: now.length > 0 ? text.checkNow({ conditions: now.map(conditionText) }) : undefined,
    isSound: (check: string) => problemOf(check) === undefined,
    offers: [
      numbers ? 'metrics.r2 >= 0.8' : 'metrics.accuracy >= 0.9',
      `check.parameters < ${Math.max(seen.check.parameters, 1)}`,
      'count("dropout") >= 1',
    ],
  }
}

interface FieldProps {
  readonly label: string
  readonly value: string
  readonly most: number
  readonly placeholder: string
  readonly code?: boolean
  readonly problem?: string | undefined
  readonly help?: string | undefined
  readonly onChange: (value: string) => void
}

function Field({ label, value, most, placeholder, code, problem, help, onChange }: FieldProps) {
  return (
    <label>
      <span className={styles.label}>{label}</span>
      <textarea
        className={code ? styles.check : undefined}
        value={value}
        maxLength={most}
        placeholder={placeholder}
        spellCheck={!code}
        aria-invalid={problem ? true : undefined}
        onChange={(event) => onChange(event.target.value)}
      />
      {(problem ?? help) && (
        <span className={styles.help} data-tone={problem ? 'bad' : undefined} role={problem ? 'alert' : undefined}>
          {problem ?? help}
        </span>
      )}
    </label>
  )
}

/** The parameters of the kinds of layers in the network, as a lesson names them. */
function paramsOf(
  kinds: readonly string[],
): readonly { readonly kind: string; readonly title: string; readonly ticks: readonly Omit<Tick, 'on'>[] }[] {
  return [...new Set(kinds)].flatMap((kind) => {
    const def = layers.find(kind)
    const ticks = Object.entries(def?.params ?? {}).map(([name, { label }]) => ({
      id: `${kind}.${name}`,
      title: label,
    }))
    return def && ticks.length > 0 ? [{ kind, title: def.title, ticks }] : []
  })
}

function withoutEmpty({ goal, check = '', hides = {}, locked = [] }: Lesson): Lesson {
  const lists = Object.entries(hides).filter(([, list]) => list.length > 0)
  return {
    goal,
    ...(check.trim() === '' ? {} : { check: check.trim() }),
    ...(lists.length > 0 ? { hides: Object.fromEntries(lists) } : {}),
    ...(locked.length > 0 ? { locked } : {}),
  }
}
