/**
 * @file Hooks for the newest evaluation: its outputs, each with its target column and unit, and the data on which it
 * was computed.
 */
import { useMemo } from 'react'
import type { Task } from '../../data/column-binding'
import type { Dataset, Split } from '../../data/dataset'
import { dockPanelsText } from '../../messages/en/build/dock-panels'
import type { OutputKind } from '../../metrics/define-metric'
import type { ClassesEvaluation, Evaluation, HeadEvaluation } from '../../metrics/evaluation'
import type { OutputDecision, RunRecord } from '../../storage/records'
import { runInUse } from '../../studio/training/weights-in-use'
import { useSelect } from '../studio-context'

/** An output of the newest evaluation, of any kind or of one kind. */
export interface ShownHead<K extends OutputKind = OutputKind> {
  readonly evaluation: Extract<HeadEvaluation, { readonly kind: K }>
  /** The predicted column, if the current drawing still has this output. */
  readonly target: string
  readonly unit?: string
}

/** Whether there is an output, and it predicts values of this kind. */
export function isOfKind<K extends OutputKind>(head: ShownHead | undefined, kind: K): head is ShownHead & ShownHead<K> {
  return head?.evaluation.kind === kind
}

/**
 * The newest evaluation for pages on which nothing is tested: in place of one on the test set, the one that the run ended
 * with, if it has validated the weights in use.
 */
export function useValidation(): Evaluation | null {
  return useSelect((state) => {
    if (state.metrics?.split !== 'test') return state.metrics
    const ofRun = state.inUse ? undefined : runInUse(state)?.metrics
    return ofRun?.split === 'validation' ? ofRun : null
  })
}

/** The outputs (heads) of the newest evaluation, in drawing order; empty before the first evaluation. */
export function useHeads(): readonly ShownHead[] {
  return useHeadsOf(useSelect((state) => state.metrics))
}

/** The outputs (heads) of an evaluation. */
export function useHeadsOf(metrics: Evaluation | null): readonly ShownHead[] {
  const outputs = useSelect((state) => state.report.binding.outputs)
  return useMemo(
    () =>
      (metrics?.heads ?? []).map((evaluation, i, { length }) => {
        // If an output was renamed since the run started, match it by index.
        const byIndex = length === outputs.length ? outputs[i] : undefined
        const task = (outputs.find((output) => output.label === evaluation.label) ?? byIndex)?.task
        const unit = task?.kind === 'number' ? task.unit : undefined
        return { evaluation, target: task?.column ?? '', ...(unit === undefined ? {} : { unit }) }
      }),
    [metrics, outputs],
  )
}

/** The prediction task of the first output, known even before a run. It determines which empty charts are shown. */
export function useTask(): Task | undefined {
  return useSelect((state) => state.report.binding.outputs[0]?.task)
}

/** The loaded data; undefined if nothing is loaded. */
export function useRows(): { readonly dataset: Dataset; readonly split: Split } | undefined {
  const data = useSelect((state) => state.data)
  return data.tag === 'ready' ? data : undefined
}

/**
 * The data on which the newest evaluation was computed, if it is loaded; the evaluation's row numbers refer to its
 * rows.
 */
export function useEvaluatedRows(): { readonly dataset: Dataset } | undefined {
  const data = useSelect((state) => state.data)
  const evaluated = useSelect((state) => state.evaluated)
  const key = useSelect((state) => state.metrics?.data)
  if (data.tag === 'ready' && data.key === key) return data
  return evaluated && evaluated.key === key ? evaluated : undefined
}

/**
 * Whether a run is in progress or paused. Its weights are then newer than its last evaluation, so predictions would not
 * belong to the scores that are shown.
 */
export function useIsTraining(): boolean {
  return useSelect(({ run }) => run.tag === 'training' || run.tag === 'paused' || run.tag === 'preparing')
}

/** The class labels of an output, in the order of its confusion matrix. */
export function labelsOf({ perClass }: ClassesEvaluation): readonly string[] {
  return perClass.map((score) => score.label)
}

const decidedText = dockPanelsText.decided

/** What the figures of an output are decided by, in short; undefined without a saved threshold and calibration. */
export function decidedBy(metrics: Evaluation | null, decision: OutputDecision | undefined): string | undefined {
  if (!metrics?.isDecided) return undecided(decision)
  const { positive: label, threshold, calibration, groups } = decision ?? {}
  const column = groups?.column
  return decidedText.with({ label, threshold, column, isCalibrated: calibration !== undefined }) || undefined
}

/** What figures of the network alone are without; undefined without a saved threshold and calibration. */
export function undecided({ threshold, calibration }: OutputDecision = {}): string | undefined {
  if (threshold === undefined) return calibration && decidedText.notCalibrated
  return calibration ? decidedText.neither : decidedText.noThreshold
}

/** The decision of the first output of a run that has one: training logs its figures without it. */
export function useDecisionOfRun(id: string | undefined): OutputDecision | undefined {
  return useSelect(({ runs }) => anyDecision(runs.find((run) => run.id === id)?.decisions))
}

/** A threshold if there is one, or else a calibration. */
export function anyDecision(decisions: RunRecord['decisions'] = {}): OutputDecision | undefined {
  const all = Object.values(decisions)
  return all.find(({ threshold }) => threshold !== undefined) ?? all.find(({ calibration }) => calibration)
}
