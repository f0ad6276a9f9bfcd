/** @file What the newest evaluation says, with what is needed to show its rows: labels, unit and the data they come from. */
import { useMemo } from 'react'
import type { Dataset, Split } from '../../data/dataset'
import type { HeadEvaluation } from '../../metrics/evaluation'
import type { Task } from '../../data/binding'
import { useSelect } from '../studio-context'

export interface ShownHead {
  readonly evaluation: HeadEvaluation
  /** The column it predicts, where the drawing still has that output. */
  readonly target: string
  readonly unit?: string
}

/** The heads of the newest evaluation, in the drawing's order; empty before the first. */
export function useHeads(): readonly ShownHead[] {
  const metrics = useSelect((state) => state.metrics)
  const outputs = useSelect((state) => state.report.binding.outputs)
  return useMemo(
    () =>
      (metrics?.heads ?? []).map((evaluation, i, { length }) => {
        // An output renamed since the run began keeps its place.
        const byPlace = length === outputs.length ? outputs[i] : undefined
        const task = (outputs.find((output) => output.label === evaluation.label) ?? byPlace)?.task
        const unit = task?.kind === 'number' ? task.unit : undefined
        return { evaluation, target: task?.column ?? '', ...(unit === undefined ? {} : { unit }) }
      }),
    [metrics, outputs],
  )
}

/** What the drawing will be asked to predict, known before any run: decides which empty places are shown. */
export function useTask(): Task | undefined {
  return useSelect((state) => state.report.binding.outputs[0]?.task)
}

/** The loaded data, or undefined. */
export function useRows(): { readonly dataset: Dataset; readonly split: Split } | undefined {
  const data = useSelect((state) => state.data)
  return data.tag === 'ready' ? data : undefined
}

/** The loaded data, if it is what the newest evaluation was made on; undefined where its row numbers mean other rows. */
export function useEvaluatedRows(): { readonly dataset: Dataset; readonly split: Split } | undefined {
  const data = useSelect((state) => state.data)
  const key = useSelect((state) => state.metrics?.data)
  return data.tag === 'ready' && data.key === key ? data : undefined
}

/** The labels of a head's classes in the order of its confusion matrix. */
export function labelsOf(head: HeadEvaluation): readonly string[] {
  return head.kind === 'classes' ? head.perClass.map((score) => score.label) : []
}
