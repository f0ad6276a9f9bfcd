/** @file Training scores: how well each class is told in the training batches of the epoch under way, until an evaluation is there. */
import { useMemo } from 'react'
import { reportOf } from '../../metrics/class-report'
import type { ClassCounts } from '../../protocol/trainer-messages'
import { PerClass } from '../charts/per-class'
import { useSelect } from '../studio-context'
import { Panel, Waiting } from './panel'

/** The scores of the first output with classes; what will be here, before there are any. */
export function TrainingScores() {
  const counts = useSelect(({ run }) => (run.tag === 'idle' ? undefined : run.counts))
  const head = counts?.heads[0]
  const scores = useMemo(() => head && reportOf(rowsOf(head), head.labels).perClass, [head])
  if (!counts || !head || !scores) {
    return (
      <Panel title="Per class">
        <Waiting>
          <p>How well it tells each class, from the first second of training on.</p>
        </Waiting>
      </Panel>
    )
  }
  return (
    <Panel title="Per class" words={wordsOf(counts)}>
      <PerClass scores={scores} />
    </Panel>
  )
}

/** What the scores are of: batches are counted as they are trained on, each by the weights of its time. */
export function wordsOf({ epoch, heads }: ClassCounts): string {
  const [head] = heads
  const rows = head?.counts.reduce((sum, count) => sum + count, 0) ?? 0
  const output = heads.length > 1 ? `${head?.label}, ` : ''
  return `${output}training batches of epoch ${epoch} so far: ${rows.toLocaleString('en-US')} rows`
}

function rowsOf({ labels, counts }: ClassCounts['heads'][number]): readonly (readonly number[])[] {
  return labels.map((_, row) => Array.from(counts.subarray(row * labels.length, (row + 1) * labels.length)))
}
