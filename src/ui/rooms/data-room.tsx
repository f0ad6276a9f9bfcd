/** @file Data room: the sets there are, and the one chosen from near, a tab for each thing that can be done with it. */
import { useEffect, useState } from 'react'
import { Shown } from '../shell/lesson-shown'
import { useSelect } from '../studio-context'
import { ChosenSet } from './data/chosen-set'
import { useShownSet } from './data/own-sets'
import { SetList } from './data/set-list'
import { ShowSet } from './data/show-set'
import layout from './data/data.module.css'

export default function DataRoom() {
  const look = useSelect((state) => state.look)
  const [chosen, setChosen] = useState<string>()
  const inUse = useSelect((state) => state.project.data.dataset)
  // Rows that are asked for are rows of the set in use, and an edited set is another one than it was made from.
  // biome-ignore lint/correctness/useExhaustiveDependencies: when another set is in use, that one is shown
  useEffect(() => {
    setChosen(undefined)
  }, [look, inUse])
  const def = useShownSet(chosen)
  return (
    <div className={layout.room}>
      <Shown command="data.use">
        <SetList shown={def?.schema.id} onShow={setChosen} />
      </Shown>
      <ShowSet value={setChosen}>{def && <ChosenSet def={def} />}</ShowSet>
    </div>
  )
}
