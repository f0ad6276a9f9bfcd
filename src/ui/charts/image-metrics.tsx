/** @file Image metrics: the metrics of an evaluation with image outputs, each with a short explanation. */
import { chartsText } from '../../messages/en/charts'
import type { HeadEvaluation } from '../../metrics/evaluation'
import { percent, significant } from '../../messages/format'
import styles from './charts.module.css'

const text = chartsText.images

/** Shows the overlap metrics of a mask, followed by the pixel errors. */
export function ImageMetrics({ evaluation }: { readonly evaluation: Extract<HeadEvaluation, { kind: 'image' }> }) {
  const { mae, rmse, mask } = evaluation
  const metrics: readonly { readonly title: string; readonly about: string; readonly value: string }[] = [
    ...(mask
      ? [
          { ...text.iou, value: percent(mask.iou) },
          { ...text.dice, value: percent(mask.dice) },
          { ...text.pixels, value: percent(mask.accuracy) },
        ]
      : []),
    { ...text.mae, value: significant(mae) },
    ...(mask ? [] : [{ ...text.rmse, value: significant(rmse) }]),
  ]
  return (
    <dl className={styles.numbers}>
      {metrics.map(({ title, about, value }) => (
        <div key={title}>
          <dt>{title}</dt>
          <dd>
            <b>{value}</b> <span>{about}</span>
          </dd>
        </div>
      ))}
    </dl>
  )
}
