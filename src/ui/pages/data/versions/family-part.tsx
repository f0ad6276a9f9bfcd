/** @file The datasets that a dataset was made from, and those made from it, as links. */
import { versionsText as text } from '../../../../messages/en/data/versions'
import { findDataset } from '../../../../catalog/dataset-def'
import type { SetRecord } from '../../../../storage/dataset-records'
import { shortHash } from '../../../../storage/dataset-versions'
import { Button } from '../../../kit/button'
import { useSelect } from '../../../studio-context'
import styles from '../../pages.module.css'
import { useShowDataset } from '../show-dataset'
import layout from './versions.module.css'

/** Nothing if there are none. */
export function FamilyPart({ id }: { readonly id: string }) {
  const sets = useSelect((state) => state.sets.sets)
  const parent = parentOf(sets.find((set) => set.id === id))
  const made = sets.filter((set) => parentOf(set)?.set === id)
  if (!parent && made.length === 0) return null
  return (
    <section className={styles.part} aria-label={text.family.title}>
      <div className={styles.title}>
        <h3>{text.family.title}</h3>
      </div>
      <ul className={layout.uses}>
        {parent && (
          <Line
            relation={text.family.madeFrom}
            id={parent.set}
            title={titleOf(parent.set, sets)}
            {...(parent.version === undefined ? {} : { version: parent.version })}
          />
        )}
        {made.map((set) => (
          <Line
            key={set.id}
            relation={text.family.madeOfThis({ rows: set.schema.rows })}
            id={set.id}
            title={set.title}
            {...(set.parent ? { version: set.parent.version } : {})}
          />
        ))}
      </ul>
    </section>
  )
}

interface LineProps {
  /** "Made from". */
  readonly relation: string
  readonly id: string
  /** Undefined if the dataset was removed. */
  readonly title: string | undefined
  readonly version?: string
}

function Line({ relation, id, title, version }: LineProps) {
  const show = useShowDataset()
  return (
    <li>
      <span>{relation}</span>
      {title === undefined ? (
        <i>{text.family.removed}</i>
      ) : (
        <Button size="small" tone="quiet" onClick={() => show(id)}>
          {title}
        </Button>
      )}
      {version !== undefined && <code title={version}>{shortHash(version)}</code>}
    </li>
  )
}

/** The dataset that one was made from; for an edited copy of a built-in dataset, the built-in one. */
function parentOf(set: SetRecord | undefined): { readonly set: string; readonly version?: string } | undefined {
  if (set?.parent) return set.parent
  return set?.base.kind === 'shipped' ? { set: set.base.dataset } : undefined
}

function titleOf(id: string, sets: readonly SetRecord[]): string | undefined {
  return sets.find((set) => set.id === id)?.title ?? findDataset(id)?.schema.title
}
