/**
 * @file Examples section: examples with their actual and predicted values: either the worst examples or a sample spread
 * over the set.
 */
import { type ReactNode, useState } from 'react'
import { resultsText } from '../../../messages/en/evaluate/results'
import { Segmented } from '../../kit/segmented'
import styles from '../pages.module.css'

const text = resultsText.examples

type Which = 'worst' | 'some'

export interface ExamplesSectionProps {
  /** Label for the worst examples, which states how they are sorted. */
  readonly worst: string
  readonly children: (which: Which) => ReactNode
}

export function ExamplesSection({ worst, children }: ExamplesSectionProps) {
  const [which, setWhich] = useState<Which>('worst')
  return (
    <section className={styles.part} aria-label={text.title}>
      <div className={styles.title}>
        <h3>{text.title}</h3>
        <Segmented
          label={text.which}
          layout="bare"
          value={which}
          options={[
            { value: 'worst', title: text.worst },
            { value: 'some', title: text.spread },
          ]}
          onChange={setWhich}
        />
        <span>{which === 'worst' ? worst : text.spreadAbout}</span>
      </div>
      {children(which)}
    </section>
  )
}
