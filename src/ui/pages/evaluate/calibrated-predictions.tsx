/** @file Sections that need the predictions for every example of the evaluated set, as saved models decide. */
import { type ComponentType, type ReactNode, useMemo } from 'react'
import { thresholdText as text } from '../../../messages/en/evaluate/curves'
import type { Costs } from '../../../data/output-decision'
import type { Example } from '../../../metrics/evaluation'
import type { OutputDecision } from '../../../storage/records'
import type { PredictedClasses } from '../../../studio/evaluation/report'
import type { AppState } from '../../../studio/state'
import { runInUse } from '../../../studio/training/weights-in-use'
import { type ShownHead, useIsTraining } from '../../charts/use-evaluation'
import { Progress } from '../../kit/progress'
import { useStoredSetting } from '../../kit/use-stored-setting'
import { useResult } from '../../kit/use-on-change'
import { useSelect, useStudio } from '../../studio-context'
import kit from '../../kit/kit.module.css'
import { Section } from '../section'

export interface PredictionsProps {
  readonly head: ShownHead<'classes'>
  readonly predictions: PredictedClasses
  readonly decision: OutputDecision
}

const NO_DECISION: OutputDecision = {}

interface Predictions {
  /** Undefined while the set is predicted, or if it cannot be. */
  readonly predictions: PredictedClasses | undefined
  /** What is shown in place of what needs them. */
  readonly status: ReactNode
}

/**
 * Predicts the evaluated set once more, as soon as no run is in progress. While a changed decision is applied, what the
 * same weights predicted by the last one stays, so that nothing moves.
 */
export function usePredictions({ evaluation }: ShownHead<'classes'>): Predictions {
  const studio = useStudio()
  const split = useSelect((state) => state.metrics?.split)
  const isRunning = useIsTraining()
  const weights = useSelect(weightsKey)
  const decision = useDecision(evaluation.label)
  const of = `${weights} ${split} ${evaluation.label}`
  const { value, error, isCurrent } = useResult([of, decision, isRunning], async () =>
    isRunning
      ? undefined
      : { of, found: await studio.run('evaluate.predictions', { split, output: evaluation.label }) },
  )
  const found = value?.of === of ? value.found : undefined
  if (!isRunning && found && !('byteLength' in found) && found.kind === 'classes')
    return { predictions: found, status: undefined }
  return {
    predictions: undefined,
    status:
      isRunning || (isCurrent && error) ? (
        <p className={kit.soft}>{isRunning ? text.waiting : text.failed}</p>
      ) : (
        <Progress label={text.predicting} text={text.predicting} />
      ),
  }
}

/** The weights in use, and the rows that they are evaluated on. */
function weightsKey(state: AppState): string {
  const { run, inUse, metrics } = state
  return [
    runInUse(state)?.id,
    run.tag === 'idle' ? '' : run.step,
    inUse?.step,
    inUse?.edits?.length,
    metrics?.data,
  ].join()
}

interface DecidedProps {
  readonly head: ShownHead<'classes'>
  readonly predictions: PredictedClasses
  readonly Part: ComponentType<PredictionsProps>
}

/** A part of the page with what saved models decide by. */
export function Decided({ head, predictions, Part }: DecidedProps) {
  const decision = useDecision(head.evaluation.label)
  return <Part key={predictions.labels.join()} {...{ head, predictions, decision }} />
}

/** A section that needs the predictions. */
export function withPredictions(title: string, Part: ComponentType<PredictionsProps>) {
  return function WithPredictions({ head }: { readonly head: ShownHead<'classes'> }) {
    const { predictions, status } = usePredictions(head)
    return predictions ? <Decided {...{ head, predictions, Part }} /> : <Section title={title}>{status}</Section>
  }
}

/** The prediction at this place of the set, as an example. */
export function exampleAt({ rows, actual, predicted, probabilities, labels }: PredictedClasses, i: number): Example {
  const decided = predicted[i] as number
  return {
    ...{ row: rows[i] as number, actual: actual[i] as number, predicted: decided },
    probability: probabilities[i * labels.length + decided] as number,
  }
}

/** What models that are saved from the weights in use decide an output by. */
export function useDecision(output: string): OutputDecision {
  return useSelect((state) => runInUse(state)?.decisions?.[output]) ?? NO_DECISION
}

/**
 * The costs that were entered for an output of this project; a share below 0 is that of the evaluated rows. Those that a
 * threshold was saved with replace what was entered before.
 */
export function useCosts(output: string): readonly [Costs, (costs: Costs) => void] {
  const name = `evaluate.cost.${useSelect((state) => state.project.id)}.${output}`
  const [miss, setMiss] = useStoredSetting<number>(`${name}.miss`, 1)
  const [falseAlarm, setFalseAlarm] = useStoredSetting<number>(`${name}.falseAlarm`, 1)
  const [share, setShare] = useStoredSetting<number>(`${name}.share`, -1)
  const saved = useDecision(output).costs
  const key = saved ? `${saved.miss} ${saved.falseAlarm} ${saved.prevalence ?? ''}` : ''
  const [savedBefore, setSavedBefore] = useStoredSetting<string>(`${name}.saved`, '')
  const costs = useMemo(
    () => (saved && key !== savedBefore ? saved : { miss, falseAlarm, ...(share < 0 ? {} : { prevalence: share }) }),
    [saved, key, savedBefore, miss, falseAlarm, share],
  )
  const setCosts = (next: Costs) => {
    setMiss(next.miss)
    setFalseAlarm(next.falseAlarm)
    setShare(next.prevalence ?? -1)
    setSavedBefore(key)
  }
  return [costs, setCosts]
}
