/**
 * @file LessonDialog: turns the open project into a lesson with a goal, hidden and locked elements, and ways to share
 * it.
 */
import { useMemo, useState } from 'react'
import { layers } from '../../catalog/layers'
import { lessonProblem } from '../../compile/lesson-check'
import type { Hides, Lesson } from '../../compile/project'
import { readingOrder } from '../../graph/topological-order'
import { lessonText } from '../../messages/en/shell/lesson'
import { consoleState } from '../../studio/console/console-state'
import { checkProblem } from '../../studio/lessons/lesson-goal'
import { COMMAND_GROUPS, lessonOn } from '../../studio/lessons/lesson-restrictions'
import { Button } from '../kit/button'
import { Dialog } from '../kit/dialog'
import { distinguishingText } from '../network/layer-catalog'
import { useRunCommand, useSelect, useStudio } from '../studio-context'
import { useOpenDialog } from './dialogs-context'
import kit from '../kit/kit.module.css'
import styles from './lesson.module.css'
import { CheckField, Field } from './lesson-fields'
import { LessonShare } from './lesson-share'
import { LessonStepsForm, stepWithoutEmpty } from './lesson-steps-form'
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
  const studio = useStudio()
  const isReady = isValid(lesson, consoleState(studio.store.getState()))

  function change(part: Partial<Lesson>): void {
    const next = { ...lesson, ...part }
    setLesson(next)
    if (isValid(next, consoleState(studio.store.getState()))) run('lesson.set', { lesson: withoutEmpty(next) })
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
  const state = studio.store.getState()
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
        <CheckField label={text.check} value={lesson.check ?? ''} onChange={(written) => change({ check: written })} />
        <LessonStepsForm steps={lesson.steps ?? []} onChange={(steps) => change({ steps })} />
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

/** Whether a lesson can be stored as it is written so far. */
function isValid(lesson: Lesson, seen: object): boolean {
  if (lessonProblem(withoutEmpty(lesson))) return false
  const checks = [lesson.check, ...(lesson.steps ?? []).map((step) => step.check)]
  return checks.every((check = '') => check.trim() === '' || checkProblem(check, seen) === undefined)
}

function withoutEmpty({ goal, check = '', hides = {}, locked = [], steps = [] }: Lesson): Lesson {
  const lists = Object.entries(hides).filter(([, list]) => list.length > 0)
  return {
    goal,
    ...(check.trim() === '' ? {} : { check: check.trim() }),
    ...(lists.length > 0 ? { hides: Object.fromEntries(lists) } : {}),
    ...(locked.length > 0 ? { locked } : {}),
    ...(steps.length > 0 ? { steps: steps.map(stepWithoutEmpty) } : {}),
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
