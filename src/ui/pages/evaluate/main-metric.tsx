/** @file Summary: the most important metric of an output, with its interval and the number of examples. */
import { resultsText } from '../../../messages/en/evaluate/results'
import { wilson } from '../../../metrics/wilson-interval'
import type { ShownHead } from '../../charts/use-evaluation'
import { Rich } from '../../kit/rich-text'
import { useSelect } from '../../studio-context'
import styles from '../pages.module.css'

const text = resultsText.summary
const marks = {
  b: (inner: string) => <b>{inner}</b>,
  soft: (inner: string) => (
    <span className={styles.soft} title={text.intervalTip}>
      {inner}
    </span>
  ),
}

/** Text such as "98.6% accuracy (95% interval 98.3% to 98.8%, 10,000 examples, loss 0.0412)". */
export function Summary({ head }: { readonly head: ShownHead }) {
  const examples = useSelect((state) => state.metrics?.rows ?? 0)
  const { evaluation } = head
  return (
    <p className={styles.figures}>
      <Rich text={summaryText(head, examples)} marks={marks} />
      {evaluation.kind === 'classes' &&
        evaluation.perClass.map(
          ({ label, support, averagePrecision }) =>
            averagePrecision !== undefined && (
              <span key={label} title={text.averagePrecisionTip}>
                <Rich
                  text={text.averagePrecision({ label, share: support / examples, averagePrecision })}
                  marks={marks}
                />
              </span>
            ),
        )}
    </p>
  )
}

function summaryText({ evaluation, unit }: ShownHead, examples: number): string {
  switch (evaluation.kind) {
    case 'number':
      return text.number({ value: evaluation.mae, unit, examples })
    case 'image':
      return evaluation.mask
        ? text.mask({ iou: evaluation.mask.iou, examples })
        : text.image({ mae: evaluation.mae, examples })
    case 'sequence': {
      const { sequenceAccuracy: share, rows, loss } = evaluation
      return text.texts({ share, ...wilson(share, rows), examples, loss })
    }
    case 'classes': {
      const { accuracy: share, loss } = evaluation
      return text.accuracy({ share, ...wilson(share, examples), examples, loss })
    }
    default:
      return evaluation satisfies never
  }
}
