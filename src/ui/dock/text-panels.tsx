/** @file Text panels: for a predicted text, how many are right and which rows it does worst on. */
import { TextFigures, TextList } from '../charts/text-answers'
import { useEvaluatedRows } from '../charts/use-evaluation'
import { useSelect } from '../studio-context'
import { Panel, Waiting } from './panel'
import type { HeadPanelProps } from './scores-panel'

/** The shares of what is right, and the worst rows. */
export default function TextPanels({ head, choice }: HeadPanelProps) {
  return (
    <>
      <Scores head={head} choice={choice} />
      <Mistakes head={head} />
    </>
  )
}

/** Shares of texts and of signs that are right. */
function Scores({ head, choice }: HeadPanelProps) {
  const split = useSelect((state) => state.metrics?.split)
  const rows = useSelect((state) => state.metrics?.rows ?? 0)
  if (head?.evaluation.kind !== 'sequence') {
    return (
      <Panel title="Texts">
        <Waiting>
          <p>How many of its texts are right, after the first epoch.</p>
        </Waiting>
      </Panel>
    )
  }
  return (
    <Panel title="Texts" words={`${split}, ${rows.toLocaleString('en-US')} rows`}>
      {choice}
      <TextFigures evaluation={head.evaluation} />
    </Panel>
  )
}

/** Wanted and said, the worst first. */
function Mistakes({ head }: Pick<HeadPanelProps, 'head'>) {
  const rows = useEvaluatedRows()
  if (head?.evaluation.kind !== 'sequence') {
    return (
      <Panel title="Mistakes">
        <Waiting>
          <p>The rows it does worst on, after the first epoch.</p>
        </Waiting>
      </Panel>
    )
  }
  const { worst } = head.evaluation
  return (
    <Panel title="Mistakes" words={worst.length === 0 ? 'none on these rows' : 'the worst first'}>
      <TextList evaluation={head.evaluation} examples={worst} target={head.target} dataset={rows?.dataset} />
    </Panel>
  )
}
