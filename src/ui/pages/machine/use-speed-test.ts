/**
 * @file useMeasure: measures the speed of the backends one after another; never during a run, because the measurement
 * and the run would slow each other down.
 */
import { useState } from 'react'
import type { Backend } from '../../../protocol/backend'
import { errorNotice } from '../../../studio/notice'
import { useStudio } from '../../studio-context'
import type { Speed } from './training-time-estimate'

export interface Measured {
  readonly speeds: Readonly<Partial<Record<Backend, Speed>>>
  readonly busy: Backend | undefined
  measure(backends: readonly Backend[]): Promise<void>
}

/** Backend speeds measured since the page was opened. */
export function useMeasure(): Measured {
  const studio = useStudio()
  const [speeds, setSpeeds] = useState<Measured['speeds']>({})
  const [busy, setBusy] = useState<Backend>()
  return {
    speeds,
    busy,
    async measure(backends) {
      for (const backend of backends) {
        setBusy(backend)
        try {
          const speed = (await studio.run('machine.measure', { backend })) as Speed
          setSpeeds((before) => ({ ...before, [backend]: speed }))
        } catch (error) {
          await studio.run('notice.show', errorNotice(error))
        }
      }
      setBusy(undefined)
    },
  }
}
