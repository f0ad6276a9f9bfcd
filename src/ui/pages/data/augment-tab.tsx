/** @file The Augment tab: the list of augmentations and a preview of what they do. */
import type { AugmentPick } from '../../../catalog/training-plan'
import { augmentations, findAugmentation, MAX_AUGMENTATIONS } from '../../../data/augment'
import type { AugmentationDef } from '../../../data/augment/define-augmentation'
import { augmentText as text } from '../../../messages/en/data/augment'
import { Button } from '../../kit/button'
import { Menu } from '../../kit/menu'
import { usePlan } from '../../training-plan/use-plan'
import pageStyles from '../pages.module.css'
import { Section } from '../section'
import styles from './augment/augment.module.css'
import { ContactSheet, NumbersSheet } from './augment/augment-previews'
import type { TabProps } from './tab-props'
import { StepForm } from './step-form'

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

interface AugmentListProps {
  readonly picks: readonly AugmentPick[]
  /** Whether the dataset has images. */
  readonly hasImages: boolean
  readonly onChange: (picks: readonly AugmentPick[]) => void
}

/** Edits the list of augmentations, one entry at a time. */
function AugmentList({ picks, hasImages, onChange }: AugmentListProps) {
  return (
    <Section
      title={text.title}
      actions={
        <Menu
          trigger={
            <Button size="small" icon="plus" disabled={picks.length === MAX_AUGMENTATIONS}>
              {text.add}
            </Button>
          }
          items={augmentations
            .filter((def) => hasEffect(def, hasImages))
            .map(({ kind, title, summary }) => ({
              title,
              about: summary,
              onSelect: () => onChange([...picks, { kind }]),
            }))}
        />
      }
    >
      <p className={styles.words}>{picks.length === 0 ? text.none : text.some}</p>
      <ol className={styles.list}>
        {picks.map((pick, at) => {
          const def = findAugmentation(pick.kind)
          const title = def?.title ?? pick.kind
          const others = picks.toSpliced(at, 1)
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a kind may occur twice, so its position identifies it
            <li key={`${at} ${pick.kind}`}>
              <StepForm
                title={title}
                order="column"
                labels={{
                  earlier: text.earlier({ augmentation: title }),
                  later: text.later({ augmentation: title }),
                  remove: text.remove({ augmentation: title }),
                }}
                at={at}
                count={picks.length}
                onMove={(to) => onChange(others.toSpliced(to, 0, pick))}
                onRemove={() => onChange(others)}
                notes={[hasEffect(def, hasImages) ? def?.summary : text.imagesOnly]}
                {...(def && { specs: def.params })}
                values={pick}
                onChange={(name, value) => onChange(picks.with(at, { ...pick, [name]: value }))}
              />
            </li>
          )
        })}
      </ol>
    </Section>
  )
}

/** Whether an augmentation changes data of this kind. */
function hasEffect(def: AugmentationDef | undefined, hasImages: boolean): boolean {
  return def !== undefined && (hasImages || def.shake !== undefined || def.mix !== undefined)
}
