/** @file Text view: how many texts and signs are right, the rows it does worst on, and some others. */
import { type TextEvaluation, TextFigures, TextList } from '../../charts/text-answers'
import { type ShownHead, useEvaluatedRows } from '../../charts/use-evaluation'
import styles from '../pages.module.css'
import { SamplesPart } from './examples-part'

export interface TextViewProps {
  readonly head: ShownHead
  readonly evaluation: TextEvaluation
}

/** Everything about an output that says texts. */
export default function TextView({ head, evaluation }: TextViewProps) {
  const rows = useEvaluatedRows()
  return (
    <div className={styles.stack}>
      <section className={styles.part} aria-label="Texts">
        <div className={styles.title}>
          <h3>Texts</h3>
          <span>{evaluation.rows.toLocaleString('en-US')} rows with a text to say</span>
        </div>
        <TextFigures evaluation={evaluation} />
      </section>
      <SamplesPart worst="those with most places wrong">
        {(which) =>
          evaluation[which].length === 0 ? (
            <p className={styles.soft}>Every text is right.</p>
          ) : (
            <TextList
              evaluation={evaluation}
              examples={evaluation[which]}
              target={head.target}
              dataset={rows?.dataset}
            />
          )
        }
      </SamplesPart>
    </div>
  )
}
