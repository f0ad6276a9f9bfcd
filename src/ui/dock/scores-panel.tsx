/** @file ScoresPanel: F1, precision and recall of every class, worst first. */
import { type ReactNode, useMemo } from 'react'
import { dockPanelsText as text } from '../../messages/en/build/dock-panels'
import { reportOf } from '../../metrics/class-report'
import type { ClassCounts } from '../../protocol/trainer-messages'
import { PerClass } from '../charts/per-class-metrics'
import type { ShownHead } from '../charts/use-evaluation'
import { useSelect } from '../studio-context'
import { Panel, WaitingPanel } from './panel'

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

/** Shows the scores of the first output that predicts classes, or a placeholder until there are scores. */
function TrainingScores() {
  const counts = useSelect(({ run }) => (run.tag === 'idle' ? undefined : run.counts))
  const head = counts?.heads[0]
  const scores = useMemo(() => head && reportOf(rowsOf(head), head.labels).perClass, [head])
  if (!counts || !head || !scores) {
    return <WaitingPanel title={text.perClass.title} text={text.perClass.waiting} />
  }
  return (
    <Panel title={text.perClass.title} detail={soFarText(counts)}>
      <PerClass scores={scores} />
    </Panel>
  )
}

/**
 * Text with the number of examples counted so far. Each batch was scored with the weights from before its training
 * step.
 */
function soFarText({ epoch, heads }: ClassCounts): string {
  const [head] = heads
  const n = head?.counts.reduce((sum, count) => sum + count, 0) ?? 0
  return head && heads.length > 1
    ? text.perClass.soFarOf({ output: head.label, epoch, n })
    : text.perClass.soFar({ epoch, n })
}

function rowsOf({ labels, counts }: ClassCounts['heads'][number]): readonly (readonly number[])[] {
  return labels.map((_, row) => Array.from(counts.subarray(row * labels.length, (row + 1) * labels.length)))
}
