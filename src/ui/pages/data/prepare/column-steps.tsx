/**
 * @file Column steps: the preprocessing steps of one column as a list of chips that can be added, removed and moved,
 * plus the settings form of the selected step.
 */
import { prepareText } from '../../../../messages/en/data/prepare'
import { type KeyboardEvent, useRef, useState } from 'react'
import { formatMessage } from '../../../../messages/message'
import type { Problem } from '../../../../messages/problem'
import { fail, type Result } from '../../../../base/result'
import type { ColumnSchema } from '../../../../catalog/dataset-schema'
import { choice, type ParamSpecs, type ParamValue } from '../../../../catalog/params'
import type { PrepareStep } from '../../../../catalog/training-plan'
import { targetStepsProblem } from '../../../../data/transforms/numeric-target'
import { resolveSteps, MAX_STEPS, textTargetShape } from '../../../../data/transforms/step-chain'
import { orderColumns, orderProblem } from '../../../../data/transforms/time-window'
import { findTransform, transforms } from '../../../../data/transforms/index'
import { formOf } from '../../../../data/transforms/transform'
import { Button } from '../../../kit/button'
import { IconButton } from '../../../kit/icon-button'
import { Menu } from '../../../kit/menu'
import { SpecFields } from '../../../training-plan/parameter-fields'
import { usePlan } from '../../../training-plan/use-plan'
import { useRunCommand, useSelect } from '../../../studio-context'
import pageStyles from '../../pages.module.css'
import styles from './prepare.module.css'
import { misplacedLog, positionsFor } from './step-positions'
import { UseAsInput } from './use-as-input-button'

interface ColumnStepsProps {
  readonly column: ColumnSchema
  /** All columns of the dataset. */
  readonly columns: readonly ColumnSchema[]
  readonly steps: readonly PrepareStep[]
  /** Whether the training settings define steps for this column that override the default steps. */
  readonly isCustom: boolean
  /** Describes how the network uses the column. */
  readonly use: string
  /** Whether the column is neither read by an input nor predicted by an output. */
  readonly isUnused: boolean
  /** Set if the column is predicted. */
  readonly predictedAs: PredictedAs | undefined
}

/**
 * How a column is predicted: as text, position by position, or as a number that is converted back to the column's
 * units.
 */
export type PredictedAs = 'text' | 'number'

const text = prepareText.steps

/** The chips, and the settings form of the selected step. */
export function ColumnSteps({ column, columns, steps, isCustom, use, isUnused, predictedAs }: ColumnStepsProps) {
  const run = useRunCommand()
  const [, set] = usePlan()
  const [chosen, setChosen] = useState(0)
  const dragged = useRef<number | undefined>(undefined)
  const chips = useRef<HTMLOListElement>(null)
  const change = (next: readonly PrepareStep[]) => run('data.prepare', { column: column.name, steps: next })
  const at = Math.min(chosen, steps.length - 1)
  const step = steps[at]
  const def = step && findTransform(step.kind)
  const links = linkedSteps(column, steps, predictedAs)
  const split = useSelect((state) => state.project.plan.split)
  const problem = links.ok ? orderProblem(column, steps, columns, split) : links.error
  const late = misplacedLog(steps)
  const neededText = needed(column, steps, predictedAs)

  function move(from: number, to: number): void {
    const one = steps[from]
    if (!one || from === to || to < 0 || to >= steps.length) return
    change(steps.toSpliced(from, 1).toSpliced(to, 0, one))
    setChosen(to)
    // Keep the focus on the chip at its new position.
    requestAnimationFrame(() => chips.current?.querySelectorAll('button')[to]?.focus())
  }
  function remove(which: number): void {
    change(steps.toSpliced(which, 1))
    setChosen(Math.max(0, which - 1))
  }
  function onKeyDown(event: KeyboardEvent, which: number): void {
    const direction = event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : 0
    if (direction !== 0 && event.altKey) move(which, which + direction)
    else if (direction !== 0) chips.current?.querySelectorAll('button')[which + direction]?.focus()
    else if (event.key === 'Delete' && !neededText) remove(which)
    else return
    event.preventDefault()
  }

  return (
    <section className={pageStyles.part} aria-label={text.label({ column: column.name })}>
      <div className={pageStyles.title}>
        <h3 className={styles.heading} translate="no">
          {column.name}
        </h3>
        <span>{use}</span>
        <div className={pageStyles.grow} />
        {isCustom && (
          <Button size="small" tone="quiet" onClick={() => run('data.prepare', { column: column.name, steps: null })}>
            {text.reset}
          </Button>
        )}
        <Menu
          trigger={
            <Button size="small" icon="plus" disabled={steps.length >= MAX_STEPS}>
              {text.add}
            </Button>
          }
          items={additions(column, columns, steps, predictedAs).map(({ title, about, position, steps: next }) => ({
            title,
            about,
            onSelect: () => {
              change(next)
              setChosen(position)
            },
          }))}
        />
      </div>
      <ol className={styles.chips} ref={chips} aria-label={text.order}>
        {steps.map((one, i) => (
          <li
            // biome-ignore lint/suspicious/noArrayIndexKey: a kind may occur twice, so its position identifies it
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
              title={text.chip}
              onClick={() => setChosen(i)}
              onKeyDown={(event) => onKeyDown(event, i)}
            >
              {findTransform(one.kind)?.title ?? one.kind}
            </button>
          </li>
        ))}
      </ol>
      {isUnused && <UseAsInput column={column.name} />}
      {late && (
        <p className={styles.bad} role="alert">
          {text.lateLogarithm({ scaling: findTransform(late.scaling)?.title ?? late.scaling })}{' '}
          <Button size="small" onClick={() => change(late.fixed)}>
            {text.moveBefore}
          </Button>
        </p>
      )}
      {problem && (
        <p className={styles.bad} role="alert">
          {formatMessage(problem)}
        </p>
      )}
      {step && def && (
        <fieldset className={styles.form} aria-label={def.title}>
          <div className={styles.formHead}>
            <h4>{def.title}</h4>
            <div className={pageStyles.grow} />
            <IconButton
              className={styles.earlier}
              label={text.earlier({ step: def.title })}
              icon="chevron"
              tone="quiet"
              size="small"
              disabled={at === 0}
              onClick={() => move(at, at - 1)}
            />
            <IconButton
              className={styles.later}
              label={text.later({ step: def.title })}
              icon="chevron"
              tone="quiet"
              size="small"
              disabled={at === steps.length - 1}
              onClick={() => move(at, at + 1)}
            />
            <IconButton
              label={text.remove({ step: def.title })}
              icon="close"
              tone="quiet"
              size="small"
              disabled={neededText !== undefined}
              onClick={() => remove(at)}
            />
          </div>
          {neededText && <p className={styles.words}>{neededText}</p>}
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

/**
 * Checks whether the steps fit the column and, if the column is predicted, whether the output can be converted back to
 * text or a number.
 */
export function linkedSteps(
  column: ColumnSchema,
  steps: readonly PrepareStep[],
  predictedAs: PredictedAs | undefined,
): Result<unknown, Problem> {
  if (predictedAs === 'text') return textTargetShape(column, steps)
  const links = resolveSteps(column.name, formOf(column), steps)
  const problem = links.ok && predictedAs === 'number' ? targetStepsProblem(column, steps) : undefined
  return problem ? fail(problem) : links
}

/** For parameters that name a column, replaces the spec with a spec that offers the dataset's columns. */
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

/** Why the only step cannot be removed; undefined if steps can be removed. */
function needed(
  column: ColumnSchema,
  steps: readonly PrepareStep[],
  predictedAs: PredictedAs | undefined,
): string | undefined {
  if (steps.length !== 1 || linkedSteps(column, [], predictedAs).ok) return undefined
  const why = text.needed[predictedAs ? 'predict' : 'read']
  switch (column.type) {
    case 'text':
    case 'category':
    case 'time':
      return why[column.type]
    default:
      return why.other
  }
}

interface Addition {
  readonly title: string
  readonly about: string
  /** All steps of the column, including this one. */
  readonly steps: readonly PrepareStep[]
  readonly position: number
}

/**
 * The steps that can be added to a valid sequence. A step either is inserted at the best position (followed by one-hot
 * encoding if it creates a category) or replaces all steps from some position on, as when text is split into words
 * instead of characters.
 */
function additions(
  column: ColumnSchema,
  columns: readonly ColumnSchema[],
  steps: readonly PrepareStep[],
  predictedAs: PredictedAs | undefined,
): readonly Addition[] {
  const fits = (next: readonly PrepareStep[]) => linkedSteps(column, next, predictedAs).ok
  return transforms.flatMap(({ kind, title, about }): readonly Addition[] => {
    // Missing values are imputed before all other steps.
    const fills = kind === 'impute'
    const [by = ''] = orderColumns(column.name, columns).times
    const added: PrepareStep =
      kind === 'timeWindow'
        ? { kind, by, horizon: 1 }
        : fills && column.type === 'category'
          ? { kind, by: 'mostFrequent' }
          : { kind, ...(kind === 'log' && predictedAs === 'number' ? { form: 'signed' } : {}) }
    const placements = [
      (position: number) => steps.toSpliced(position, 0, added),
      (position: number) => [...steps.slice(0, position), added, { kind: 'oneHot' }],
      (position: number) => [...steps.slice(0, position), added],
    ]
    for (const [direction, tried] of placements.entries()) {
      const position = positionsFor(kind, steps).find((at) => fits(tried(at)))
      if (position === undefined || JSON.stringify(tried(position)) === JSON.stringify(steps)) continue
      const replaced =
        direction === 0 ? [] : steps.slice(position).map((one) => findTransform(one.kind)?.title ?? one.kind)
      const shown = replaced.length > 0 ? text.instead({ step: title, replaced }) : title
      return [{ title: shown, about, steps: tried(position), position: position }]
    }
    return []
  })
}
