/** @file Chosen set: what it is, and, once it is the one in use and loaded, its tabs. */
import { lazy, Suspense } from 'react'
import { count } from '../../../messages/format'
import type { DatasetDef } from '../../../catalog/dataset-def'
import type { Split } from '../../../data/dataset'
import { Segmented } from '../../kit/segmented'
import { ErrorBoundary } from '../../shell/error-boundary'
import { Waiting } from '../../shell/waiting'
import { useRun, useSelect } from '../../studio-context'
import layout from './data.module.css'
import { useLooking, useOpenFindings } from './report/use-analysis'
import { SetCard } from './dataset-card'
import { TABS } from './tabs'
import { useUndoHere } from './undo/use-undo-here'
import styles from '../pages.module.css'

const VersionsTab = lazy(() => import('./versions-tab'))
const FamilyPart = lazy(() => import('./versions/family-part').then(({ FamilyPart: View }) => ({ default: View })))

/** The card, and the tabs where the rows are here. */
export function ChosenSet({ def }: { readonly def: DatasetDef }) {
  const data = useSelect((state) => state.data)
  const chosen = useSelect((state) => state.dataTab)
  const project = useSelect((state) => state.project.name)
  const run = useRun()
  useLooking()
  const open = useOpenFindings(def)
  const ready = data.tag === 'ready' && data.schema.id === def.schema.id ? data : undefined
  const tab = TABS.find(({ id }) => id === chosen) ?? TABS[0]
  // Of a set that is not in use its versions are shown.
  useUndoHere(def.schema.id, (ready && tab) ?? VERSIONS)
  const fills = ready !== undefined && tab?.fills === true
  return (
    <div className={layout.chosen}>
      {ready && tab && (
        <div className={layout.tabs}>
          <Segmented
            label="Shown of the set"
            layout="bare"
            value={tab.id}
            options={TABS.map(({ id, title, of }) => ({
              value: id,
              about: ownerWords(of, project),
              title: id === 'report' && open ? `${title} · ${open}` : title,
            }))}
            onChange={(tab) => run('room.open', { room: 'data', tab })}
          />
          {tab.id !== FIRST && (
            <h2 className={layout.which} title={def.schema.title}>
              {def.schema.title}
            </h2>
          )}
          {tab.id !== FIRST && (
            <p className={layout.owner} title={ownerWords(tab.of, project)}>
              {tab.of === 'project' ? 'of the project' : 'of the set'}
            </p>
          )}
          <p className={layout.counts}>{splitWords(ready.split)}</p>
        </div>
      )}
      <div className={layout.body} data-fills={fills ? 'yes' : 'no'}>
        {(!ready || tab?.id === FIRST) && <SetCard def={def} />}
        {ready && tab && (
          <ErrorBoundary key={tab.fills ? tab.id : `${tab.id} ${def.schema.id}`} room={tab.title}>
            <Suspense fallback={<Waiting what={tab.title} />}>
              <tab.View def={def} dataset={ready.dataset} split={ready.split} />
            </Suspense>
          </ErrorBoundary>
        )}
        {!ready && <ColumnList schema={def.schema} />}
        {!ready && (
          <Suspense fallback={null}>
            {def.rows.kind === 'kept' ? <VersionsTab def={def} /> : <FamilyPart id={def.schema.id} />}
          </Suspense>
        )}
      </div>
    </div>
  )
}

/** With what it is kept what is set in a tab. */
function ownerWords(of: 'project' | undefined, project: string): string {
  return of === 'project'
    ? `Of the project “${project}”: another project on this set has its own`
    : 'Of the set: the same in every project that uses it'
}

/** Rows of each part: "train 420, validation 90, test 90". */
function splitWords({ train, validation, test }: Split): string {
  return `train ${count(train.length)}, validation ${count(validation.length)}, test ${count(test.length)}`
}

const VERSIONS: Parameters<typeof useUndoHere>[1] = { undoes: ['set'], sees: 'set' }

/** The tab that says what the set is. */
const FIRST = 'overview'

/** What is in a set that is not loaded. */
function ColumnList({ schema }: Pick<DatasetDef, 'schema'>) {
  return (
    <section className={styles.part} aria-label="Columns">
      <div className={styles.title}>
        <h3>Columns</h3>
        <span>samples, ranges and counts show once it is in use</span>
      </div>
      <dl className={styles.facts}>
        {schema.columns.map((column) => (
          <div key={column.name} className={layout.pair}>
            <dt>{column.name}</dt>
            <dd>{columnWords(column)}</dd>
          </div>
        ))}
      </dl>
    </section>
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
