/** @file Split section: the number of rows in the training, validation and test sets. */
import { datasetTabsText } from '../../../messages/en/data/dataset-tabs'
import type { ReactNode } from 'react'
import type { Split } from '../../../data/dataset'
import { Rich } from '../../kit/rich-text'
import layout from './data.module.css'
import styles from '../pages.module.css'

const text = datasetTabsText.split
const SETS = ['train', 'validation', 'test'] as const

/** Shows the three sets as a single bar and as numbers. */
export function SplitSection({ split, children }: { readonly split: Split; readonly children?: ReactNode }) {
  const total = split.train.length + split.validation.length + split.test.length
  return (
    <section className={styles.part} aria-label={text.title}>
      <div className={styles.title}>
        <h3>{text.title}</h3>
        <span>{text.total({ rows: total })}</span>
      </div>
      <div className={layout.bar} aria-hidden="true">
        {SETS.map((name) => (
          <i key={name} data-part={name} style={{ flexGrow: split[name].length }} />
        ))}
      </div>
      <ul className={layout.parts}>
        {SETS.map((name) => (
          <li key={name} data-part={name}>
            <Rich
              text={text.sets[name]({ rows: split[name].length, all: total })}
              marks={{ b: (inner) => <b>{inner}</b>, span: (inner) => <span>{inner}</span> }}
            />
          </li>
        ))}
      </ul>
      {children}
    </section>
  )
}
