/** @file The steps of a lesson as its teacher writes them: one form per step, which can be moved and deleted. */
import { MOST_STEPS } from '../../compile/lesson'
import { lessonProblem } from '../../compile/lesson-check'
import type { LessonPrediction, LessonStep } from '../../compile/project'
import { lessonFormText as text } from '../../messages/en/shell/lesson-form'
import { formatMessage } from '../../messages/message'
import { Button } from '../kit/button'
import { IconButton } from '../kit/icon-button'
import kit from '../kit/kit.module.css'
import { NumberField } from '../kit/number-field'
import { Select } from '../kit/select'
import { CheckField, Field } from './lesson-fields'

interface StepsFormProps {
  readonly steps: readonly LessonStep[]
  readonly onChange: (steps: readonly LessonStep[]) => void
}

/** The list of steps. The last one is open, so that a new step can be written at once. */
export function LessonStepsForm({ steps, onChange }: StepsFormProps) {
  const replace = (at: number, ...by: readonly LessonStep[]) => onChange(steps.toSpliced(at, 1, ...by))
  const move = (at: number) => onChange(steps.toSpliced(at - 1, 2, ...steps.slice(at - 1, at + 1).toReversed()))
  return (
    <fieldset className={kit.stack}>
      <legend className={`${kit.soft} ${kit.strong}`}>{text.steps}</legend>
      {steps.map((step, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a step is identified by its position in the lesson.
        <details key={i} open={i === steps.length - 1} className={kit.card}>
          <summary>{text.step({ step: i + 1, what: step.text.slice(0, 80) })}</summary>
          <StepForm step={step} onChange={(next) => replace(i, next)} />
          <div className={`${kit.row} ${kit.above}`}>
            {i > 0 && (
              <Button size="small" tone="quiet" onClick={() => move(i)}>
                {text.moveUp}
              </Button>
            )}
            <IconButton size="small" tone="quiet" icon="trash" label={text.remove} onClick={() => replace(i)} />
          </div>
        </details>
      ))}
      <Button
        size="small"
        icon="plus"
        disabled={steps.length >= MOST_STEPS}
        onClick={() => onChange([...steps, { text: '' }])}
      >
        {text.addStep}
      </Button>
    </fieldset>
  )
}

function StepForm({ step, onChange }: { readonly step: LessonStep; readonly onChange: (step: LessonStep) => void }) {
  const change = (part: Partial<LessonStep>) => onChange({ ...step, ...part })
  const problem = lessonProblem({ goal: '-', steps: [stepWithoutEmpty(step)] })
  return (
    <div className={`${kit.stack} ${kit.above}`}>
      <Field label={text.what} value={step.text} most={2000} onChange={(value) => change({ text: value })} />
      <CheckField label={text.done} value={step.check ?? ''} onChange={(check) => change({ check })} />
      <Field label={text.hint} value={step.hint ?? ''} most={2000} onChange={(hint) => change({ hint })} />
      <PredictionForm
        prediction={step.predict}
        onChange={(predict) => {
          const { predict: _, ...others } = step
          onChange(predict ? { ...others, predict } : others)
        }}
      />
      <Field label={text.why} value={step.why ?? ''} most={2000} onChange={(why) => change({ why })} />
      {problem && (
        <p className={kit.bad} role="alert">
          {formatMessage(problem)}
        </p>
      )}
    </div>
  )
}

/** The first form of each kind of prediction. */
const BLANK: { readonly [K in LessonPrediction['kind']]: Extract<LessonPrediction, { readonly kind: K }> } = {
  choice: { kind: 'choice', question: '', choices: [] },
  number: { kind: 'number', question: '', value: 'metrics.accuracy' },
  curve: { kind: 'curve', question: '', value: 'run.loss', most: 1 },
}

function PredictionForm({
  prediction,
  onChange,
}: {
  readonly prediction: LessonPrediction | undefined
  readonly onChange: (prediction: LessonPrediction | undefined) => void
}) {
  return (
    <>
      <Select
        layout="stack"
        label={text.predict}
        value={prediction?.kind ?? 'none'}
        options={(['none', 'choice', 'number', 'curve'] as const).map((value) => ({
          value,
          title: text.predictions[value],
        }))}
        onChange={(kind) =>
          onChange(kind === 'none' ? undefined : { ...BLANK[kind], question: prediction?.question ?? '' })
        }
      />
      {prediction && (
        <Field
          label={text.question}
          value={prediction.question}
          most={2000}
          onChange={(question) => onChange({ ...prediction, question })}
        />
      )}
      {prediction?.kind === 'choice' && (
        <>
          <Field
            label={text.choices}
            value={prediction.choices.join('\n')}
            most={1600}
            onChange={(lines) => onChange({ ...prediction, choices: lines.split('\n').slice(0, 8) })}
          />
          <Field
            label={text.outcomes}
            code
            value={(prediction.outcomes ?? []).join('\n')}
            most={3200}
            // not text: goal checks
            placeholder={'metrics.accuracy <= 0.9\nmetrics.accuracy > 0.9'}
            onChange={(lines) => onChange(withOutcomes(prediction, lines))}
          />
        </>
      )}
      {prediction?.kind === 'number' && (
        <Field
          label={text.value}
          code
          value={prediction.value}
          most={400}
          help={text.valueHelp}
          onChange={(value) => onChange({ ...prediction, value })}
        />
      )}
      {prediction?.kind === 'curve' && (
        <div className={kit.wrap}>
          <Select
            label={text.curve}
            value={prediction.value}
            options={(['run.loss', 'run.validationLoss'] as const).map((value) => ({
              value,
              title: text.measures[value],
            }))}
            onChange={(value) => onChange({ ...prediction, value })}
          />
          <NumberField
            label={text.most}
            value={prediction.most}
            min={0.01}
            max={1e6}
            onChange={(most) => onChange({ ...prediction, most })}
          />
        </div>
      )}
    </>
  )
}

function withOutcomes(
  { outcomes: _, ...prediction }: Extract<LessonPrediction, { readonly kind: 'choice' }>,
  lines: string,
): LessonPrediction {
  return lines === '' ? prediction : { ...prediction, outcomes: lines.split('\n').slice(0, 8) }
}

/** A step without fields that were left empty. */
export function stepWithoutEmpty({ text: what, check, hint, predict, why }: LessonStep): LessonStep {
  return {
    text: what,
    ...(check?.trim() ? { check: check.trim() } : {}),
    ...(hint?.trim() ? { hint } : {}),
    ...(predict ? { predict } : {}),
    ...(why?.trim() ? { why } : {}),
  }
}
