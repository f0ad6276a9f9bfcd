/** @file Image view: the errors of predicted images, the worst examples, and some other examples. */
import { resultsText as text } from '../../../messages/en/evaluate/results'
import type { ImageEvaluation } from '../../../metrics/evaluation'
import { ImageExamples } from '../../charts/image-examples'
import { MetricList } from '../../charts/metric-list'
import { type ShownHead, useEvaluatedRows } from '../../charts/use-evaluation'
import styles from '../pages.module.css'
import { ExamplesSection } from './examples-section'

export interface ImageViewProps {
  readonly head: ShownHead
  readonly evaluation: ImageEvaluation
}

/** Shows the results of an output that predicts an image. */
export function ImageView({ head, evaluation }: ImageViewProps) {
  const rows = useEvaluatedRows()
  return (
    <div className={styles.stack}>
      <section className={styles.part} aria-label={text.pixels.title}>
        <div className={styles.title}>
          <h3>{text.pixels.title}</h3>
          <span>{text.pixels.about}</span>
        </div>
        <MetricList evaluation={evaluation} />
      </section>
      <ExamplesSection worst={text.examples.worstImages}>
        {(which) =>
          rows ? (
            <ImageExamples
              dataset={rows.dataset}
              target={head.target}
              shape={evaluation.shape}
              examples={evaluation[which]}
              side={84}
            />
          ) : (
            <p className={styles.soft}>{text.examples.otherDataset}</p>
          )
        }
      </ExamplesSection>
    </div>
  )
}
