/** @file Text view: how many texts and signs are right, the rows it does worst on, and some others. */
import { useState } from 'react'
import { type TextEvaluation, TextFigures, TextList } from '../../charts/text-answers'
import { type ShownHead, useEvaluatedRows } from '../../charts/use-evaluation'
import { Segmented } from '../../kit/segmented'
import styles from '../rooms.module.css'

export interface TextViewProps {
  readonly head: ShownHead
  readonly evaluation: TextEvaluation
}

/** Everything about an output that says texts. */
export default function TextView({ head, evaluation }: TextViewProps) {
  const rows = useEvaluatedRows()
  const [which, setWhich] = useState<'worst' | 'some'>('worst')
  const examples = evaluation[which]
  return (
    <div className={styles.stack}>
      <section className={styles.part} aria-label="Texts">
        <div className={styles.title}>
          <h3>Texts</h3>
          <span>{evaluation.rows.toLocaleString('en-US')} rows with a text to say</span>
        </div>
        <TextFigures evaluation={evaluation} />
      </section>
      <section className={styles.part} aria-label="Samples">
        <div className={styles.title}>
          <h3>Samples</h3>
          <Segmented
            label="Which samples"
            layout="bare"
            value={which}
            options={[
              { value: 'worst', title: 'worst' },
              { value: 'some', title: 'across' },
            ]}
            onChange={setWhich}
          />
          <span>{which === 'worst' ? 'those with most places wrong, worst first' : 'spread evenly over the rows'}</span>
        </div>
        {examples.length === 0 ? (
          <p className={styles.soft}>Every text is right.</p>
        ) : (
          <TextList evaluation={evaluation} examples={examples} target={head.target} dataset={rows?.dataset} />
        )}
      </section>
    </div>
  )
}
