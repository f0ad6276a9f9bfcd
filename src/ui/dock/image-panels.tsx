/** @file Image panels: for a predicted image, its pixel errors or the overlap of its mask, and the worst predictions. */
import { dockPanelsText as text } from '../../messages/en/build/dock-panels'
import { ImageSamples } from '../charts/image-samples'
import { ImageFigures } from '../charts/image-figures'
import { useEvaluatedRows } from '../charts/use-evaluation'
import { useSelect } from '../studio-context'
import { evaluatedText, Panel, Waiting } from './panel'
import type { HeadPanelProps } from './scores-panel'
import styles from './dock.module.css'

/** Overlap of a mask or errors per pixel, with the meaning of each. */
export function ImageScoresPanel({ head, choice }: HeadPanelProps) {
  const evaluated = useSelect(evaluatedText)
  if (head?.evaluation.kind !== 'image') {
    return (
      <Panel title={text.pixels.title}>
        <Waiting>
          <p>{text.pixels.waiting}</p>
        </Waiting>
      </Panel>
    )
  }
  return (
    <Panel title={text.pixels.title} detail={evaluated}>
      {choice}
      <ImageFigures evaluation={head.evaluation} />
    </Panel>
  )
}

/** Input, target and prediction, the worst first. */
export function ImageMistakesPanel({ head }: Pick<HeadPanelProps, 'head'>) {
  const rows = useEvaluatedRows()
  if (head?.evaluation.kind !== 'image') {
    return (
      <Panel title={text.mistakes.title}>
        <Waiting>
          <p>{text.mistakes.waitingWorst}</p>
        </Waiting>
      </Panel>
    )
  }
  const { worst, shape } = head.evaluation
  return (
    <Panel title={text.mistakes.title} detail={text.worstFirst}>
      {rows ? (
        <ImageSamples dataset={rows.dataset} target={head.target} shape={shape} examples={worst} side={36} />
      ) : (
        <p className={styles.note}>{text.otherDataset}</p>
      )}
    </Panel>
  )
}
