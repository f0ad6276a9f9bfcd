/** @file Samples part: rows with what was wanted and what was given, the worst of them or some across. */
import { type ReactNode, useState } from 'react'
import { Segmented } from '../../kit/segmented'
import styles from '../pages.module.css'

type Which = 'worst' | 'some'

export interface SamplesPartProps {
  /** What the worst are the worst by, in words. */
  readonly worst: string
  readonly children: (which: Which) => ReactNode
}

/** A section of samples and the choice between the worst and some across. */
export function SamplesPart({ worst, children }: SamplesPartProps) {
  const [which, setWhich] = useState<Which>('worst')
  return (
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
        <span>{which === 'worst' ? `${worst}, worst first` : 'spread evenly over the rows'}</span>
      </div>
      {children(which)}
    </section>
  )
}
