/** @file Augment list: the augmentations in the order they are done, each with its amounts, and those that can be added. */
import type { AugmentPick } from '../../../../catalog/plan'
import type { ParamValue } from '../../../../catalog/params'
import { augmentations, findAugmentation, MOST_AUGMENTATIONS } from '../../../../data/augment'
import type { AugmentationDef } from '../../../../data/augment/define-augmentation'
import { Button } from '../../../kit/button'
import { IconButton } from '../../../kit/icon-button'
import { Menu } from '../../../kit/menu'
import { SpecFields } from '../../../plan/spec-fields'
import room from '../../pages.module.css'
import styles from './augment.module.css'

interface AugmentListProps {
  readonly picks: readonly AugmentPick[]
  /** Whether the set has pictures. */
  readonly pictures: boolean
  readonly onChange: (picks: readonly AugmentPick[]) => void
}

/** The list, changed one entry at a time. */
export function AugmentList({ picks, pictures, onChange }: AugmentListProps) {
  const replace = (at: number, ...by: readonly AugmentPick[]) => onChange(picks.toSpliced(at, 1, ...by))
  const swap = (at: number) => {
    const [first, second] = [picks[at], picks[at + 1]]
    if (first && second) onChange(picks.toSpliced(at, 2, second, first))
  }
  return (
    <section className={room.part} aria-label="Augmentation">
      <div className={room.title}>
        <h3>Augmentation</h3>
        <div className={room.grow} />
        <Menu
          trigger={
            <Button size="small" icon="plus" disabled={picks.length === MOST_AUGMENTATIONS}>
              Add
            </Button>
          }
          items={augmentations
            .filter((def) => suits(def, pictures))
            .map(({ kind, title, summary }) => ({
              title,
              about: summary,
              onSelect: () => onChange([...picks, { kind }]),
            }))}
        />
      </div>
      <p className={styles.words}>
        {picks.length === 0
          ? 'Training samples are seen as they are. Varied a little, anew in every epoch, a small set teaches more.'
          : 'In training only, anew in every epoch, by the seed of the plan. Validation, test and predictions see samples as they are.'}
      </p>
      <ol className={styles.list}>
        {picks.map((pick, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a kind may stand twice, and its place is what it is
          <li key={`${at} ${pick.kind}`}>
            <Entry
              pick={pick}
              first={at === 0}
              last={at === picks.length - 1}
              idle={!suits(findAugmentation(pick.kind), pictures)}
              onSet={(name, value) => replace(at, { ...pick, [name]: value })}
              onRemove={() => replace(at)}
              onUp={() => swap(at - 1)}
              onDown={() => swap(at)}
            />
          </li>
        ))}
      </ol>
    </section>
  )
}

/** Whether it does anything to such data. */
function suits(def: AugmentationDef | undefined, pictures: boolean): boolean {
  return def !== undefined && (pictures || def.shake !== undefined || def.mix !== undefined)
}

interface EntryProps {
  readonly pick: AugmentPick
  readonly first: boolean
  readonly last: boolean
  /** It does nothing to this set. */
  readonly idle: boolean
  readonly onSet: (name: string, value: ParamValue) => void
  readonly onRemove: () => void
  readonly onUp: () => void
  readonly onDown: () => void
}

function Entry({ pick, first, last, idle, onSet, onRemove, onUp, onDown }: EntryProps) {
  const def = findAugmentation(pick.kind)
  const title = def?.title ?? pick.kind
  return (
    <fieldset className={styles.entry} aria-label={title}>
      <div className={styles.head}>
        <h4>{title}</h4>
        <div className={room.grow} />
        <IconButton
          className={styles.up}
          label={`${title} earlier`}
          icon="chevron"
          tone="quiet"
          size="small"
          disabled={first}
          onClick={onUp}
        />
        <IconButton
          label={`${title} later`}
          icon="chevron"
          tone="quiet"
          size="small"
          disabled={last}
          onClick={onDown}
        />
        <IconButton label={`Remove ${title}`} icon="close" tone="quiet" size="small" onClick={onRemove} />
      </div>
      <p className={styles.words}>{idle ? 'It does nothing here: the set has no pictures.' : def?.summary}</p>
      {def && <SpecFields specs={def.params} values={pick} onChange={onSet} />}
    </fieldset>
  )
}
