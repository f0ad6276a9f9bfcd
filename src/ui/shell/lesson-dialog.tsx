/**
 * @file LessonDialog: turns the open project into a lesson with a goal, hidden and locked elements, and ways to share
 * it.
 */
import { useMemo, useState } from 'react'
import { layers } from '../../catalog/layers'
import type { Hides, Lesson } from '../../compile/project'
import { readingOrder } from '../../graph/topological-order'
import { lessonText } from '../../messages/en/shell/lesson'
import { formatMessage } from '../../messages/message'
import { metricsFor } from '../../metrics/catalog'
import { consoleState } from '../../studio/console/console-state'
import { checkProblem, goalOf } from '../../studio/lessons/lesson-goal'
import { COMMAND_GROUPS, lessonOn } from '../../studio/lessons/lesson-restrictions'
import { Button } from '../kit/button'
import { Dialog } from '../kit/dialog'
import { distinguishingText } from '../network/layer-catalog'
import { useRunCommand, useSelect, useStudio } from '../studio-context'
import { useOpenDialog } from './dialogs-context'
import kit from '../kit/kit.module.css'
import styles from './lesson.module.css'
import { conditionText } from './lesson-bar'
import { LessonShare } from './lesson-share'
import { PAGES } from './pages'

const { dialog: text } = lessonText

/** The dialog for the open project. */
export function LessonDialog() {
  const open = useOpenDialog()
  const run = useRunCommand()
  const isLessonOpen = useSelect((state) => lessonOn(state) !== undefined)
  if (!isLessonOpen) return <LessonEditor />
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

function LessonEditor() {
  const open = useOpenDialog()
  const run = useRunCommand()
  const saved = useSelect((state) => state.project.lesson)
  const [lesson, setLesson] = useState<Lesson>(saved ?? { goal: '' })
  const drawing = useSelect((state) => state.project.drawing)
  const selection = useSelect((state) => state.selection)
  const check = useCheck(lesson.check ?? '')
  const isReady = lesson.goal.trim() !== '' && check.problem === undefined

  function change(part: Partial<Lesson>): void {
    const next = { ...lesson, ...part }
    setLesson(next)
    const isValid =
      next.goal.trim() !== '' &&
      (part.check === undefined ? check.problem === undefined : check.isValidCheck(part.check))
    if (isValid) run('lesson.set', { lesson: withoutEmpty(next) })
  }
  /** A checked box means visible, whereas a lesson stores which elements are hidden. */
  const hide = (which: keyof Hides) => (id: string, shown: boolean) => {
    const hidden = (lesson.hides?.[which] ?? []).filter((one) => one !== id)
    change({ hides: { ...lesson.hides, [which]: shown ? hidden : [...hidden, id] } })
  }
  const shown = (which: keyof Hides, id: string) => !(lesson.hides?.[which] ?? []).includes(id)
  const locked = lesson.locked ?? []
  const lock = (id: string, isLocked: boolean) =>
    change({ locked: isLocked ? [...new Set([...locked, id])] : locked.filter((one) => one !== id) })
  const chosen = selection.filter((id) => drawing.nodes.some((node) => node.id === id) && !locked.includes(id))
  const state = useStudio().store.getState()
  const distinctions = readingOrder(drawing).nodes.map(({ id }) => distinguishingText({ ...state, inside: [] }, id))
  const params = useMemo(() => paramsOf(drawing.nodes.map(({ kind }) => kind)), [drawing])

  return (
    <Dialog
      open
      title={text.title}
      width="wide"
      onClose={() => open(null)}
      actions={
        <>
          {saved && (
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
            disabled={!isReady}
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
      <div className={`${kit.stackWide} ${styles.form}`}>
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
          <div className={kit.wrap}>
            {check.suggestions.map((suggestion) => (
              <Button
                key={suggestion}
                size="small"
                tone="quiet"
                icon="plus"
                onClick={() => change({ check: [lesson.check?.trim(), suggestion].filter(Boolean).join(' and ') })}
              >
                {suggestion}
              </Button>
            ))}
          </div>
        </div>
        <Checkboxes
          legend={text.pages}
          items={PAGES.map(({ id, title }) => ({ id, title, isChecked: shown('pages', id) }))}
          onChange={(id, isShown) => {
            // At least one page must stay visible.
            if (isShown || PAGES.some((page) => page.id !== id && shown('pages', page.id))) hide('pages')(id, isShown)
          }}
        />
        <Checkboxes
          legend={text.commands}
          items={Object.entries(COMMAND_GROUPS).map(([id, title]) => ({ id, title, isChecked: shown('commands', id) }))}
          onChange={hide('commands')}
        />
        <details>
          <summary>{text.params}</summary>
          {params.map(({ kind, title, items }) => (
            <Checkboxes
              key={kind}
              legend={title}
              items={items.map((item) => ({ ...item, isChecked: shown('params', item.id) }))}
              onChange={hide('params')}
            />
          ))}
        </details>
        <Checkboxes
          legend={text.locked}
          items={readingOrder(drawing).nodes.map(({ id, label }, i) => ({
            id,
            title: label,
            about: distinctions[i] ?? '',
            isChecked: locked.includes(id),
          }))}
          onChange={lock}
        />
        {chosen.length > 0 && (
          <Button size="small" icon="lock" onClick={() => change({ locked: [...locked, ...chosen] })}>
            {text.lockSelected({ layers: chosen.length })}
          </Button>
        )}
        <LessonShare isReady={isReady} />
      </div>
    </Dialog>
  )
}

/** Checks a goal while the user types it, and returns its problem or the current values of its conditions. */
function useCheck(written: string) {
  const studio = useStudio()
  const state = studio.store.getState()
  const seen = consoleState(state)
  const problemOf = (check: string) => (check.trim() === '' ? undefined : checkProblem(check, seen))
  const problem = problemOf(written)
  const now = goalOf(written, state, seen).conditions
  const task = state.report.binding.outputs[0]?.task ?? { kind: 'classes' as const }
  // A goal for an error would depend on the unit of the target.
  const score = metricsFor(task).find(({ better }) => better === 'higher')
  return {
    problem: problem && formatMessage(problem),
    help: now.length > 0 ? text.checkNow({ conditions: now.map(conditionText) }) : undefined,
    isValidCheck: (check: string) => problemOf(check) === undefined,
    suggestions: [
      // not text: a goal check
      ...(score ? [`metrics.${score.id} >= ${score.kind === 'share' ? 0.9 : 0.8}`] : []),
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
      <span className={`${kit.soft} ${styles.label}`}>{label}</span>
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
        <span
          className={`${kit.faintCaption} ${styles.help}`}
          data-tone={problem ? 'bad' : undefined}
          role={problem ? 'alert' : undefined}
        >
          {problem ?? help}
        </span>
      )}
    </label>
  )
}

/** The parameters of the layer kinds used in the network, with the IDs that a lesson stores for them. */
function paramsOf(kinds: readonly string[]): readonly {
  readonly kind: string
  readonly title: string
  readonly items: readonly Omit<CheckboxItem, 'isChecked'>[]
}[] {
  return [...new Set(kinds)].flatMap((kind) => {
    const def = layers.find(kind)
    const items = Object.entries(def?.params ?? {}).map(([name, { label }]) => ({
      id: `${kind}.${name}`,
      title: label,
    }))
    return def && items.length > 0 ? [{ kind, title: def.title, items }] : []
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

interface CheckboxItem {
  readonly id: string
  readonly title: string
  readonly isChecked: boolean
  /** Description that distinguishes items with the same title. */
  readonly about?: string
}

/** A group of checkboxes with a legend. `onChange` receives the ID of the changed item and its new state. */
function Checkboxes({
  legend,
  items,
  onChange,
}: {
  readonly legend: string
  readonly items: readonly CheckboxItem[]
  readonly onChange: (id: string, isChecked: boolean) => void
}) {
  return (
    <fieldset>
      <legend className={`${kit.soft} ${kit.strong}`}>{legend}</legend>
      <div className={styles.columns}>
        {items.map(({ id, title, isChecked, about }) => (
          <label key={id} className={`${kit.row} ${kit.top}`}>
            <input type="checkbox" checked={isChecked} onChange={(event) => onChange(id, event.target.checked)} />
            <span>
              {title}
              {about && <span className={kit.caption}> {about}</span>}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
