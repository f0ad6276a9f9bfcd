/**
 * @file useResume: resumes a run exactly. If an exact resume is refused, provides the reason, so that the user can
 * resume the run anyway.
 */
import { useState } from 'react'
import { Refusal } from '../../../messages/message'
import { errorNotice } from '../../../studio/notice'
import { useRunCommand, useStudio } from '../../studio-context'

export interface Resume {
  exactly(): void
  /** Why the run cannot be resumed exactly, if an exact resume was refused. */
  readonly why: string | undefined
  /** Resumes even though the results may differ from those of an uninterrupted run. */
  anyway(): void
}

/** The ways to resume a run. */
export function useResume(id: string): Resume {
  const studio = useStudio()
  const run = useRunCommand()
  const [why, setWhy] = useState<string>()
  return {
    why,
    exactly() {
      setWhy(undefined)
      studio.run('run.continue', { run: id }).catch((error: unknown) => {
        if (error instanceof Refusal && error.code === 'run-not-exact') setWhy(error.message)
        else run('notice.show', errorNotice(error))
      })
    },
    anyway() {
      setWhy(undefined)
      run('run.continue', { run: id, how: 'nearly' })
    },
  }
}
