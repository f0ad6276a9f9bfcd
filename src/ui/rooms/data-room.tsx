/** @file Data room: the sets there are, and the one chosen from near, a tab for each thing that can be done with it. */
import { useEffect, useState } from 'react'
import { datasets, findDataset } from '../../catalog/datasets/all'
import { Shown } from '../shell/lesson-shown'
import { useSelect } from '../studio-context'
import { ChosenSet } from './data/chosen-set'
import { SetList } from './data/set-list'
import layout from './data/data.module.css'

export default function DataRoom() {
  const inUse = useSelect((state) => state.project.data.dataset)
  const look = useSelect((state) => state.look)
  const [chosen, setChosen] = useState<string>()
  // Rows that are asked for are rows of the set in use.
  useEffect(() => {
    if (look) setChosen(undefined)
  }, [look])
  const def = findDataset(chosen ?? inUse) ?? datasets[0]
  return (
    <div className={layout.room}>
      <Shown command="data.use">
        <SetList shown={def?.schema.id} onShow={setChosen} />
      </Shown>
      {def && <ChosenSet key={def.schema.id} def={def} />}
    </div>
  )
}
