/** @file Dock panels for predicted text: the fraction of texts predicted correctly, and the worst predictions. */
import { dockPanelsText as text } from '../../messages/en/build/dock-panels'
import { TextExamples, TextMetrics } from '../charts/text-predictions'
import { useEvaluatedRows } from '../charts/use-evaluation'
import { useSelect } from '../studio-context'
import { evaluatedText, Panel, WaitingPanel } from './panel'
import type { HeadPanelProps } from './scores-panel'

/** The fraction of texts predicted correctly, the fraction of correct characters, and the worst predictions. */
export default function TextPanels({ head, choice }: HeadPanelProps) {
  return (
    <>
      <Scores head={head} choice={choice} />
      <Mistakes head={head} />
    </>
  )
}

/** Shows the fraction of texts predicted correctly and the fraction of correct characters. */
function Scores({ head, choice }: HeadPanelProps) {
  const evaluated = useSelect(evaluatedText)
  if (head?.evaluation.kind !== 'sequence') {
    return <WaitingPanel title={text.texts.title} text={text.texts.waiting} />
  }
  return (
    <Panel title={text.texts.title} detail={evaluated}>
      {choice}
      <TextMetrics layout="compact" evaluation={head.evaluation} />
    </Panel>
  )
}

/** Targets and predictions, worst prediction first. */
function Mistakes({ head }: Pick<HeadPanelProps, 'head'>) {
  const rows = useEvaluatedRows()
  if (head?.evaluation.kind !== 'sequence') {
    return <WaitingPanel title={text.mistakes.title} text={text.mistakes.waitingWorst} />
  }
  const { worst } = head.evaluation
  return (
    <Panel title={text.mistakes.title} detail={worst.length === 0 ? text.mistakes.none : text.worstFirst}>
      <TextExamples evaluation={head.evaluation} examples={worst} target={head.target} dataset={rows?.dataset} />
    </Panel>
  )
}
