/**
 * @file useSend: sends input rows to the open service as manual requests, one at a time, and provides the latest
 * response.
 */
import { useCallback, useEffect, useRef, useState } from 'react'
import type { RequestSource } from '../../../../ops/log-entry'
import type { Answered, InferRow } from '../../../../protocol/serving-messages'
import { useStudio } from '../../../studio-context'

export interface Sending {
  readonly answer: Answered | undefined
  /** Number of requests that were answered. */
  readonly sent: number
  /** Number of requests that were skipped because the previous request was still in progress. */
  readonly skipped: number
  /** The reason why the last request was not answered. */
  readonly trouble: string | undefined
  send(row: () => InferRow | undefined): void
}

const NOTHING = { answer: undefined, sent: 0, skipped: 0, trouble: undefined }

/** Sends requests that are logged with this source. */
export function useSend(source: RequestSource): Sending {
  const studio = useStudio()
  const [state, setState] = useState<Omit<Sending, 'send'>>(NOTHING)
  const busy = useRef(false)
  const isMounted = useRef(true)
  useEffect(() => {
    isMounted.current = true
    return () => {
      isMounted.current = false
    }
  }, [])
  const send = useCallback(
    (row: () => InferRow | undefined) => {
      if (busy.current) return setState((now) => ({ ...now, skipped: now.skipped + 1 }))
      const input = row()
      if (!input) return
      busy.current = true
      studio
        .run('service.infer', { rows: input, source })
        .then(
          (answers) => {
            // The cast is safe because the command returns this type.
            const [answer] = answers as readonly Answered[]
            if (isMounted.current) setState((now) => ({ ...now, answer, sent: now.sent + 1, trouble: undefined }))
          },
          (error: unknown) => {
            const trouble = error instanceof Error ? error.message : String(error)
            if (isMounted.current) setState((now) => ({ ...now, trouble }))
          },
        )
        .finally(() => {
          busy.current = false
        })
    },
    [studio, source],
  )
  return { ...state, send }
}
