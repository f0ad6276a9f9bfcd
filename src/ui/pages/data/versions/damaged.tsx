/** @file Sets that cannot be read any more: told with what can be done, the others stay listed. */
import { useState } from 'react'
import { counted } from '../../../../messages/format'
import { Button } from '../../../kit/button'
import { useRun, useSelect } from '../../../studio-context'
import layout from './versions.module.css'

/** One line for all of them; nothing where there are none. */
export function DamagedSets() {
  const run = useRun()
  const damaged = useSelect((state) => state.sets.damaged)
  const [sure, setSure] = useState(false)
  if (damaged.length === 0) return null
  return (
    <div className={layout.damaged} role="alert">
      <p>
        {counted(damaged.length, 'set')} of yours {damaged.length === 1 ? 'is' : 'are'} damaged on this device and
        cannot be read. Bring the files again.
      </p>
      {sure ? (
        <>
          <Button
            size="small"
            tone="bad"
            onClick={() => {
              for (const set of damaged) run('dataset.remove', { dataset: set, force: true })
              setSure(false)
            }}
          >
            Remove what is left
          </Button>
          <Button size="small" autoFocus onClick={() => setSure(false)}>
            Keep it
          </Button>
        </>
      ) : (
        <Button size="small" tone="quiet" onClick={() => setSure(true)}>
          Remove what is left…
        </Button>
      )}
    </div>
  )
}
