/**
 * @file Prepare tab: the preprocessing steps applied to each column before the network receives it, and example rows
 * before and after these steps.
 */

import { useState } from 'react'
import type { ColumnSchema } from '../../../catalog/dataset-schema'
import { findLoss } from '../../../catalog/losses'
import { lossOf } from '../../../catalog/training-plan'
import { windowStepOf } from '../../../data/bind-columns'
import { sameRowNotes } from '../../../data/split-checks'
import { textTargetSteps } from '../../../data/transforms/default-steps'
import { findTransform } from '../../../data/transforms/index'
import { numericTargetSteps } from '../../../data/transforms/numeric-target'
import { resolveSteps, stepsOf } from '../../../data/transforms/step-chain'
import { formOf } from '../../../data/transforms/transform'
import { prepareText as text } from '../../../messages/en/data/prepare'
import { formatMessage } from '../../../messages/message'
import { useSelect } from '../../studio-context'
import { usePlan } from '../../training-plan/use-plan'
import kit from '../../kit/kit.module.css'
import pageStyles from '../pages.module.css'
import { ColumnSteps } from './prepare/column-steps'
import styles from './prepare/prepare.module.css'
import { Preview } from './prepare/preview'
import { linkedSteps, type PredictedAs } from './prepare/step-rules'
import { formText } from './prepare/step-text'
import type { TabProps } from './tab-props'

export default function PrepareTab({ dataset, split }: TabProps) {
  const { schema } = dataset
  const [plan] = usePlan()
  const binding = useSelect((state) => state.report.binding)
  const nodes = useSelect((state) => state.project.drawing.nodes)
  const aims = nodes.flatMap(({ kind, params }) =>
    kind === 'output' ? [String(params.target || plan.target || schema.target)] : [],
  )
  // A target column with unsuitable steps is not bound to any output, but it still counts as a target.
  const targets = new Set([...binding.outputs.map(({ task }) => task.column), ...aims])
  // An input with a problem, such as a window that includes the target, is not bound, but it still names its columns.
  const unbound = nodes.flatMap(({ kind, label, params }) => {
    if (kind !== 'input' || binding.inputs.some((one) => one.label === label)) return []
    const columns = Array.isArray(params.columns) && params.columns.length > 0 ? params.columns : plan.features
    return [
      { label, columns: (columns ?? []).map(String).filter((name) => !targets.has(name) || windowStepOf(plan, name)) },
    ]
  })
  const inputsOf = (name: string) =>
    [...binding.inputs, ...unbound].filter(({ columns }) => columns.includes(name)).map(({ label }) => label)
  /**
   * How a column is predicted; undefined if it is not a target. A number column that is also an input is prepared as an
   * input.
   */
  const predictedAs = (one: ColumnSchema): PredictedAs | undefined => {
    if (!targets.has(one.name)) return undefined
    if (one.type === 'text') return 'text'
    return one.type === 'number' && inputsOf(one.name).length === 0 ? 'number' : undefined
  }
  const measured = binding.outputs.find(({ label }) => findLoss(lossOf(plan, label)?.kind ?? '')?.asMeasured)
  const roleOf = (column: ColumnSchema): ColumnRole => {
    const as = predictedAs(column)
    if (as === 'number' && measured?.task.column === column.name) return 'measured'
    if (as) return as
    if (inputsOf(column.name).length > 0) return 'inputs'
    return targets.has(column.name) ? 'target' : 'unused'
  }
  const roleText = (column: ColumnSchema): string => {
    const role = roleOf(column)
    if (role === 'inputs') return text.use.inputs({ inputs: inputsOf(column.name) })
    if (role !== 'measured') return text.use[role]
    const loss = measured ? lossOf(plan, measured.label)?.kind : undefined
    return text.use.measured({ loss: findLoss(loss ?? '')?.title ?? '' })
  }
  const stepsFor = (one: ColumnSchema) => {
    const as = predictedAs(one)
    if (as === 'number') return numericTargetSteps(one.name, plan)
    return as === 'text' ? textTargetSteps(one, plan) : stepsOf(one, plan, schema.kind)
  }
  const first = schema.columns.find(({ name }) => inputsOf(name).length > 0) ?? schema.columns[0]
  const [chosen, setChosen] = useState(first?.name)
  const column = schema.columns.find(({ name }) => name === chosen) ?? first
  if (!column) return null
  const read = binding.inputs.flatMap(({ columns }) => columns)
  const notes = [...targets].flatMap((target) => {
    // The note is where either offset can be changed.
    const concerned = column.name === target ? read : read.filter((name) => name === column.name)
    return sameRowNotes(schema, plan, target, concerned)
  })
  return (
    <div className={`${kit.columns} ${pageStyles.side}`}>
      <section className={kit.section} aria-label={text.columns.label}>
        <div className={`${kit.wrapWide} ${kit.below}`}>
          <h3>{text.columns.title}</h3>
        </div>
        <ul className={`${kit.scroll} ${styles.columns}`}>
          {schema.columns.map((one) => {
            const steps = stepsFor(one)
            const fits = linkedSteps(one, steps, predictedAs(one))
            const links = resolveSteps(one.name, formOf(one), steps)
            const own = Object.hasOwn(plan.prepare ?? {}, one.name)
            return (
              <li key={one.name}>
                <button
                  type="button"
                  className={`${kit.choice} ${styles.column}`}
                  aria-current={one === column}
                  onClick={() => setChosen(one.name)}
                >
                  <span className={kit.ellipsis} title={one.name} translate="no">
                    {one.name}
                  </span>
                  <span className={`${kit.caption} ${kit.end}`}>{roleText(one)}</span>
                  {roleOf(one) !== 'target' && (
                    <>
                      <span className={kit.caption}>
                        {steps.map(({ kind }) => findTransform(kind)?.title ?? kind).join(' → ')}
                        {own && <em className={kit.tag}>{text.columns.custom}</em>}
                      </span>
                      <span className={`${kit.caption} ${kit.end} ${fits.ok ? '' : kit.bad}`}>
                        {links.ok && fits.ok ? formText(links.value.at(-1)?.to ?? formOf(one)) : text.columns.misfit}
                      </span>
                    </>
                  )}
                </button>
              </li>
            )
          })}
        </ul>
      </section>
      <div className={kit.stackWide} key={column.name}>
        <ColumnSteps
          column={column}
          columns={schema.columns}
          steps={stepsFor(column)}
          isCustom={Object.hasOwn(plan.prepare ?? {}, column.name)}
          use={roleText(column)}
          predictedAs={predictedAs(column)}
          isTarget={targets.has(column.name)}
          isUnused={inputsOf(column.name).length === 0 && !targets.has(column.name)}
        />
        {notes.map(({ message: content }) => (
          <p key={formatMessage(content)} className={kit.note}>
            {formatMessage(content)}
          </p>
        ))}
        <Preview
          dataset={dataset}
          split={split}
          column={column}
          steps={stepsFor(column)}
          predictedAs={predictedAs(column)}
        />
      </div>
    </div>
  )
}

/** How the network uses a column: as a target (and how it is predicted), as an input, or not at all. */
type ColumnRole = PredictedAs | 'measured' | 'inputs' | 'target' | 'unused'
