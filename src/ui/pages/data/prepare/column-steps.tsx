/** @file Column steps: the steps of one column as chips in their order, added, removed, moved by drag or by keys, each with its form. */
import { type KeyboardEvent, useRef, useState } from 'react'
import { say } from '../../../../messages/message'
import type { Problem } from '../../../../messages/problem'
import { fail, type Result } from '../../../../base/result'
import { list } from '../../../../messages/format'
import type { ColumnSchema } from '../../../../catalog/dataset-schema'
import { choice, type ParamSpecs, type ParamValue } from '../../../../catalog/params'
import type { PrepareStep } from '../../../../catalog/plan'
import { answerProblem } from '../../../../data/transforms/answer'
import { linksOf, MOST_STEPS, textPlaces } from '../../../../data/transforms/chain'
import { orderColumns, orderProblem } from '../../../../data/transforms/order-problem'
import { findTransform, transforms } from '../../../../data/transforms/index'
import { formOf } from '../../../../data/transforms/transform'
import { Button } from '../../../kit/button'
import { IconButton } from '../../../kit/icon-button'
import { Menu } from '../../../kit/menu'
import { SpecFields } from '../../../plan/spec-fields'
import { usePlan } from '../../../plan/use-plan'
import { useRun, useSelect } from '../../../studio-context'
import room from '../../pages.module.css'
import styles from './prepare.module.css'
import { lateLog, placesFor } from './step-places'
import { UseAsInput } from './use-as-input'

interface ColumnStepsProps {
  readonly column: ColumnSchema
  /** All of the set. */
  readonly columns: readonly ColumnSchema[]
  readonly steps: readonly PrepareStep[]
  /** The plan has steps for it: they are not the usual ones. */
  readonly own: boolean
  /** Where the drawing takes it, in words. */
  readonly use: string
  /** No input reads it, and nothing is to predict it. */
  readonly unused: boolean
  /** It is predicted: a text place by place, or a number that is taken back. */
  readonly said: Answered | undefined
}

export type Answered = 'text' | 'number'

/** The chips, and the form of the chosen one. */
export function ColumnSteps({ column, columns, steps, own, use, unused, said }: ColumnStepsProps) {
  const run = useRun()
  const [, set] = usePlan()
  const [chosen, setChosen] = useState(0)
  const dragged = useRef<number | undefined>(undefined)
  const chips = useRef<HTMLOListElement>(null)
  const change = (next: readonly PrepareStep[]) => run('data.prepare', { column: column.name, steps: next })
  const at = Math.min(chosen, steps.length - 1)
  const step = steps[at]
  const def = step && findTransform(step.kind)
  const links = linkedSteps(column, steps, said)
  const split = useSelect((state) => state.project.plan.split)
  const lost = links.ok ? orderProblem(column, steps, columns, split) : links.error
  const late = lateLog(steps)
  const stays = whyItStays(column, steps, said)

  function move(from: number, to: number): void {
    const one = steps[from]
    if (!one || from === to || to < 0 || to >= steps.length) return
    change(steps.toSpliced(from, 1).toSpliced(to, 0, one))
    setChosen(to)
    // The chip goes on having the focus where it went.
    requestAnimationFrame(() => chips.current?.querySelectorAll('button')[to]?.focus())
  }
  function remove(which: number): void {
    change(steps.toSpliced(which, 1))
    setChosen(Math.max(0, which - 1))
  }
  function onKeyDown(event: KeyboardEvent, which: number): void {
    const way = event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : 0
    if (way !== 0 && event.altKey) move(which, which + way)
    else if (way !== 0) chips.current?.querySelectorAll('button')[which + way]?.focus()
    else if (event.key === 'Delete' && !stays) remove(which)
    else return
    event.preventDefault()
  }

  return (
    <section className={room.part} aria-label={`Steps of ${column.name}`}>
      <div className={room.title}>
        <h3 className={styles.heading}>{column.name}</h3>
        <span>{use}</span>
        <div className={room.grow} />
        {own && (
          <Button size="small" tone="quiet" onClick={() => run('data.prepare', { column: column.name, steps: null })}>
            As usual
          </Button>
        )}
        <Menu
          trigger={
            <Button size="small" icon="plus" disabled={steps.length >= MOST_STEPS}>
              Add a step
            </Button>
          }
          items={additions(column, columns, steps, said).map(({ title, about, place, steps: next }) => ({
            title,
            about,
            onSelect: () => {
              change(next)
              setChosen(place)
            },
          }))}
        />
      </div>
      <ol className={styles.chips} ref={chips} aria-label="Steps in their order">
        {steps.map((one, i) => (
          <li
            // biome-ignore lint/suspicious/noArrayIndexKey: a kind may stand twice, and its place is what it is
            key={`${i} ${one.kind}`}
            draggable
            onDragStart={(event) => {
              dragged.current = i
              event.dataTransfer.effectAllowed = 'move'
              event.dataTransfer.setData('text/plain', one.kind)
            }}
            onDragOver={(event) => {
              if (dragged.current !== undefined) event.preventDefault()
            }}
            onDrop={(event) => {
              event.preventDefault()
              if (dragged.current !== undefined) move(dragged.current, i)
              dragged.current = undefined
            }}
            onDragEnd={() => {
              dragged.current = undefined
            }}
          >
            <button
              type="button"
              aria-pressed={i === at}
              title="Drag it, or press Alt and an arrow key, to move it; Delete takes it out"
              onClick={() => setChosen(i)}
              onKeyDown={(event) => onKeyDown(event, i)}
            >
              {findTransform(one.kind)?.title ?? one.kind}
            </button>
          </li>
        ))}
      </ol>
      {unused && <UseAsInput column={column.name} />}
      {late && (
        <p className={styles.bad} role="alert">
          Logarithm stands behind {findTransform(late.scaling)?.title}: whatever is below the middle becomes 0.{' '}
          <Button size="small" onClick={() => change(late.mended)}>
            Put it before
          </Button>
        </p>
      )}
      {lost && (
        <p className={styles.bad} role="alert">
          {say(lost)}
        </p>
      )}
      {step && def && (
        <fieldset className={styles.form} aria-label={def.title}>
          <div className={styles.formHead}>
            <h4>{def.title}</h4>
            <div className={room.grow} />
            <IconButton
              className={styles.earlier}
              label={`${def.title} earlier`}
              icon="chevron"
              tone="quiet"
              size="small"
              disabled={at === 0}
              onClick={() => move(at, at - 1)}
            />
            <IconButton
              className={styles.later}
              label={`${def.title} later`}
              icon="chevron"
              tone="quiet"
              size="small"
              disabled={at === steps.length - 1}
              onClick={() => move(at, at + 1)}
            />
            <IconButton
              label={`Remove ${def.title}`}
              icon="close"
              tone="quiet"
              size="small"
              disabled={stays !== undefined}
              onClick={() => remove(at)}
            />
          </div>
          {stays && <p className={styles.words}>It cannot be removed: {stays}.</p>}
          <p className={styles.words}>{def.about}</p>
          <SpecFields
            specs={specsIn(def.params, column, columns)}
            values={step}
            onChange={(name, value: ParamValue) =>
              set({ prepare: { [column.name]: steps.with(at, { ...step, [name]: value }) } })
            }
          />
        </fieldset>
      )}
    </section>
  )
}

/** Whether the steps suit the column; of one that is predicted, whether a text or number can be taken back from them. */
export function linkedSteps(
  column: ColumnSchema,
  steps: readonly PrepareStep[],
  said: Answered | undefined,
): Result<unknown, Problem> {
  if (said === 'text') return textPlaces(column, steps)
  const links = linksOf(column.name, formOf(column), steps)
  const lost = links.ok && said === 'number' ? answerProblem(column, steps) : undefined
  return lost ? fail(lost) : links
}

/** Parameters that name a column are chosen among those of the set. */
function specsIn(specs: ParamSpecs, { name }: ColumnSchema, columns: readonly ColumnSchema[]): ParamSpecs {
  const { by, within } = specs
  if (!by || !within) return specs
  const { times, groups } = orderColumns(name, columns)
  return {
    ...specs,
    by: choice({ label: by.label, options: times, default: '', help: by.help ?? '' }),
    within: choice({ label: within.label, options: ['', ...groups], default: '', help: within.help ?? '' }),
  }
}

/** Why the only step has to stay; undefined where steps can go. */
function whyItStays(
  column: ColumnSchema,
  steps: readonly PrepareStep[],
  said: Answered | undefined,
): string | undefined {
  if (steps.length !== 1 || linkedSteps(column, [], said).ok) return undefined
  return `without a step ${TYPE_WORDS[column.type] ?? 'the column'} is nothing a network can ${said ? 'say' : 'take'}; add another to put it in its place`
}

const TYPE_WORDS: Readonly<Partial<Record<ColumnSchema['type'], string>>> = {
  text: 'a text',
  category: 'a category',
  time: 'a time',
}

interface Addition {
  readonly title: string
  readonly about: string
  /** The steps with it. */
  readonly steps: readonly PrepareStep[]
  readonly place: number
}

/**
 * What can be added so that all fit: at the place that makes most sense, with one-hot behind what makes a category, or else instead of
 * the steps from some place on: the words of a text instead of its characters.
 */
function additions(
  column: ColumnSchema,
  columns: readonly ColumnSchema[],
  steps: readonly PrepareStep[],
  said: Answered | undefined,
): readonly Addition[] {
  const fits = (next: readonly PrepareStep[]) => linkedSteps(column, next, said).ok
  return transforms.flatMap(({ kind, title, about }): readonly Addition[] => {
    // What is missing is filled in before anything else is made of it.
    const fills = kind === 'impute'
    const [by = ''] = orderColumns(column.name, columns).times
    const added: PrepareStep =
      kind === 'timeWindow'
        ? { kind, by, horizon: 1 }
        : fills && column.type === 'category'
          ? { kind, by: 'mostFrequent' }
          : { kind, ...(kind === 'log' && said === 'number' ? { form: 'signed' } : {}) }
    const ways = [
      (place: number) => steps.toSpliced(place, 0, added),
      (place: number) => [...steps.slice(0, place), added, { kind: 'oneHot' }],
      (place: number) => [...steps.slice(0, place), added],
    ]
    for (const [way, tried] of ways.entries()) {
      const place = placesFor(kind, steps).find((at) => fits(tried(at)))
      if (place === undefined || JSON.stringify(tried(place)) === JSON.stringify(steps)) continue
      const left = way === 0 ? [] : steps.slice(place).map((one) => findTransform(one.kind)?.title ?? one.kind)
      const instead = left.length > 0 ? `, instead of ${list(left)}` : ''
      return [{ title: `${title}${instead}`, about, steps: tried(place), place }]
    }
    return []
  })
}
