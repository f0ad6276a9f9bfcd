/** @file ScoresPanel: F1, precision and recall of every class, worst first. */
import type { ReactNode } from 'react'
import { dockPanelsText as text } from '../../messages/en/build/dock-panels'
import { PerClass } from '../charts/per-class-metrics'
import type { ShownHead } from '../charts/use-evaluation'
import { useSelect } from '../studio-context'
import { Panel } from './panel'
import { TrainingScores } from './training-scores'

export interface HeadPanelProps {
  readonly head: ShownHead | undefined
  /** Control that selects an output, if there are several. */
  readonly choice: ReactNode
}

/** Scores on the most recently evaluated set; before the first evaluation, scores on the training batches so far. */
export function ScoresPanel({ head, choice }: HeadPanelProps) {
  const split = useSelect((state) => state.metrics?.split)
  if (head?.evaluation.kind !== 'classes') return <TrainingScores />
  return (
    <Panel title={text.perClass.title} detail={split && text.worstClassFirst({ split })}>
      {choice}
      <PerClass scores={head.evaluation.perClass} />
    </Panel>
  )
}
