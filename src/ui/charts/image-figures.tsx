/** @file Image figures: what an evaluation of pictures comes to, each number with what it means. */
import type { HeadEvaluation } from '../../metrics/evaluation'
import { percent, significant } from '../../messages/format'
import styles from './charts.module.css'

/** Overlaps of a mask first, then how far pixels are off. */
export function ImageFigures({ evaluation }: { readonly evaluation: Extract<HeadEvaluation, { kind: 'image' }> }) {
  const { mae, rmse, mask } = evaluation
  const figures: readonly (readonly [string, string, string])[] = [
    ...(mask
      ? ([
          ['IoU', percent(mask.iou), 'of what is marked or should be is both'],
          ['Dice', percent(mask.dice), 'the F1 of marked pixels'],
          ['Pixels', percent(mask.accuracy), 'right, the ground included'],
        ] as const)
      : []),
    ['MAE', significant(mae), 'of 255 off on average'],
    ...(mask ? [] : ([['RMSE', significant(rmse), 'large errors count more']] as const)),
  ]
  return (
    <dl className={styles.numbers}>
      {figures.map(([name, value, words]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            <b>{value}</b> <span>{words}</span>
          </dd>
        </div>
      ))}
    </dl>
  )
}
