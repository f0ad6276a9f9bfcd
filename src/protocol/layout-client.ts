/** @file arranged: lays out a drawing, in a worker if it is large; the layout can be aborted. */

import type { Drawing, Position } from '../graph/drawing'
import type { LayoutOptions } from '../graph/layout'
import { workerName } from '../messages/active-language'
import { workersText } from '../messages/en/studio/datasets'
import { closeWorker, type WorkerLike, watchWorker } from './worker-client'

export type Places = Readonly<Record<string, Position>>
/** The messages to the layout worker (LayoutRequest) and from it (LayoutAnswer). */
export type LayoutRequest = Pick<Drawing, 'nodes' | 'wires'> & { readonly options: Options }
type Options = Pick<LayoutOptions, 'heights' | 'widths' | 'branches' | 'view' | 'gaps'>
export type LayoutAnswer = { readonly places: Places } | { readonly why: string }

/**
 * For fewer nodes than this, the layout takes only a frame or two, which is less time than it takes to start a worker.
 */
const APART = 60

/** Positions for the nodes of a drawing, or undefined if `signal` is aborted. Rejects if the worker fails. */
export async function arranged(
  { nodes, wires }: Drawing,
  signal: AbortSignal,
  options: Options = {},
): Promise<Places | undefined> {
  if (nodes.length < APART || typeof Worker === 'undefined') {
    const { layout } = await import('../graph/layout')
    return signal.aborted ? undefined : layout({ nodes, wires }, options)
  }
  if (signal.aborted) return undefined
  const worker: WorkerLike<LayoutRequest, LayoutAnswer> = new Worker(
    new URL('../../workers/layout.worker.ts', import.meta.url),
    {
      type: 'module',
      name: workerName('layout'),
    },
  )
  try {
    return await new Promise<Places | undefined>((resolve, reject) => {
      signal.addEventListener('abort', () => resolve(undefined), { once: true })
      worker.onmessage = ({ data }) => ('places' in data ? resolve(data.places) : reject(new Error(data.why)))
      watchWorker(worker, (failure) =>
        reject(new Error((failure.kind === 'error' && failure.text) || workersText.layoutStopped)),
      )
      worker.postMessage({ nodes, wires, options })
    })
  } finally {
    // Terminating the worker is the only way to stop dagre.
    closeWorker(worker)
  }
}
