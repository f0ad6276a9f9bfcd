/** @file Chosen set: what it is, and, once it is the one in use and loaded, what is in it. */
import type { DatasetDef } from '../../../catalog/dataset-def'
import { useSelect } from '../../studio-context'
import { Columns } from './columns'
import layout from './data.module.css'
import { FirstRows } from './first-rows'
import { PictureRows } from './picture-rows'
import { PointsPart } from './points-part'
import { SetCard } from './set-card'
import { SplitPart } from './split-part'
import styles from '../rooms.module.css'

/** The card, and the rows where they are here. */
export function ChosenSet({ def }: { readonly def: DatasetDef }) {
  const data = useSelect((state) => state.data)
  const ready = data.tag === 'ready' && data.schema.id === def.schema.id ? data : undefined
  return (
    <div className={layout.chosen}>
      <SetCard def={def} />
      {ready && (
        <>
          <SplitPart split={ready.split} />
          {ready.schema.kind === 'images' && <PictureRows dataset={ready.dataset} split={ready.split} />}
          {ready.schema.kind === 'points' && <PointsPart dataset={ready.dataset} split={ready.split} />}
          <Columns dataset={ready.dataset} />
          {ready.schema.kind === 'table' && <FirstRows dataset={ready.dataset} />}
        </>
      )}
      {!ready && (
        <section className={styles.part} aria-label="Columns">
          <div className={styles.title}>
            <h3>Columns</h3>
            <span>samples, ranges and counts show once it is in use</span>
          </div>
          <dl className={styles.facts}>
            {def.schema.columns.map((column) => (
              <div key={column.name} className={layout.pair}>
                <dt>{column.name}</dt>
                <dd>{columnWords(column)}</dd>
              </div>
            ))}
          </dl>
        </section>
      )}
    </div>
  )
}

/** The type of a column in words. */
export function columnWords(column: DatasetDef['schema']['columns'][number]): string {
  switch (column.type) {
    case 'number':
      return column.unit ? `number, ${column.unit}` : 'number'
    case 'category':
      return `${column.values.length} classes: ${column.values.slice(0, 12).join(', ')}${column.values.length > 12 ? ', ...' : ''}`
    case 'image':
      return `${column.height}×${column.width} pixels, ${column.mask ? 'a mask' : column.channels === 1 ? 'grey' : 'colour'}`
    default:
      return column satisfies never
  }
}
