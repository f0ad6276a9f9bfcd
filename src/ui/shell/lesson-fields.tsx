/** @file The fields of the form in which a teacher writes a lesson: a text, and a check that is put together or typed. */
import { useId, useState } from 'react'
import { layers } from '../../catalog/layers'
import type { Comparison } from '../../compile/lesson-check'
import { lessonFormText as text } from '../../messages/en/shell/lesson-form'
import { formatMessage } from '../../messages/message'
import { metricsFor } from '../../metrics/catalog'
import { consoleState } from '../../studio/console/console-state'
import { checkProblem, goalOf } from '../../studio/lessons/lesson-goal'
import type { AppState } from '../../studio/state'
import { Button } from '../kit/button'
import type { Option } from '../kit/field'
import kit from '../kit/kit.module.css'
import { Select } from '../kit/select'
import { TextField } from '../kit/text-field'
import { useStudio } from '../studio-context'
import { conditionText } from './lesson-condition'
import styles from './lesson.module.css'

interface FieldProps {
  readonly label: string
  readonly value: string
  readonly most: number
  readonly placeholder?: string
  readonly code?: boolean
  readonly problem?: string | undefined
  readonly help?: string | undefined
  readonly onChange: (value: string) => void
}

/** A text of several lines with its label, and a problem or a note below. */
export function Field({ label, value, most, placeholder, code, problem, help, onChange }: FieldProps) {
  const id = useId()
  const below = problem ?? help
  return (
    <div>
      <label htmlFor={id} className={`${kit.soft} ${styles.label}`}>
        {label}
      </label>
      <textarea
        id={id}
        className={code ? styles.check : undefined}
        value={value}
        maxLength={most}
        placeholder={placeholder}
        spellCheck={!code}
        aria-invalid={problem ? true : undefined}
        aria-describedby={below ? `${id}-below` : undefined}
        onChange={(event) => onChange(event.target.value)}
      />
      {below && (
        <span
          id={`${id}-below`}
          className={`${kit.faintCaption} ${styles.help}`}
          data-tone={problem ? 'bad' : undefined}
          role={problem ? 'alert' : undefined}
        >
          {below}
        </span>
      )}
    </div>
  )
}

interface CheckFieldProps {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
}

/** The conditions of a goal or step: typed, or put together from a list of measures. Shows how far they are met. */
export function CheckField({ label, value, onChange }: CheckFieldProps) {
  const studio = useStudio()
  const state = studio.store.getState()
  const seen = consoleState(state)
  const problem = value.trim() === '' ? undefined : checkProblem(value, seen)
  const now = goalOf(value, state, seen).conditions
  return (
    <div className={kit.stack}>
      <Field
        label={label}
        value={value}
        most={400}
        code
        // not text: a goal check
        placeholder="metrics.accuracy >= 0.95 and check.parameters < 200"
        problem={problem && formatMessage(problem)}
        help={now.length > 0 ? text.checkNow({ conditions: now.map(conditionText) }) : undefined}
        onChange={onChange}
      />
      <ConditionForm
        state={state}
        onAdd={(condition) => onChange([value.trim(), condition].filter(Boolean).join(' and '))}
      />
    </div>
  )
}

const SIGNS: readonly Comparison[] = ['>=', '>', '<=', '<', '==', '!=']

/** Puts a condition together: what is measured, how it is compared, and with which value. */
function ConditionForm({ state, onAdd }: { readonly state: AppState; readonly onAdd: (condition: string) => void }) {
  const measures = measuresOf(state)
  const [measure, setMeasure] = useState(measures[0]?.value ?? '')
  const [sign, setSign] = useState<Comparison>('>=')
  const [value, setValue] = useState('')
  const wanted = value.trim()
  const isNumber = /^-?\d+(\.\d+)?%?$/.test(wanted)
  return (
    <div className={kit.wrap}>
      <Select layout="bare" label={text.measure} value={measure} options={measures} onChange={setMeasure} />
      <Select
        layout="bare"
        label={text.comparison}
        value={sign}
        options={SIGNS.map((one) => ({ value: one, title: text.signs[one] }))}
        onChange={setSign}
      />
      <TextField
        layout="bare"
        label={text.target}
        placeholder={text.target}
        value={value}
        reportOn="typing"
        maxLength={40}
        onChange={setValue}
      />
      <Button
        size="small"
        icon="plus"
        disabled={wanted === ''}
        onClick={() => {
          onAdd(`${measure} ${sign} ${isNumber || /^(true|false)$/.test(wanted) ? wanted : JSON.stringify(wanted)}`)
          setValue('')
        }}
      >
        {text.addCondition}
      </Button>
    </div>
  )
}

/** The measures that a condition of this project can be about. */
function measuresOf({ report, project }: AppState): readonly Option[] {
  const task = report.binding.outputs[0]?.task ?? { kind: 'classes' as const }
  const settings = ['learningRate', 'batchSize', 'epochs', 'optimizer', 'loss', 'seed'] as const
  const kinds = [...new Set(['dropout', ...project.drawing.nodes.map(({ kind }) => kind)])]
  return [
    ...metricsFor(task).map(({ id, text: { title } }) => ({ value: `metrics.${id}`, title })),
    ...(['metrics.loss', 'run.loss', 'run.validationLoss', 'run.epoch', 'run.tag'] as const).map((value) => ({
      value,
      title: text.measures[value],
    })),
    ...(['check.parameters', 'check.ok', 'data.dataset', 'room'] as const).map((value) => ({
      value,
      title: text.measures[value],
    })),
    ...settings.map((name) => ({ value: `plan.${name}`, title: text.setting({ name: text.settings[name] }) })),
    ...settings.map((name) => ({ value: `tried("${name}")`, title: text.tried({ name: text.settings[name] }) })),
    ...kinds.map((kind) => ({
      value: `count("${kind}")`,
      title: text.layersOfKind({ kind: layers.find(kind)?.title ?? kind }),
    })),
  ]
}
