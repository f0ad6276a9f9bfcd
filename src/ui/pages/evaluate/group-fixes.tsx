/** @file What to do about gaps between groups: weights in training, and a grade if the true labels are known. */
import { useEffect } from 'react'
import { groupWeightsText as weights, labelBiasText as text } from '../../../messages/en/evaluate/label-bias'
import type { HeadEvaluation } from '../../../metrics/evaluation'
import type { OutputDecision } from '../../../storage/records'
import { type LabelBiasReport, plantedBiasOf } from '../../../studio/evaluation/label-bias'
import { runInUse } from '../../../studio/training/weights-in-use'
import { useEvaluatedRows } from '../../charts/use-evaluation'
import { Button } from '../../kit/button'
import { useSelect, useStudio } from '../../studio-context'
import { usePlan } from '../../training-plan/use-plan'
import kit from '../../kit/kit.module.css'
import { recordEdits } from '../data/undo/use-undo-scope'
import { useAskedResult } from './asked-result'

/** Sets the training to weight rows by the groups of a column, which needs categories. */
export function TrainingBalance({ column }: { readonly column: string }) {
  const studio = useStudio()
  const [{ balance }, set] = usePlan()
  useEffect(() => recordEdits(studio), [studio])
  const rows = useEvaluatedRows()
  const trained = useSelect((state) => runInUse(state)?.content.plan.balance?.groups)
  const isCategory = rows?.dataset.schema.columns.some(({ name, type }) => name === column && type === 'category')
  const active = balance?.groups
  return (
    <>
      <h4 className={kit.above}>{weights.title}</h4>
      <p className={kit.soft}>{weights.about}</p>
      {trained !== undefined && <p>{weights.trained({ column: trained })}</p>}
      {active !== undefined && active !== trained && <p>{weights.active({ column: active })}</p>}
      <div className={`${kit.row} ${kit.below}`}>
        {active !== column &&
          (isCategory ? (
            <Button size="small" onClick={() => set({ balance: { groups: column } })}>
              {weights.set({ column })}
            </Button>
          ) : (
            <p className={kit.soft}>{weights.numbers({ column })}</p>
          ))}
        {active !== undefined && (
          <Button size="small" onClick={() => set({ balance: { groups: null } })}>
            {weights.remove({ column: active })}
          </Button>
        )}
      </div>
    </>
  )
}

interface TruthGradeProps {
  readonly evaluation: HeadEvaluation
  readonly decision: OutputDecision
}

/** Renders nothing unless the data is generated with a planted bias. */
export function TruthGrade({ evaluation, decision }: TruthGradeProps) {
  const rows = useEvaluatedRows()
  return rows && plantedBiasOf(rows.dataset) ? <Grade {...{ evaluation, decision }} /> : null
}

function Grade({ evaluation, decision }: TruthGradeProps) {
  const studio = useStudio()
  const split = useSelect((state) => state.metrics?.split)
  const { value, isAsked, status } = useAskedResult(
    text,
    evaluation,
    () => studio.run('evaluate.labelBias', { split, output: evaluation.label }),
    [decision],
  )
  return (
    <>
      <h4 className={kit.above}>{text.title}</h4>
      <p className={kit.soft}>{text.about}</p>
      {!isAsked && <p className={kit.soft}>{text.spoiler}</p>}
      {status}
      {value && <GradeList grade={value} />}
    </>
  )
}

function GradeList({ grade }: { readonly grade: LabelBiasReport }) {
  const { group, others, planted, left, gone, verdict, accuracy, recordedAccuracy, from, n } = grade
  const gap = (of: 'truth' | 'recorded' | 'decided') => others[of] - group[of]
  return (
    <ul className={kit.bullets}>
      <li>{text.planted(grade)}</li>
      <li>{text.gap({ label: from, real: gap('truth'), recorded: gap('recorded'), decided: gap('decided') })}</li>
      <li data-verdict={verdict}>{text.left[verdict]({ ...left, planted: planted.value })}</li>
      <li>{text.gone(gone)}</li>
      <li>{text.accuracy({ truth: accuracy, recorded: recordedAccuracy, n })}</li>
    </ul>
  )
}
