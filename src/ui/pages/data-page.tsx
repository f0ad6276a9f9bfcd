/** @file Data page: the list of datasets, with the damaged ones, and the selected dataset with its tabs. */
import { lazy, Suspense, useState } from 'react'
import type { DatasetDef } from '../../catalog/dataset-def'
import { overviewText } from '../../messages/en/data/overview'
import { versionsText } from '../../messages/en/data/versions'
import { pageText } from '../../messages/en/pages'
import { Button } from '../kit/button'
import { SearchField } from '../kit/text-field'
import { useOnChange } from '../kit/use-on-change'
import { LazyBoundary, LoadingStatus } from '../shell/lazy-boundary'
import { UnlessHidden } from '../shell/unless-hidden'
import { useRunCommand, useSelect, useStudio } from '../studio-context'
import { ChosenDataset } from './data/chosen-dataset'
import kit from '../kit/kit.module.css'
import layout from './data/data.module.css'
import {
  datasetGroups,
  ShowDatasetContext,
  useOwnDatasets,
  useRequestedDataset,
  useShownDataset,
  useStoredDatasets,
} from './data/user-datasets'

const text = overviewText.list

/** Lists all datasets. Clicking a dataset shows it; a separate button uses it in the project. */
function DatasetList({ shown, onShow }: { readonly shown: string | undefined; readonly onShow: (id: string) => void }) {
  const own = useOwnDatasets()
  const stored = useStoredDatasets()
  const [search, setSearch] = useState('')
  const groups = datasetGroups(own, search)
  return (
    <nav className={layout.list} aria-label={text.label}>
      <div className={`${kit.stack} ${layout.listHead}`}>
        <div className={`${kit.wrap} ${layout.ways}`}>
          <Import />
          <Create />
        </div>
        <SearchField label={text.find} value={search} onChange={setSearch} />
      </div>
      <DamagedDatasets />
      {groups.length === 0 && <p className={`${kit.soft} ${layout.none}`}>{text.none}</p>}
      {groups.map(({ title, sets }) => (
        <div key={title}>
          <h3 className={kit.faintCaption}>{title}</h3>
          <ul>
            {sets.map((def) => (
              <DatasetLine
                key={def.schema.id}
                location={locationText(def, stored)}
                def={def}
                shown={def.schema.id === shown}
                onShow={onShow}
              />
            ))}
          </ul>
        </div>
      ))}
    </nav>
  )
}

/** The import button. */
function Import() {
  const run = useRunCommand()
  return (
    <UnlessHidden command="data.choose">
      <Button icon="plus" onClick={() => run('data.choose')}>
        {text.import}
      </Button>
    </UnlessHidden>
  )
}

/** Creates an empty dataset for collecting data. */
function Create() {
  const run = useRunCommand()
  return (
    <UnlessHidden command="data.collect">
      <Button onClick={() => run('data.collect')}>{text.create}</Button>
    </UnlessHidden>
  )
}

interface DatasetLineProps {
  readonly def: DatasetDef
  /** Text that describes where the dataset's rows are. */
  readonly location: string
  readonly shown: boolean
  readonly onShow: (id: string) => void
}

function DatasetLine({ def, location, shown, onShow }: DatasetLineProps) {
  const { id, title, kind, rows } = def.schema
  const inUse = useSelect((state) => state.project.data.dataset === id)
  return (
    <li>
      <button type="button" className={kit.choice} aria-current={shown ? 'true' : undefined} onClick={() => onShow(id)}>
        <span className={`${kit.row} ${kit.between}`}>
          <span title={title} translate="no">
            {title}
          </span>
          {inUse && <em className={kit.tag}>{text.inUse}</em>}
        </span>
        <span className={kit.caption}>{(kind === 'images' ? text.images : text.rows)({ rows, place: location })}</span>
      </button>
    </li>
  )
}

/** Where the rows come from: generated on use, stored on this device, or downloaded. */
function locationText(def: DatasetDef, kept: ReadonlySet<string>): string {
  if (def.rows.kind === 'generated') return text.generated
  if (def.rows.kind === 'kept') return def.rows.bytes > 0 ? text.size({ bytes: def.rows.bytes }) : text.here
  return kept.has(def.schema.id) ? text.here : text.download({ bytes: def.rows.bytes })
}

/** One note for all damaged datasets; renders nothing if there are none. */
function DamagedDatasets() {
  const run = useRunCommand()
  const damaged = useSelect((state) => state.sets.damaged)
  const [isConfirming, setIsConfirming] = useState(false)
  if (damaged.length === 0) return null
  return (
    <div className={`${kit.note} ${kit.stack} ${kit.top}`} data-tone="bad" role="alert">
      <p>{versionsText.damaged.about({ datasets: damaged.length })}</p>
      {isConfirming ? (
        <>
          <Button
            size="small"
            tone="bad"
            onClick={() => {
              for (const dataset of damaged) run('dataset.remove', { dataset, force: true })
              setIsConfirming(false)
            }}
          >
            {versionsText.damaged.remove}
          </Button>
          <Button size="small" autoFocus onClick={() => setIsConfirming(false)}>
            {versionsText.damaged.keep}
          </Button>
        </>
      ) : (
        <Button size="small" tone="quiet" onClick={() => setIsConfirming(true)}>
          {versionsText.damaged.ask}
        </Button>
      )}
    </div>
  )
}

const MakeDialog = lazy(() => import('./data/collect/create-dialog'))
const CollectView = lazy(() => import('./data/collect/collect-view'))

export default function DataPage() {
  const run = useRunCommand()
  const studio = useStudio()
  const collecting = useSelect((state) => state.collecting)
  const collected = collecting === 'new' ? null : collecting
  const look = useSelect((state) => state.look)
  const [chosen, setChosen] = useState<string>()
  const inUse = useSelect((state) => state.project.data.dataset)
  // Show the dataset in use whenever it changes: requests to show rows refer to it, and editing a dataset creates a new
  // dataset.
  // A change of the dataset in use selects that dataset.
  useOnChange([look, inUse], () => {
    setChosen(undefined)
  })
  const show = (id: string) => {
    if (studio.store.getState().collecting) run('data.collect', { dataset: null })
    setChosen(id)
  }
  useRequestedDataset(show)
  const def = useShownDataset(chosen)
  return (
    <div className={layout.page}>
      <UnlessHidden command="data.use">
        <DatasetList
          shown={collected?.set ?? def?.schema.id}
          onShow={(id) => {
            if (collected) run('data.collect', { dataset: null })
            setChosen(id)
          }}
        />
      </UnlessHidden>
      <ShowDatasetContext value={setChosen}>
        {collected ? (
          <Suspense fallback={<LoadingStatus what={pageText.data.collecting} />}>
            <CollectView key={collected.set} collecting={collected} />
          </Suspense>
        ) : (
          def && <ChosenDataset def={def} />
        )}
      </ShowDatasetContext>
      {collecting === 'new' && (
        <LazyBoundary onRemove={() => run('data.collect', { dataset: null })}>
          <MakeDialog />
        </LazyBoundary>
      )}
    </div>
  )
}
