/** @file TrainingScores: the scores of each class on the training batches of the current epoch, shown until the first evaluation. */
import { useMemo } from 'react'
import { dockPanelsText as text } from '../../messages/en/build/dock-panels'
import { reportOf } from '../../metrics/class-report'
import type { ClassCounts } from '../../protocol/trainer-messages'
import { PerClass } from '../charts/per-class-metrics'
import { useSelect } from '../studio-context'
import { Panel, Placeholder } from './panel'

/** Shows the scores of the first output that predicts classes, or a placeholder until there are scores. */
export function TrainingScores() {
  const counts = useSelect(({ run }) => (run.tag === 'idle' ? undefined : run.counts))
  const head = counts?.heads[0]
  const scores = useMemo(() => head && reportOf(rowsOf(head), head.labels).perClass, [head])
  if (!counts || !head || !scores) {
    return (
      <Panel title={text.perClass.title}>
        <Placeholder>
          <p>{text.perClass.waiting}</p>
        </Placeholder>
      </Panel>
    )
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
