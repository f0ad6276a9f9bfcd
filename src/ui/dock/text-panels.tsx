/** @file Text panels: for a predicted text, the share of correct ones and the worst predictions. */
import { dockPanelsText as text } from '../../messages/en/build/dock-panels'
import { TextFigures, TextList } from '../charts/text-answers'
import { useEvaluatedRows } from '../charts/use-evaluation'
import { useSelect } from '../studio-context'
import { evaluatedText, Panel, Waiting } from './panel'
import type { HeadPanelProps } from './scores-panel'

/** The shares of correct texts and characters, and the worst predictions. */
export default function TextPanels({ head, choice }: HeadPanelProps) {
  return (
    <>
      <Scores head={head} choice={choice} />
      <Mistakes head={head} />
    </>
  )
}

/** Shares of correct texts and characters. */
function Scores({ head, choice }: HeadPanelProps) {
  const evaluated = useSelect(evaluatedText)
  if (head?.evaluation.kind !== 'sequence') {
    return (
      <Panel title={text.texts.title}>
        <Waiting>
          <p>{text.texts.waiting}</p>
        </Waiting>
      </Panel>
    )
  }
  return (
    <Panel title={text.texts.title} detail={evaluated}>
      {choice}
      <TextFigures evaluation={head.evaluation} />
    </Panel>
  )
}

/** Target and prediction, the worst first. */
function Mistakes({ head }: Pick<HeadPanelProps, 'head'>) {
  const rows = useEvaluatedRows()
  if (head?.evaluation.kind !== 'sequence') {
    return (
      <Panel title={text.mistakes.title}>
        <Waiting>
          <p>{text.mistakes.waitingWorst}</p>
        </Waiting>
      </Panel>
    )
  }
  const { worst } = head.evaluation
  return (
    <Panel title={text.mistakes.title} detail={worst.length === 0 ? text.mistakes.none : text.worstFirst}>
      <TextList evaluation={head.evaluation} examples={worst} target={head.target} dataset={rows?.dataset} />
    </Panel>
  )
}
