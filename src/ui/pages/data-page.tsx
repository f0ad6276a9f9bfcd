/** @file Data page: the list of datasets, and the selected dataset with its tabs. */
import { lazy, Suspense, useState } from 'react'
import { pageText } from '../../messages/en/pages'
import { useOnChange } from '../kit/use-on-change'
import { LazyBoundary, LoadingStatus } from '../shell/lazy-boundary'
import { UnlessHidden } from '../shell/unless-hidden'
import { useRunCommand, useSelect, useStudio } from '../studio-context'
import { ChosenDataset } from './data/chosen-dataset'
import layout from './data/data.module.css'
import { DatasetList } from './data/dataset-list'
import { ShowDatasetContext, useRequestedDataset, useShownDataset } from './data/user-datasets'

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
