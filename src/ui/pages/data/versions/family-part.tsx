/** @file The sets that a set was made from and that were made from it, each a link to that one. */
import { counted } from '../../../../messages/format'
import { findDataset } from '../../../../catalog/dataset-def'
import type { SetRecord } from '../../../../storage/dataset-records'
import { shortHash } from '../../../../storage/dataset-versions'
import { Button } from '../../../kit/button'
import { useSelect } from '../../../studio-context'
import styles from '../../pages.module.css'
import { useShowSet } from '../show-dataset'
import layout from './versions.module.css'

/** Nothing where it has neither. */
export function FamilyPart({ id }: { readonly id: string }) {
  const sets = useSelect((state) => state.sets.sets)
  const parent = parentOf(sets.find((set) => set.id === id))
  const made = sets.filter((set) => parentOf(set)?.set === id)
  if (!parent && made.length === 0) return null
  return (
    <section className={styles.part} aria-label="Made from, and made of it">
      <div className={styles.title}>
        <h3>Parents and children</h3>
      </div>
      <ul className={layout.uses}>
        {parent && (
          <Line
            words="Made from"
            id={parent.set}
            title={titleOf(parent.set, sets)}
            {...(parent.version === undefined ? {} : { version: parent.version })}
          />
        )}
        {made.map((set) => (
          <Line
            key={set.id}
            words={`Made of it, ${counted(set.schema.rows, 'row')}:`}
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
  readonly words: string
  readonly id: string
  /** Absent, the set is not here any more. */
  readonly title: string | undefined
  readonly version?: string
}

function Line({ words, id, title, version }: LineProps) {
  const show = useShowSet()
  return (
    <li>
      <span>{words}</span>
      {title === undefined ? (
        <i>a set that was removed</i>
      ) : (
        <Button size="small" tone="quiet" onClick={() => show(id)}>
          {title}
        </Button>
      )}
      {version !== undefined && <code title={version}>{shortHash(version)}</code>}
    </li>
  )
}

/** The set that one was made from; for a shipped set that was edited, that one. */
function parentOf(set: SetRecord | undefined): { readonly set: string; readonly version?: string } | undefined {
  if (set?.parent) return set.parent
  return set?.base.kind === 'shipped' ? { set: set.base.dataset } : undefined
}

function titleOf(id: string, sets: readonly SetRecord[]): string | undefined {
  return sets.find((set) => set.id === id)?.title ?? findDataset(id)?.schema.title
}
