/** @file The Augment tab: the list of augmentations and a preview of what they do. */

import type { ParamValue } from '../../../catalog/params'
import type { AugmentPick } from '../../../catalog/training-plan'
import { augmentations, findAugmentation, MAX_AUGMENTATIONS } from '../../../data/augment'
import type { AugmentationDef } from '../../../data/augment/define-augmentation'
import { augmentText as text } from '../../../messages/en/data/augment'
import { Button } from '../../kit/button'
import { IconButton } from '../../kit/icon-button'
import { Menu } from '../../kit/menu'
import { SpecFields } from '../../training-plan/parameter-fields'
import { usePlan } from '../../training-plan/use-plan'
import pageStyles from '../pages.module.css'
import { Section } from '../section'
import styles from './augment/augment.module.css'
import { ContactSheet, NumbersSheet } from './augment/augment-previews'
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

interface AugmentListProps {
  readonly picks: readonly AugmentPick[]
  /** Whether the dataset has images. */
  readonly hasImages: boolean
  readonly onChange: (picks: readonly AugmentPick[]) => void
}

/** Edits the list of augmentations, one entry at a time. */
function AugmentList({ picks, hasImages, onChange }: AugmentListProps) {
  const replace = (at: number, ...by: readonly AugmentPick[]) => onChange(picks.toSpliced(at, 1, ...by))
  const swap = (at: number) => {
    const [first, second] = [picks[at], picks[at + 1]]
    if (first && second) onChange(picks.toSpliced(at, 2, second, first))
  }
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
        {picks.map((pick, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a kind may occur twice, so its position identifies it
          <li key={`${at} ${pick.kind}`}>
            <Entry
              pick={pick}
              isFirst={at === 0}
              isLast={at === picks.length - 1}
              isIdle={!hasEffect(findAugmentation(pick.kind), hasImages)}
              onSet={(name, value) => replace(at, { ...pick, [name]: value })}
              onRemove={() => replace(at)}
              onUp={() => swap(at - 1)}
              onDown={() => swap(at)}
            />
          </li>
        ))}
      </ol>
    </Section>
  )
}

/** Whether an augmentation changes data of this kind. */
function hasEffect(def: AugmentationDef | undefined, hasImages: boolean): boolean {
  return def !== undefined && (hasImages || def.shake !== undefined || def.mix !== undefined)
}

interface EntryProps {
  readonly pick: AugmentPick
  readonly isFirst: boolean
  readonly isLast: boolean
  /** Whether the augmentation has no effect on this dataset. */
  readonly isIdle: boolean
  readonly onSet: (name: string, value: ParamValue) => void
  readonly onRemove: () => void
  readonly onUp: () => void
  readonly onDown: () => void
}

function Entry({ pick, isFirst, isLast, isIdle, onSet, onRemove, onUp, onDown }: EntryProps) {
  const def = findAugmentation(pick.kind)
  const title = def?.title ?? pick.kind
  return (
    <fieldset className={styles.entry} aria-label={title}>
      <div className={styles.head}>
        <h4>{title}</h4>
        <div className={pageStyles.grow} />
        <IconButton
          className={styles.up}
          label={text.earlier({ augmentation: title })}
          icon="chevron"
          tone="quiet"
          size="small"
          disabled={isFirst}
          onClick={onUp}
        />
        <IconButton
          label={text.later({ augmentation: title })}
          icon="chevron"
          tone="quiet"
          size="small"
          disabled={isLast}
          onClick={onDown}
        />
        <IconButton
          label={text.remove({ augmentation: title })}
          icon="close"
          tone="quiet"
          size="small"
          onClick={onRemove}
        />
      </div>
      <p className={styles.words}>{isIdle ? text.imagesOnly : def?.summary}</p>
      {def && <SpecFields specs={def.params} values={pick} onChange={onSet} />}
    </fieldset>
  )
}
