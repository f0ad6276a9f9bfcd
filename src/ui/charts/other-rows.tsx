/** @file OtherRows: in place of examples whose rows are not loaded, says which rows the results are of. */
import { dockPanelsText as text } from '../../messages/en/build/dock-panels'
import { areOfEarlierVersion } from '../../studio/models/evaluated-split'
import kit from '../kit/kit.module.css'
import { useRunCommand, useSelect } from '../studio-context'

export function OtherRows() {
  const isEarlier = useSelect(areOfEarlierVersion)
  const run = useRunCommand()
  if (!isEarlier) return <p className={kit.soft}>{text.otherDataset}</p>
  return (
    <p className={kit.soft}>
      {text.earlierVersion}{' '}
      <button type="button" className={kit.link} onClick={() => run('room.open', { room: 'data', tab: 'versions' })}>
        {text.openVersions}
      </button>
    </p>
  )
}
