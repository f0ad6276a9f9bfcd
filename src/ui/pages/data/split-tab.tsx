/**
 * @file Split tab: how rows are divided into training, validation and test sets, and how classes are balanced during
 * training.
 */
import { datasetTabsText } from '../../../messages/en/data/dataset-tabs'
import { predictedColumn } from '../../../compile/predicted-column'
import { slicesOf } from '../../../studio/dataset-slices'
import { usePlan } from '../../training-plan/use-plan'
import { useSelect } from '../../studio-context'
import { BalanceSection } from './split/balance-section'
import { SplitCounts } from './split/split-counts'
import { SplitEditor } from './split/split-editor'
import { SplitNotes } from './split/split-notes'
import { SplitSection } from './split-section'
import type { TabProps } from './tab-props'
import styles from '../pages.module.css'

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
