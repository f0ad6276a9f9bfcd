/** @file A note about datasets that can no longer be read, with a button to remove them. */
import { useState } from 'react'
import { versionsText as text } from '../../../../messages/en/data/versions'
import { Button } from '../../../kit/button'
import { useRunCommand, useSelect } from '../../../studio-context'
import layout from './versions.module.css'

/** One note for all damaged datasets; renders nothing if there are none. */
export function DamagedDatasets() {
  const run = useRunCommand()
  const damaged = useSelect((state) => state.sets.damaged)
  const [isConfirming, setIsConfirming] = useState(false)
  if (damaged.length === 0) return null
  return (
    <div className={layout.damaged} role="alert">
      <p>{text.damaged.about({ datasets: damaged.length })}</p>
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
            {text.damaged.remove}
          </Button>
          <Button size="small" autoFocus onClick={() => setIsConfirming(false)}>
            {text.damaged.keep}
          </Button>
        </>
      ) : (
        <Button size="small" tone="quiet" onClick={() => setIsConfirming(true)}>
          {text.damaged.ask}
        </Button>
      )}
    </div>
  )
}
