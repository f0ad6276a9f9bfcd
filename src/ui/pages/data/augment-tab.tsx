/** @file Augment tab: the list of augmentations, next to examples of what the network will see. */
import { usePlan } from '../../training-plan/use-plan'
import { AugmentList } from './augment/augment-list'
import pageStyles from '../pages.module.css'
import { ContactSheet } from './augment/augmented-images'
import { NumbersSheet } from './augment/augmented-numbers'
import type { TabProps } from './tab-props'

export default function AugmentTab({ dataset, split }: TabProps) {
  const [{ augment = [], seed }, set] = usePlan()
  const hasImages = dataset.schema.columns.some(({ type }) => type === 'image')
  return (
    <div className={pageStyles.side}>
      <AugmentList
        picks={augment}
        hasImages={hasImages}
        onChange={(next) => set({ augment: next.length > 0 ? next : null })}
      />
      {hasImages ? (
        <ContactSheet dataset={dataset} split={split} picks={augment} seed={seed} />
      ) : (
        <NumbersSheet dataset={dataset} split={split} picks={augment} seed={seed} />
      )}
    </div>
  )
}
