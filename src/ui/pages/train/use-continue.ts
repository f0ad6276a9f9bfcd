/** @file useContinue: goes on with a run exactly; where that cannot be, the reason stands beside the way on all the same. */
import { useState } from 'react'
import { Refusal } from '../../../messages/message'
import { useRun, useStudio } from '../../studio-context'

export interface Continue {
  exactly(): void
  /** Why not exactly, once that was refused. */
  readonly why: string | undefined
  nearly(): void
}

/** The ways on with a run. */
export function useContinue(id: string): Continue {
  const studio = useStudio()
  const run = useRun()
  const [why, setWhy] = useState<string>()
  return {
    why,
    exactly() {
      setWhy(undefined)
      studio.run('run.continue', { run: id }).catch((error: unknown) => {
        if (error instanceof Refusal && error.code === 'run-not-exact') setWhy(error.message)
        else run('notice.show', { tone: 'bad', text: error instanceof Error ? error.message : String(error) })
      })
    },
    nearly() {
      setWhy(undefined)
      run('run.continue', { run: id, how: 'nearly' })
    },
  }
}
