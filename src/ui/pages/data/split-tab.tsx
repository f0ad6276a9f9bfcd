/**
 * @file Split tab: how rows are divided into training, validation and test sets, and how classes are balanced during
 * training.
 */
import { datasetTabsText } from '../../../messages/en/data/dataset-tabs'
import { predictedColumn } from '../../../compile/predicted-column'
import { slicesOf } from '../../../studio/data/dataset-slices'
import { usePlan } from '../../training-plan/use-plan'
import { useSelect } from '../../studio-context'
import { BalanceSection } from './split/balance-section'
import { SplitCounts } from './split/split-counts'
import { SplitEditor } from './split/split-editor'
import { SplitNotes } from './split/split-notes'
import type { TabProps } from './tab-props'
import styles from '../pages.module.css'
import type { ReactNode } from 'react'
import type { Split } from '../../../data/dataset'
import { Rich } from '../../kit/rich-text'
import layout from './data.module.css'

export default function SplitTab({ dataset, split }: TabProps) {
  const [plan] = usePlan()
  const slices = useSelect(slicesOf)
  const target = useSelect(({ project }) => predictedColumn(project, dataset.schema))
  return (
    <div className={styles.stack}>
      <div className={styles.side}>
        <section className={styles.part} aria-label={datasetTabsText.split.settings}>
          <SplitEditor dataset={dataset} target={target} />
        </section>
        <SplitSection split={split}>
          <SplitCounts dataset={dataset} split={split} target={target} slices={slices} />
          <SplitNotes dataset={dataset} split={split} pick={plan.split} target={target} />
        </SplitSection>
      </div>
      <BalanceSection dataset={dataset} split={split} />
    </div>
  )
}

const text = datasetTabsText.split
const SETS = ['train', 'validation', 'test'] as const

/** Shows the three sets as a single bar and as numbers. */
function SplitSection({ split, children }: { readonly split: Split; readonly children?: ReactNode }) {
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
