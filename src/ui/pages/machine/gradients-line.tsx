/** @file GradientsLine: checks a backend's gradients of every layer against finite differences, when asked, and says what came of it. */
import { useState } from 'react'
import type { Backend } from '../../../protocol/backend'
import type { GradientReport } from '../../../protocol/trainer-messages'
import { BACKEND_NAMES } from '../backend-names'
import { Button } from '../../kit/button'
import { useStudio } from '../../studio-context'
import { gradientWords } from './gradients-status'
import layout from './machine.module.css'

interface GradientsLineProps {
  readonly backend: Backend
  /** While a run is open: both would be slowed. */
  readonly disabled: boolean
}

/** The button and the answer. */
export function GradientsLine({ backend, disabled }: GradientsLineProps) {
  const studio = useStudio()
  const [words, setWords] = useState('')
  const [busy, setBusy] = useState<'checking'>()
  const check = async () => {
    setBusy('checking')
    setWords('')
    try {
      setWords(gradientWords((await studio.run('machine.gradients', { backend })) as readonly GradientReport[]))
    } catch (error) {
      setWords(error instanceof Error ? error.message : String(error))
    }
    setBusy(undefined)
  }
  return (
    <div className={layout.gradients}>
      <Button
        size="small"
        tone="quiet"
        disabled={disabled || busy !== undefined}
        aria-label={`Check gradients on ${BACKEND_NAMES[backend]}`}
        onClick={() => void check()}
      >
        {busy ? 'Checking gradients' : 'Check gradients'}
      </Button>
      <span role="status">{words}</span>
    </div>
  )
}
