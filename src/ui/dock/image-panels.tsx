/** @file Image panels: for a predicted picture, how far its pixels are off or how well its mask covers, and the rows it does worst on. */
import { ImageSamples } from '../charts/image-samples'
import { ImageFigures } from '../charts/image-figures'
import { useEvaluatedRows } from '../charts/use-evaluation'
import { useSelect } from '../studio-context'
import { Panel, Waiting } from './panel'
import type { HeadPanelProps } from './scores-panel'
import styles from './dock.module.css'

/** Overlaps of a mask, or errors a pixel, with what each means. */
export function ImageScoresPanel({ head, choice }: HeadPanelProps) {
  const split = useSelect((state) => state.metrics?.split)
  const rows = useSelect((state) => state.metrics?.rows ?? 0)
  if (head?.evaluation.kind !== 'image') {
    return (
      <Panel title="Pixels">
        <Waiting>
          <p>How near its pictures come, after the first epoch.</p>
        </Waiting>
      </Panel>
    )
  }
  return (
    <Panel title="Pixels" words={`${split}, ${rows.toLocaleString('en-US')} rows`}>
      {choice}
      <ImageFigures evaluation={head.evaluation} />
    </Panel>
  )
}

/** Input, wanted and given, the worst first. */
export function ImageMistakesPanel({ head }: Pick<HeadPanelProps, 'head'>) {
  const rows = useEvaluatedRows()
  if (head?.evaluation.kind !== 'image') {
    return (
      <Panel title="Mistakes">
        <Waiting>
          <p>The rows it does worst on, after the first epoch.</p>
        </Waiting>
      </Panel>
    )
  }
  const { worst, shape } = head.evaluation
  return (
    <Panel title="Mistakes" words="the worst first">
      {rows ? (
        <ImageSamples dataset={rows.dataset} target={head.target} shape={shape} examples={worst} side={36} />
      ) : (
        <p className={styles.note}>They are rows of another set than the one in use.</p>
      )}
    </Panel>
  )
}
