/** @file Data room: the sets there are, and the one chosen from near, a tab for each thing that can be done with it. */
import { lazy, Suspense, useEffect, useState } from 'react'
import { Lazily } from '../shell/lazily'
import { Shown } from '../shell/lesson-shown'
import { Waiting } from '../shell/waiting'
import { useRun, useSelect, useStudio } from '../studio-context'
import { ChosenSet } from './data/chosen-dataset'
import { useShownSet } from './data/own-datasets'
import { SetList } from './data/dataset-list'
import { ShowSet, useAskedSet } from './data/show-dataset'
import layout from './data/data.module.css'

const MakeDialog = lazy(() => import('./data/collect/make-dialog'))
const CollectView = lazy(() => import('./data/collect/collect-view'))

export default function DataRoom() {
  const run = useRun()
  const studio = useStudio()
  const collecting = useSelect((state) => state.collecting)
  const collected = collecting === 'new' ? null : collecting
  const look = useSelect((state) => state.look)
  const [chosen, setChosen] = useState<string>()
  const inUse = useSelect((state) => state.project.data.dataset)
  // Rows that are asked for are rows of the set in use, and an edited set is another one than it was made from.
  // biome-ignore lint/correctness/useExhaustiveDependencies: when another set is in use, that one is shown
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
          <Suspense fallback={<Waiting what="Collecting" />}>
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
