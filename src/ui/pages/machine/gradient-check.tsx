/**
 * @file GradientsLine: on request, checks a backend's gradients for every layer against finite differences and shows
 * the result.
 */
import { useState } from 'react'
import type { Backend } from '../../../protocol/backend'
import type { GradientReport } from '../../../protocol/trainer-messages'
import { machineText } from '../../../messages/en/machine'
import { BACKEND_NAMES } from '../backend-names'
import { Button } from '../../kit/button'
import { useStudio } from '../../studio-context'
import { gradientsStatus } from './gradient-check-text'
import layout from './machine.module.css'

const text = machineText.gradients

interface GradientsLineProps {
  readonly backend: Backend
  /** Disables the button while a run is in progress, because the run and the check would slow each other down. */
  readonly disabled: boolean
}

/** The button and the result of the check. */
export function GradientsLine({ backend, disabled }: GradientsLineProps) {
  const studio = useStudio()
  const [status, setStatus] = useState('')
  const [busy, setBusy] = useState<'checking'>()
  const check = async () => {
    setBusy('checking')
    setStatus('')
    try {
      setStatus(gradientsStatus((await studio.run('machine.gradients', { backend })) as readonly GradientReport[]))
    } catch (error) {
      setStatus(error instanceof Error ? error.message : String(error))
    }
    setBusy(undefined)
  }
  return (
    <div className={layout.gradients}>
      <Button
        size="small"
        tone="quiet"
        disabled={disabled || busy !== undefined}
        aria-label={text.checkOn({ backend: BACKEND_NAMES[backend] })}
        onClick={() => void check()}
      >
        {busy ? text.busy : text.check}
      </Button>
      <span role="status">{status}</span>
    </div>
  )
}
