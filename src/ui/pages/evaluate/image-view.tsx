/** @file Image view: how near predicted pictures come, the rows they are furthest off, and some others. */
import type { HeadEvaluation } from '../../../metrics/evaluation'
import { ImageFigures } from '../../charts/image-figures'
import { ImageSamples } from '../../charts/image-samples'
import { type ShownHead, useEvaluatedRows } from '../../charts/use-evaluation'
import styles from '../pages.module.css'
import { SamplesPart } from './examples-part'

export interface ImageViewProps {
  readonly head: ShownHead
  readonly evaluation: Extract<HeadEvaluation, { kind: 'image' }>
}

/** Everything about an output that predicts a picture. */
export function ImageView({ head, evaluation }: ImageViewProps) {
  const rows = useEvaluatedRows()
  return (
    <div className={styles.stack}>
      <section className={styles.part} aria-label="Pixels">
        <div className={styles.title}>
          <h3>Pixels</h3>
          <span>all of all rows together, 0 to 255</span>
        </div>
        <ImageFigures evaluation={evaluation} />
      </section>
      <SamplesPart worst="those whose pixels are furthest off">
        {(which) =>
          rows ? (
            <ImageSamples
              dataset={rows.dataset}
              target={head.target}
              shape={evaluation.shape}
              examples={evaluation[which]}
              side={84}
            />
          ) : (
            <p className={styles.soft}>
              These figures are of another set than the one in use; its samples show when it is in use again.
            </p>
          )
        }
      </SamplesPart>
    </div>
  )
}
