/** @file arranged: places for every node of a drawing, worked out in a worker where the page would feel it, and given up when told to. */
import { workerName } from '../messages/active-language'
import type { Drawing, Position } from '../graph/drawing'

export type Places = Readonly<Record<string, Position>>
/** What the worker is asked, and answers. */
export type LayoutAsked = Pick<Drawing, 'nodes' | 'wires'> & { readonly heights?: Heights }
/** In canvas pixels, by kind. */
export type Heights = Readonly<Record<string, number>>
export type LayoutAnswer = { readonly places: Places } | { readonly why: string }

/** Fewer nodes than these are placed within a frame or two: no worker is worth its start. */
const APART = 60

/** Places for the nodes of a drawing, or nothing once `signal` is aborted. Rejects where the worker breaks. */
export async function arranged(
  { nodes, wires }: Drawing,
  signal: AbortSignal,
  heights?: Heights,
): Promise<Places | undefined> {
  const asked: LayoutAsked = { nodes, wires, ...(heights ? { heights } : {}) }
  if (nodes.length < APART || typeof Worker === 'undefined') {
    const { layout } = await import('../graph/layout')
    return signal.aborted ? undefined : layout(asked, { heights })
  }
  if (signal.aborted) return undefined
  const worker = new Worker(new URL('../../workers/layout.worker.ts', import.meta.url), {
    type: 'module',
    name: workerName('layout'),
  })
  try {
    return await new Promise<Places | undefined>((resolve, reject) => {
      signal.addEventListener('abort', () => resolve(undefined), { once: true })
      worker.onmessage = ({ data }: MessageEvent<LayoutAnswer>) =>
        'places' in data ? resolve(data.places) : reject(new Error(data.why))
      worker.onerror = (event) => {
        event.preventDefault()
        reject(new Error(event.message || 'the worker that arranges it ended'))
      }
      worker.postMessage(asked)
    })
  } finally {
    // Ending it is what stops it: dagre asks nobody on its way.
    worker.terminate()
  }
}
