/** @file Data page: the list of datasets, and the chosen one with its tabs. */
import { lazy, Suspense, useEffect, useState } from 'react'
import { pageText } from '../../messages/en/pages'
import { Lazily } from '../shell/lazily'
import { Shown } from '../shell/lesson-shown'
import { Waiting } from '../shell/waiting'
import { useRun, useSelect, useStudio } from '../studio-context'
import { ChosenSet } from './data/chosen-dataset'
import { useShownSet } from './data/own-datasets'
import { SetList } from './data/dataset-list'
import { ShowSet, useAskedSet } from './data/show-dataset'
import layout from './data/data.module.css'

const MakeDialog = lazy(() => import('./data/collect/create-dialog'))
const CollectView = lazy(() => import('./data/collect/collect-view'))

export default function DataRoom() {
  const run = useRun()
  const studio = useStudio()
  const collecting = useSelect((state) => state.collecting)
  const collected = collecting === 'new' ? null : collecting
  const look = useSelect((state) => state.look)
  const [chosen, setChosen] = useState<string>()
  const inUse = useSelect((state) => state.project.data.dataset)
  // Requested rows belong to the dataset in use, and editing a dataset creates another one.
  // biome-ignore lint/correctness/useExhaustiveDependencies: when another dataset is in use, it is shown
  useEffect(() => {
    setChosen(undefined)
  }, [look, inUse])
  const show = (id: string) => {
    if (studio.store.getState().collecting) run('data.collect', { set: null })
    setChosen(id)
  }
  useAskedSet(show)
  const def = useShownSet(chosen)
  return (
    <div className={layout.room}>
      <Shown command="data.use">
        <SetList
          shown={collected?.set ?? def?.schema.id}
          onShow={(id) => {
            if (collected) run('data.collect', { set: null })
            setChosen(id)
          }}
        />
      </Shown>
      <ShowSet value={setChosen}>
        {collected ? (
          <Suspense fallback={<Waiting what={pageText.data.collecting} />}>
            <CollectView key={collected.set} collecting={collected} />
          </Suspense>
        ) : (
          def && <ChosenSet def={def} />
        )}
      </ShowSet>
      {collecting === 'new' && (
        <Lazily onGone={() => run('data.collect', { set: null })}>
          <MakeDialog />
        </Lazily>
      )}
    </div>
  )
}
