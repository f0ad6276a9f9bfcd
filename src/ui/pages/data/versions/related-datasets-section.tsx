/** @file Links to the datasets from which this dataset was made, and to the datasets made from it. */
import { versionsText as text } from '../../../../messages/en/data/versions'
import { findDataset } from '../../../../catalog/dataset-def'
import type { SetRecord } from '../../../../storage/dataset-records'
import { shortHash } from '../../../../storage/dataset-versions'
import { Button } from '../../../kit/button'
import { useSelect } from '../../../studio-context'
import kit from '../../../kit/kit.module.css'
import { useShowDataset } from '../user-datasets'
import layout from './versions.module.css'

/** The links; renders nothing if there are no related datasets. */
export function FamilySection({ id }: { readonly id: string }) {
  const datasets = useSelect((state) => state.sets.sets)
  const parent = parentOf(datasets.find((record) => record.id === id))
  const derived = datasets.filter((record) => parentOf(record)?.set === id)
  if (!parent && derived.length === 0) return null
  return (
    <section className={kit.section} aria-label={text.family.title}>
      <div className={`${kit.wrapWide} ${kit.below}`}>
        <h3>{text.family.title}</h3>
      </div>
      <ul className={layout.uses}>
        {parent && (
          <Line
            relation={text.family.madeFrom}
            id={parent.set}
            title={titleOf(parent.set, datasets)}
            {...(parent.version === undefined ? {} : { version: parent.version })}
          />
        )}
        {derived.map((record) => (
          <Line
            key={record.id}
            relation={text.family.madeOfThis({ rows: record.schema.rows })}
            id={record.id}
            title={record.title}
            {...(record.parent ? { version: record.parent.version } : {})}
          />
        ))}
      </ul>
    </section>
  )
}

interface LineProps {
  /** The relation to this dataset, such as "Made from". */
  readonly relation: string
  readonly id: string
  /** Title of the dataset; undefined if it was removed. */
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

/** The dataset from which this dataset was made; for an edited copy of a built-in dataset, the built-in dataset. */
function parentOf(record: SetRecord | undefined): { readonly set: string; readonly version?: string } | undefined {
  if (record?.parent) return record.parent
  return record?.base.kind === 'shipped' ? { set: record.base.dataset } : undefined
}

function titleOf(id: string, datasets: readonly SetRecord[]): string | undefined {
  return datasets.find((record) => record.id === id)?.title ?? findDataset(id)?.schema.title
}
