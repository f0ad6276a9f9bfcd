/**
 * @file Text view: how many outputs are completely correct, how many token positions are correct, the worst examples,
 * and some other examples.
 */
import { resultsText as text } from '../../../messages/en/evaluate/results'
import type { TextEvaluation } from '../../../metrics/evaluation'
import { TextExamples, TextMetrics } from '../../charts/text-predictions'
import { type ShownHead, useEvaluatedRows } from '../../charts/use-evaluation'
import styles from '../pages.module.css'
import { ExamplesSection } from './examples-section'

export interface TextViewProps {
  readonly head: ShownHead
  readonly evaluation: TextEvaluation
}

/** Shows the results of an output that predicts text. */
export default function TextView({ head, evaluation }: TextViewProps) {
  const rows = useEvaluatedRows()
  return (
    <div className={styles.stack}>
      <section className={styles.part} aria-label={text.texts.title}>
        <div className={styles.title}>
          <h3>{text.texts.title}</h3>
          <span>{text.texts.about({ examples: evaluation.rows })}</span>
        </div>
        <TextMetrics evaluation={evaluation} />
      </section>
      <ExamplesSection worst={text.examples.worstTexts}>
        {(which) =>
          evaluation[which].length === 0 ? (
            <p className={styles.soft}>{text.examples.allTextsCorrect}</p>
          ) : (
            <TextExamples
              evaluation={evaluation}
              examples={evaluation[which]}
              target={head.target}
              dataset={rows?.dataset}
            />
          )
        }
      </ExamplesSection>
    </div>
  )
}
