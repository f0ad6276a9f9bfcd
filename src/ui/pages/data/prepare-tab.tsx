/** @file Prepare: what each column goes through before the network sees it, step by step, with real rows before and after. */
import { useState } from 'react'
import type { ColumnSchema } from '../../../catalog/dataset-schema'
import { findLoss } from '../../../catalog/losses'
import { lossOf } from '../../../catalog/plan'
import { answerSteps } from '../../../data/transforms/answer'
import { linksOf, stepsOf } from '../../../data/transforms/chain'
import { findTransform } from '../../../data/transforms/index'
import { formOf } from '../../../data/transforms/transform'
import { targetSteps } from '../../../data/transforms/usual'
import { usePlan } from '../../plan/use-plan'
import { useSelect } from '../../studio-context'
import { type Answered, ColumnSteps, linkedSteps } from './prepare/column-steps'
import { formWords } from './prepare/form-words'
import styles from './prepare/prepare.module.css'
import { Preview } from './prepare/preview'
import type { TabProps } from './tab-props'
import room from '../pages.module.css'

export default function PrepareTab({ dataset, split }: TabProps) {
  const { schema } = dataset
  const [plan] = usePlan()
  const binding = useSelect((state) => state.report.binding)
  const aims = useSelect((state) => state.project.drawing.nodes).flatMap(({ kind, params }) =>
    kind === 'output' ? [String(params.target || plan.target || schema.target)] : [],
  )
  // One whose steps do not suit it is bound to nothing; it is predicted all the same.
  const targets = new Set([...binding.outputs.map(({ task }) => task.column), ...aims])
  const inputsOf = (name: string) =>
    binding.inputs.filter(({ columns }) => columns.includes(name)).map(({ label }) => label)
  /** As what it is predicted, where its steps are those of an answer. What an input reads too is prepared for that. */
  const told = (one: ColumnSchema): Answered | undefined => {
    if (!targets.has(one.name)) return undefined
    if (one.type === 'text') return 'text'
    return one.type === 'number' && inputsOf(one.name).length === 0 ? 'number' : undefined
  }
  const measured = binding.outputs.find(({ label }) => findLoss(lossOf(plan, label)?.kind ?? '')?.asMeasured)
  const wordsFor = ({ name }: ColumnSchema, as: Answered | undefined) =>
    as === 'number' && measured?.task.column === name
      ? `predicted as measured: ${findLoss(lossOf(plan, measured.label)?.kind ?? '')?.title} takes no steps`
      : usedWords(inputsOf(name), targets.has(name), as)
  const stepsFor = (one: ColumnSchema) => {
    const as = told(one)
    if (as === 'number') return answerSteps(one.name, plan)
    return as === 'text' ? targetSteps(one, plan) : stepsOf(one, plan, schema.kind)
  }
  const first = schema.columns.find(({ name }) => inputsOf(name).length > 0) ?? schema.columns[0]
  const [chosen, setChosen] = useState(first?.name)
  const column = schema.columns.find(({ name }) => name === chosen) ?? first
  if (!column) return null
  return (
    <div className={room.side}>
      <section className={room.part} aria-label="Columns to prepare">
        <div className={room.title}>
          <h3>Columns</h3>
        </div>
        <ul className={styles.columns}>
          {schema.columns.map((one) => {
            const steps = stepsFor(one)
            const fits = linkedSteps(one, steps, told(one))
            const links = linksOf(one.name, formOf(one), steps)
            const own = Object.hasOwn(plan.prepare ?? {}, one.name)
            const use = wordsFor(one, told(one))
            return (
              <li key={one.name}>
                <button type="button" aria-current={one === column} onClick={() => setChosen(one.name)}>
                  <span className={styles.name} title={one.name}>
                    {one.name}
                  </span>
                  <span className={styles.use}>{use}</span>
                  {use !== PREDICTED && (
                    <>
                      <span className={styles.brief}>
                        {steps.map(({ kind }) => findTransform(kind)?.title ?? kind).join(' → ')}
                        {own && <em>own</em>}
                      </span>
                      <span className={styles.shape} data-bad={!fits.ok}>
                        {links.ok && fits.ok ? formWords(links.value.at(-1)?.to ?? formOf(one)) : 'does not fit'}
                      </span>
                    </>
                  )}
                </button>
              </li>
            )
          })}
        </ul>
      </section>
      <div className={styles.chosen} key={column.name}>
        <ColumnSteps
          column={column}
          columns={schema.columns}
          steps={stepsFor(column)}
          own={Object.hasOwn(plan.prepare ?? {}, column.name)}
          use={wordsFor(column, told(column))}
          said={told(column)}
          unused={inputsOf(column.name).length === 0 && !targets.has(column.name)}
        />
        <Preview dataset={dataset} split={split} column={column} steps={stepsFor(column)} said={told(column)} />
      </div>
    </div>
  )
}

const PREDICTED = 'predicted; its steps are for inputs'
const SAID = { text: 'predicted as a text', number: 'predicted; answers are taken back to its own unit' } as const
const UNUSED = 'not used'

/** Which input of the drawing takes a column. */
function usedWords(inputs: readonly string[], predicted: boolean, said: Answered | undefined): string {
  if (said) return SAID[said]
  if (inputs.length > 0) return `into ${inputs.join(', ')}`
  return predicted ? PREDICTED : UNUSED
}
