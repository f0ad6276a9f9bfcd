/** @file useReproduction: reproduces a version in the background, with progress, result, and a way to stop it. */
import { useCallback, useEffect, useRef, useState } from 'react'
import type { Reproduced } from '../../../../studio/operate/reproduce'
import { useStudio } from '../../../studio-context'

export type ReproductionState =
  | { readonly tag: 'no' }
  | { readonly tag: 'on'; readonly share: number }
  | { readonly tag: 'done'; readonly found: Reproduced }
  | { readonly tag: 'failed'; readonly why: string }

export interface Reproduction {
  readonly state: ReproductionState
  readonly start: () => void
  readonly stop: () => void
}

/** The training run that reproduces a version; it stops when the panel closes. */
export function useReproduction(model: string, version: number, onDone: () => void): Reproduction {
  const studio = useStudio()
  const [state, setState] = useState<ReproductionState>({ tag: 'no' })
  const abort = useRef<AbortController>(null)
  useEffect(() => () => abort.current?.abort(), [])
  const stop = useCallback(() => abort.current?.abort(), [])
  const start = useCallback(() => {
    const controller = new AbortController()
    abort.current = controller
    setState({ tag: 'on', share: 0 })
    const onProgress = (share: number) => setState((now) => (now.tag === 'on' ? { tag: 'on', share } : now))
    studio.run('registry.reproduce', { model, version, signal: controller.signal, onProgress }).then(
      (result) => {
        setState({ tag: 'done', found: result as Reproduced })
        onDone()
      },
      (error: unknown) => {
        if (controller.signal.aborted) setState({ tag: 'no' })
        else setState({ tag: 'failed', why: error instanceof Error ? error.message : String(error) })
      },
    )
  }, [studio, model, version, onDone])
  return { state, start, stop }
}
