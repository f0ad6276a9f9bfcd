/** @file useTraining: reproduces a version in the background: its progress, its result, and stopping it. */
import { useCallback, useEffect, useRef, useState } from 'react'
import type { Reproduced } from '../../../../studio/operate/reproduce'
import { useStudio } from '../../../studio-context'

export type TrainingState =
  | { readonly tag: 'no' }
  | { readonly tag: 'on'; readonly share: number }
  | { readonly tag: 'done'; readonly found: Reproduced }
  | { readonly tag: 'failed'; readonly why: string }

export interface Training {
  readonly state: TrainingState
  readonly start: () => void
  readonly stop: () => void
}

/** The training of a version; it stops when the panel closes. */
export function useTraining(model: string, version: number, onDone: () => void): Training {
  const studio = useStudio()
  const [state, setState] = useState<TrainingState>({ tag: 'no' })
  const abort = useRef<AbortController>(null)
  useEffect(() => () => abort.current?.abort(), [])
  const stop = useCallback(() => abort.current?.abort(), [])
  const start = useCallback(() => {
    const mine = new AbortController()
    abort.current = mine
    setState({ tag: 'on', share: 0 })
    const onProgress = (share: number) => setState((now) => (now.tag === 'on' ? { tag: 'on', share } : now))
    studio.run('registry.reproduce', { model, version, signal: mine.signal, onProgress }).then(
      (found) => {
        setState({ tag: 'done', found: found as Reproduced })
        onDone()
      },
      (error: unknown) => {
        if (mine.signal.aborted) setState({ tag: 'no' })
        else setState({ tag: 'failed', why: error instanceof Error ? error.message : String(error) })
      },
    )
  }, [studio, model, version, onDone])
  return { state, start, stop }
}
