/** @file Chosen set: what it is, and, once it is the one in use and loaded, its tabs. */
import { Suspense, useEffect, useState } from 'react'
import type { DatasetDef } from '../../../catalog/dataset-def'
import { Segmented } from '../../kit/segmented'
import { useSelect } from '../../studio-context'
import layout from './data.module.css'
import { SetCard } from './set-card'
import { TABS } from './tabs'
import styles from '../rooms.module.css'

/** The card, and the tabs where the rows are here. */
export function ChosenSet({ def }: { readonly def: DatasetDef }) {
  const data = useSelect((state) => state.data)
  const look = useSelect((state) => state.look)
  const [chosen, setChosen] = useState('overview')
  useEffect(() => {
    if (look) setChosen('rows')
  }, [look])
  const ready = data.tag === 'ready' && data.schema.id === def.schema.id ? data : undefined
  const tab = TABS.find(({ id }) => id === chosen) ?? TABS[0]
  return (
    <div className={layout.chosen}>
      <SetCard def={def} />
      {ready && tab && (
        <>
          <div className={layout.tabs}>
            <Segmented
              label="Shown of the set"
              layout="bare"
              value={tab.id}
              options={TABS.map(({ id, title }) => ({ value: id, title }))}
              onChange={setChosen}
            />
          </div>
          <Suspense fallback={null}>
            <tab.View def={def} dataset={ready.dataset} split={ready.split} />
          </Suspense>
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
    case 'text':
      return 'text'
    case 'time':
      return 'times'
    case 'array':
      return `${column.shape.join('×')} numbers a row`
    default:
      return column satisfies never
  }
}
