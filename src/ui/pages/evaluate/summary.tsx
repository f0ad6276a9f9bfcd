/** @file Summary: the one number of an output, with its interval and the number of rows. */
import { wilson } from '../../../metrics/interval'
import { percent, rate, significant } from '../../../messages/format'
import type { ShownHead } from '../../charts/use-evaluation'
import { useSelect } from '../../studio-context'
import styles from '../pages.module.css'

/** "98.6 % right, 95 % interval 98.3 % to 98.8 %, 10,000 rows". */
export function Summary({ head }: { readonly head: ShownHead }) {
  const rows = useSelect((state) => state.metrics?.rows ?? 0)
  const { evaluation } = head
  if (evaluation.kind === 'number') {
    const unit = head.unit ? ` ${head.unit}` : ''
    return (
      <p className={styles.figures}>
        <b>
          {significant(evaluation.mae)}
          {unit}
        </b>{' '}
        off on average, {rows.toLocaleString('en-US')} rows
      </p>
    )
  }
  if (evaluation.kind === 'image') {
    const { mask, mae } = evaluation
    return (
      <p className={styles.figures}>
        <b>{mask ? percent(mask.iou) : significant(mae)}</b> {mask ? 'IoU' : 'of 255 off a pixel on average'},{' '}
        {rows.toLocaleString('en-US')} rows
      </p>
    )
  }
  const texts = evaluation.kind === 'sequence'
  const right = texts ? evaluation.sequenceAccuracy : evaluation.accuracy
  const { low, high } = wilson(right, texts ? evaluation.rows : rows)
  return (
    <p className={styles.figures}>
      <b>{percent(right)}</b> {texts ? 'of texts right' : 'right'}{' '}
      <span className={styles.soft}>
        (95 % interval {percent(low)} to {percent(high)}, {rows.toLocaleString('en-US')} rows, loss{' '}
        {significant(evaluation.loss)})
      </span>
      {evaluation.kind === 'classes' &&
        evaluation.perClass.map(
          ({ label, support, averagePrecision }) =>
            averagePrecision !== undefined && (
              <span key={label} title="How well the answers rank the rows of this class above all others; 1 at best">
                {' · '}“{label}”, {percent(support / rows)} of rows: <b>{rate(averagePrecision)}</b> average precision
              </span>
            ),
        )}
    </p>
  )
}
