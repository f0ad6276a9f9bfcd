/**
 * @file Column steps: the preprocessing steps of one column as a list of chips that can be added, removed and moved,
 * plus the settings form of the selected step.
 */

import { type KeyboardEvent, useRef, useState } from 'react'
import type { ColumnSchema } from '../../../../catalog/dataset-schema'
import type { PrepareStep } from '../../../../catalog/training-plan'
import { findTransform } from '../../../../data/transforms/index'
import { MAX_STEPS } from '../../../../data/transforms/step-chain'
import { orderProblem } from '../../../../data/transforms/windows'
import { prepareText } from '../../../../messages/en/data/prepare'
import { formatMessage, message } from '../../../../messages/message'
import { schemaOf } from '../../../../studio/data/data-session'
import { Button } from '../../../kit/button'
import { Menu } from '../../../kit/menu'
import { UnlessHidden } from '../../../shell/unless-hidden'
import { useRunCommand, useSelect } from '../../../studio-context'
import { usePlan } from '../../../training-plan/use-plan'
import kit from '../../../kit/kit.module.css'
import { StepForm } from '../step-form'
import styles from './prepare.module.css'
import { additions, linkedSteps, misplacedLog, neededText, type PredictedAs, specsIn, withOffset } from './step-rules'

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
  /** Whether an output predicts the column, even if the steps are those of an input. */
  readonly isTarget: boolean
}

const text = prepareText.steps

/** The chips, and the settings form of the selected step. */
export function ColumnSteps(props: ColumnStepsProps) {
  const { column, columns, steps, isCustom, use, isUnused, predictedAs, isTarget } = props
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
  const lagged = isTarget ? withOffset(steps) : undefined
  const whyNeeded = neededText(column, steps, predictedAs)

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
    else if (event.key === 'Delete' && !whyNeeded) remove(which)
    else return
    event.preventDefault()
  }

  return (
    <section className={kit.section} aria-label={text.label({ column: column.name })}>
      <div className={`${kit.wrapWide} ${kit.below}`}>
        <h3 translate="no">{column.name}</h3>
        <span className={kit.soft}>{use}</span>
        <div className={kit.grow} />
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
              className={styles.chip}
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
      {predictedAs === 'number' && <UsePastAsInput column={column.name} />}
      {late && (
        <p className={`${kit.bad} ${kit.apart}`} role="alert">
          {text.lateLogarithm({ scaling: findTransform(late.scaling)?.title ?? late.scaling })}{' '}
          <Button size="small" onClick={() => change(late.fixed)}>
            {text.moveBefore}
          </Button>
        </p>
      )}
      {lagged && (
        <p className={`${kit.bad} ${kit.apart}`} role="alert">
          {formatMessage(message('window-has-target', { column: column.name }))}{' '}
          <Button size="small" onClick={() => change(lagged)}>
            {text.setOffset}
          </Button>
        </p>
      )}
      {problem && (
        <p className={`${kit.bad} ${kit.apart}`} role="alert">
          {formatMessage(problem)}
        </p>
      )}
      {step && def && (
        <StepForm
          title={def.title}
          order="row"
          labels={{
            earlier: text.earlier({ step: def.title }),
            later: text.later({ step: def.title }),
            remove: text.remove({ step: def.title }),
          }}
          at={at}
          count={steps.length}
          onMove={(to) => move(at, to)}
          onRemove={whyNeeded === undefined ? () => remove(at) : undefined}
          notes={[whyNeeded, def.about]}
          specs={specsIn(def.params, column, columns)}
          values={step}
          onChange={(name, value) => set({ prepare: { [column.name]: steps.with(at, { ...step, [name]: value }) } })}
        />
      )}
    </section>
  )
}

const unusedText = prepareText.unused

/** Offers to forecast a number from its own earlier values. */
function UsePastAsInput({ column }: { readonly column: string }) {
  const run = useRunCommand()
  return (
    <UnlessHidden command="data.input">
      <div>
        <Button size="small" title={unusedText.pastTip} onClick={() => run('data.input', { column })}>
          {unusedText.past}
        </Button>
      </div>
    </UnlessHidden>
  )
}

/** Explains why the column is not used, and offers the button. */
function UseAsInput({ column }: { readonly column: string }) {
  const run = useRunCommand()
  const isExcluded = useSelect((state) => schemaOf(state)?.ignore.includes(column) === true)
  return (
    <>
      <p className={`${kit.caption} ${kit.below}`}>{isExcluded ? unusedText.excluded : unusedText.plain}</p>
      <UnlessHidden command="data.input">
        <div>
          <Button size="small" title={unusedText.tip} onClick={() => run('data.input', { column })}>
            {unusedText.use}
          </Button>
        </div>
      </UnlessHidden>
    </>
  )
}
