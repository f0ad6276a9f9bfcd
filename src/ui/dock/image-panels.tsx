/** @file Dock panels for predicted images: pixel errors or mask overlap, and the worst predictions. */
import { dockPanelsText as text } from '../../messages/en/build/dock-panels'
import { ImageExamples } from '../charts/image-examples'
import { ImageMetrics } from '../charts/image-metrics'
import { useEvaluatedRows } from '../charts/use-evaluation'
import { useSelect } from '../studio-context'
import { evaluatedText, Panel, Placeholder } from './panel'
import type { HeadPanelProps } from './scores-panel'
import styles from './dock.module.css'

/** Shows the overlap of masks or the error per pixel, each with an explanation. */
export function ImageScoresPanel({ head, choice }: HeadPanelProps) {
  const evaluated = useSelect(evaluatedText)
  if (head?.evaluation.kind !== 'image') {
    return (
      <Panel title={text.pixels.title}>
        <Placeholder>
          <p>{text.pixels.waiting}</p>
        </Placeholder>
      </Panel>
    )
  }
  return (
    <Panel title={text.pixels.title} detail={evaluated}>
      {choice}
      <ImageMetrics evaluation={head.evaluation} />
    </Panel>
  )
}

/** Inputs, targets and predictions, worst prediction first. */
export function ImageMistakesPanel({ head }: Pick<HeadPanelProps, 'head'>) {
  const rows = useEvaluatedRows()
  if (head?.evaluation.kind !== 'image') {
    return (
      <Panel title={text.mistakes.title}>
        <Placeholder>
          <p>{text.mistakes.waitingWorst}</p>
        </Placeholder>
      </Panel>
    )
  }
  const { worst, shape } = head.evaluation
  return (
    <Panel title={text.mistakes.title} detail={text.worstFirst}>
      {rows ? (
        <ImageExamples dataset={rows.dataset} target={head.target} shape={shape} examples={worst} side={36} />
      ) : (
        <p className={styles.note}>{text.otherDataset}</p>
      )}
    </Panel>
  )
}
