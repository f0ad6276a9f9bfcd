/** @file The current step of a lesson in its bar, and the dialog in which a learner predicts, compares, and explains. */
import { type ReactNode, useId, useState } from 'react'
import { readSide } from '../../compile/lesson-check'
import type { Predicted } from '../../compile/project'
import { lessonStepText as text } from '../../messages/en/shell/lesson-step'
import { curveDistance, type StepNow } from '../../studio/lessons/lesson-steps'
import { Button } from '../kit/button'
import { Dialog } from '../kit/dialog'
import kit from '../kit/kit.module.css'
import { useRunCommand, useSelect } from '../studio-context'
import { valueName, valueText } from './lesson-condition'
import styles from './lesson.module.css'
import { CurveSketch, PredictionField } from './lesson-prediction'

/** Whether nothing is left to do in a step but to explain its outcome. */
export function isDone({ missing }: StepNow): boolean {
  return missing === undefined || missing === 'why'
}

/** The text of a step, with its hint until it is done, and then its comparison. */
export function StepText({ step, children }: { readonly step: StepNow; readonly children: ReactNode }) {
  const compared = comparison(step)
  return (
    <>
      {children}
      {step.hint !== undefined && !isDone(step) && <p className={kit.caption}>{text.hintIs({ hint: step.hint })}</p>}
      {compared && <p className={`${kit.small} ${kit.strong}`}>{compared}</p>}
    </>
  )
}

/** The actions of a step: hint, prediction or comparison, and the next step. Without a step, the review of all. */
export function StepActions({ step }: { readonly step: StepNow | null | undefined }) {
  const run = useRunCommand()
  const [open, setOpen] = useState<'step' | 'review'>()
  if (!step)
    return (
      <>
        <Button size="small" onClick={() => setOpen('review')}>
          {text.review}
        </Button>
        {open === 'review' && <ReviewDialog onClose={() => setOpen(undefined)} />}
      </>
    )
  const { prediction, predicted, outcome, why } = step
  const label =
    prediction && predicted === undefined
      ? text.predict
      : why !== undefined
        ? text.explain
        : outcome !== undefined
          ? text.compare
          : prediction && text.yours
  return (
    <>
      {step.hasHint && step.hint === undefined && (
        <Button size="small" tone="quiet" onClick={() => run('lesson.hint')}>
          {text.hint}
        </Button>
      )}
      {label && (
        <Button size="small" onClick={() => setOpen('step')}>
          {label}
        </Button>
      )}
      <Button
        size="small"
        disabled={step.missing !== undefined}
        title={step.missing && text.missing[step.missing]}
        onClick={() => run('lesson.next')}
      >
        {text.next}
      </Button>
      {open === 'step' && <StepDialog step={step} onClose={() => setOpen(undefined)} />}
    </>
  )
}

function StepDialog({ step, onClose }: { readonly step: StepNow; readonly onClose: () => void }) {
  const run = useRunCommand()
  const { prediction, predicted, why } = step
  const [draft, setDraft] = useState<Predicted>()
  const [words, setWords] = useState(step.answer ?? '')
  const isOpen = prediction !== undefined && predicted === undefined
  const finish = () => {
    if (isOpen && draft !== undefined) run('lesson.predict', { value: draft })
    else if (why !== undefined) run('lesson.answer', { text: words })
    onClose()
  }
  return (
    <Dialog
      open
      title={isOpen ? text.predictTitle : text.compareTitle}
      width="medium"
      onClose={onClose}
      actions={
        <>
          {isOpen && <span className={`${kit.caption} ${kit.grow}`}>{text.commit}</span>}
          <Button
            tone="primary"
            disabled={isOpen ? draft === undefined : why !== undefined && words.trim() === ''}
            onClick={finish}
          >
            {isOpen ? text.predict : why === undefined ? text.close : text.save}
          </Button>
        </>
      }
    >
      <div className={`${kit.stackWide} ${styles.form}`}>
        {prediction && <p className={kit.large}>{prediction.question}</p>}
        {isOpen ? <PredictionField {...{ prediction }} value={draft} onChange={setDraft} /> : <Compared step={step} />}
        {why !== undefined && <WhyField question={why} value={words} onChange={setWords} />}
      </div>
    </Dialog>
  )
}

function WhyField({
  question,
  value,
  onChange,
}: {
  readonly question: string
  readonly value: string
  readonly onChange: (text: string) => void
}) {
  const id = useId()
  return (
    <div>
      <label htmlFor={id} className={styles.label}>
        {question}
      </label>
      <textarea id={id} value={value} maxLength={2000} onChange={(event) => onChange(event.target.value)} />
    </div>
  )
}

/** A prediction next to what came out; of a curve, both curves. */
function Compared({ step }: { readonly step: StepNow }) {
  const { prediction, predicted, outcome } = step
  if (!prediction || predicted === undefined) return null
  return (
    <>
      {prediction.kind === 'curve' && Array.isArray(predicted) && (
        <CurveSketch
          {...{ prediction, predicted }}
          outcome={Array.isArray(outcome) ? (outcome as readonly number[]) : undefined}
        />
      )}
      <p>{comparison(step) ?? text.waiting({ predicted: predictedText(step) })}</p>
    </>
  )
}

/** The prediction and its outcome in one sentence; undefined until both are known. */
function comparison({ prediction, predicted, outcome }: StepNow): string | undefined {
  if (!prediction || predicted === undefined || outcome === undefined) return undefined
  if (prediction.kind === 'curve')
    return Array.isArray(predicted) && Array.isArray(outcome)
      ? text.curve({ distance: curveDistance(predicted, outcome) })
      : undefined
  if (typeof predicted !== 'number' || typeof outcome !== 'number') return undefined
  if (prediction.kind === 'choice') {
    const [yours = '', its = ''] = [prediction.choices[predicted], prediction.choices[outcome]]
    return predicted === outcome ? text.right({ choice: its }) : text.wrong({ yours, its })
  }
  const read = readSide(prediction.value)
  const side = read.ok ? read.value : undefined
  return text.numbers({
    name: valueName(side, prediction.value),
    predicted: valueText(side, predicted),
    outcome: valueText(side, outcome),
  })
}

function predictedText({ prediction, predicted }: StepNow): string {
  if (prediction?.kind === 'choice' && typeof predicted === 'number') return prediction.choices[predicted] ?? ''
  if (prediction?.kind !== 'number' || typeof predicted !== 'number') return text.yourCurve
  const read = readSide(prediction.value)
  return valueText(read.ok ? read.value : undefined, predicted)
}

/** All steps of the lesson with the learner's predictions, outcomes, and answers. */
function ReviewDialog({ onClose }: { readonly onClose: () => void }) {
  const lesson = useSelect((state) => state.project.lesson)
  return (
    <Dialog
      open
      title={text.review}
      width="medium"
      onClose={onClose}
      actions={
        <Button tone="primary" onClick={onClose}>
          {text.close}
        </Button>
      }
    >
      <p className={kit.below}>{lesson?.goal}</p>
      <ol className={`${kit.steps} ${kit.stackWide}`}>
        {(lesson?.steps ?? []).map(({ text: what, predict }, i) => {
          const answer = lesson?.progress?.answers.find(({ step }) => step === i)
          const { predicted, outcome } = answer ?? {}
          const compared = comparison({
            ...{ index: i, text: what, conditions: [], hasHint: false },
            ...(predict ? { prediction: predict } : {}),
            ...(predicted === undefined ? {} : { predicted }),
            ...(outcome === undefined ? {} : { outcome }),
          })
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a step is identified by its position in the lesson.
            <li key={i}>
              <p>{what}</p>
              {compared && <p className={kit.strong}>{compared}</p>}
              {answer?.why && <p className={kit.soft}>{text.answered({ answer: answer.why })}</p>}
            </li>
          )
        })}
      </ol>
    </Dialog>
  )
}
