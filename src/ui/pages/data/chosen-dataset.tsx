/** @file ChosenDataset: the card of the chosen dataset and, if the dataset is in use and loaded, its tabs. */
import { lazy, Suspense } from 'react'
import type { DatasetDef } from '../../../catalog/dataset-def'
import { columnTypesText } from '../../../messages/en/data/columns'
import { overviewText } from '../../../messages/en/data/overview'
import { Segmented } from '../../kit/segmented'
import { ErrorBoundary } from '../../shell/error-boundary'
import { LoadingStatus } from '../../shell/lazy-boundary'
import { useRunCommand, useSelect } from '../../studio-context'
import kit from '../../kit/kit.module.css'
import { Section } from '../section'
import layout from './data.module.css'
import { TABS } from './data-tabs'
import { DatasetCard } from './dataset-card'
import { useLooking, useOpenFindings } from './report/use-analysis'
import { useUndoScope } from './undo/use-undo-scope'

const VersionsTab = lazy(() => import('./versions-tab'))
const FamilyPart = lazy(() =>
  import('./versions/related-datasets-section').then(({ FamilySection: View }) => ({ default: View })),
)

const text = overviewText.tabs

/** The card, plus the tabs if the rows are loaded. */
export function ChosenDataset({ def }: { readonly def: DatasetDef }) {
  const data = useSelect((state) => state.data)
  const chosen = useSelect((state) => state.dataTab)
  const project = useSelect((state) => state.project.name)
  const run = useRunCommand()
  useLooking()
  const open = useOpenFindings(def)
  const ready = data.tag === 'ready' && data.schema.id === def.schema.id ? data : undefined
  const tab = TABS.find(({ id }) => id === chosen) ?? TABS[0]
  // A dataset that is not in use shows the Versions tab.
  useUndoScope(def.schema.id, ready && tab ? tab.sees : 'set')
  const fills = ready !== undefined && tab?.fillsHeight === true
  return (
    <div className={layout.chosen}>
      {ready && tab && (
        <div className={`${kit.wrapWide} ${layout.tabs}`}>
          <Segmented
            label={text.label}
            layout="bare"
            look="tabs"
            value={tab.id}
            options={TABS.map(({ id, title, savedWith: of }) => ({
              value: id,
              about: ownerText(of, project),
              title: id === 'report' && open ? text.withFindings({ tab: title, findings: open }) : title,
            }))}
            onChange={(tab) => run('room.open', { room: 'data', tab })}
          />
          <div className={`${kit.wrapWide} ${kit.push}`}>
            {tab.id !== FIRST && (
              <h2 className={`${kit.ellipsis} ${kit.soft} ${layout.which}`} title={def.schema.title} translate="no">
                {def.schema.title}
              </h2>
            )}
            {tab.id !== FIRST && (
              <p className={kit.tag} title={ownerText(tab.savedWith, project)}>
                {tab.savedWith === 'project' ? text.ofProject : text.ofDataset}
              </p>
            )}
            <p className={kit.soft}>
              {text.counts({
                train: ready.split.train.length,
                validation: ready.split.validation.length,
                test: ready.split.test.length,
              })}
            </p>
          </div>
        </div>
      )}
      <div className={layout.body} data-fills={fills ? 'yes' : 'no'}>
        {(!ready || tab?.id === FIRST) && <DatasetCard def={def} />}
        {ready && tab && (
          <ErrorBoundary key={tab.fillsHeight ? tab.id : `${tab.id} ${def.schema.id}`} part={tab.title}>
            <Suspense fallback={<LoadingStatus what={tab.title} />}>
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

/** States whether a tab's settings are saved with the project or with the dataset. */
function ownerText(of: 'project' | undefined, project: string): string {
  return of === 'project' ? text.ofProjectTip({ project }) : text.ofDatasetTip
}

/** Id of the tab that describes the dataset. */
const FIRST = 'overview'

/** Lists the columns of a dataset that is not loaded. */
function ColumnList({ schema }: Pick<DatasetDef, 'schema'>) {
  return (
    <Section title={overviewText.columns.title} about={overviewText.columns.notLoaded}>
      <dl className={kit.facts}>
        {schema.columns.map((column) => (
          <div key={column.name}>
            <dt translate="no">{column.name}</dt>
            <dd>{columnText(column)}</dd>
          </div>
        ))}
      </dl>
    </Section>
  )
}

/** Maximum number of category values listed. */
const MAX_VALUES = 12

/** Describes the type of a column, with its unit, values or size. */
function columnText(column: DatasetDef['schema']['columns'][number]): string {
  const { columns } = overviewText
  switch (column.type) {
    case 'number':
      return column.unit ? columns.numberUnit({ unit: column.unit }) : columnTypesText.label.number
    case 'category':
      return columns.category({ classes: column.values.length, values: column.values.slice(0, MAX_VALUES) })
    case 'image': {
      const { height, width } = column
      return columns[column.mask ? 'mask' : column.channels === 1 ? 'gray' : 'color']({ height, width })
    }
    case 'text':
    case 'time':
      return columnTypesText.label[column.type]
    case 'array':
      return columns.array(column)
    default:
      return column satisfies never
  }
}
