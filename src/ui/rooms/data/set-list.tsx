/** @file Set list: every dataset with its kind, rows and size, and whether it is kept here. */
import { bytesWords } from '../../../base/messages/words'
import { datasets } from '../../../catalog/datasets/all'
import type { DatasetDef } from '../../../catalog/dataset-def'
import { useSelect } from '../../studio-context'
import layout from './data.module.css'
import { useKeptSets } from './use-kept'

export interface SetListProps {
  readonly shown: string | undefined
  readonly onShow: (id: string) => void
}

const KINDS = { images: 'Pictures', table: 'Tables', points: 'Points on the plane', text: 'Texts', series: 'In time' } as const

/** The sets by kind; choosing one shows it, using it is a button of its own. */
export function SetList({ shown, onShow }: SetListProps) {
  const inUse = useSelect((state) => state.project.data.dataset)
  const kept = useKeptSets()
  return (
    <nav className={layout.list} aria-label="Datasets">
      {(Object.keys(KINDS) as (keyof typeof KINDS)[]).map((kind) => (
        <div key={kind}>
          <h3>{KINDS[kind]}</h3>
          <ul>
            {datasets
              .filter((def) => def.schema.kind === kind)
              .map((def) => (
                <li key={def.schema.id}>
                  <button
                    type="button"
                    aria-current={def.schema.id === shown ? 'true' : undefined}
                    onClick={() => onShow(def.schema.id)}
                  >
                    <span>
                      {def.schema.title}
                      {def.schema.id === inUse && <em>in use</em>}
                    </span>
                    <span className={layout.about}>
                      {def.schema.rows.toLocaleString('en-US')} rows, {placeWords(def, kept)}
                    </span>
                  </button>
                </li>
              ))}
          </ul>
        </div>
      ))}
    </nav>
  )
}

/** Where its rows are: drawn when used, kept here, or to be loaded. */
export function placeWords(def: DatasetDef, kept: ReadonlySet<string>): string {
  if (def.rows.kind === 'generated') return 'drawn by seed'
  return kept.has(def.schema.id) ? 'kept here' : `${bytesWords(def.rows.bytes)} to load`
}
