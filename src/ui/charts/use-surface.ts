/** @file The decision surface: what the live weights say on a grid, asked at most twice a second while training and once after. */
import { useEffect, useState } from 'react'
import { useSelect, useStudio } from '../studio-context'
import { gridOf, type Plane } from './plane'

/** Cells a side: fine enough to see a bend, few enough to ask twice a second. */
export const SURFACE_SIDE = 48
const PAUSE_MS = 500

/** Probabilities of each class, cell by cell. */
export type Surface = readonly (readonly number[])[]

/** The surface over a plane, or undefined until a model has answered. */
export function useSurface(plane: Plane | undefined, labels: readonly string[]): Surface | undefined {
  const studio = useStudio()
  const tag = useSelect((state) => state.run.tag)
  const id = useSelect((state) => (state.run.tag === 'idle' ? undefined : state.run.id))
  const [surface, setSurface] = useState<Surface>()

  useEffect(() => {
    if (!plane || !id || tag === 'preparing') return
    let closed = false
    let dirty = true
    let asking = false
    const grid = gridOf(plane, SURFACE_SIDE)

    async function ask(): Promise<void> {
      dirty = false
      asking = true
      try {
        const read = readSurface(await studio.run('model.predict', { inputs: grid }), labels, grid.length)
        if (!closed && read) setSurface(read)
      } catch {
        // No weights yet, or a drawing that takes something else than points: the picture stays as it is.
      } finally {
        asking = false
      }
    }
    const look = () => {
      if (dirty && !asking) void ask()
    }
    look()
    const timer = window.setInterval(look, PAUSE_MS)
    const close = studio.live.subscribe(() => {
      dirty = true
    })
    return () => {
      closed = true
      window.clearInterval(timer)
      close()
    }
  }, [studio, plane, labels, id, tag])

  return surface
}

/** The probabilities in an answer of `model.predict`, in the order of the labels; undefined when it holds something else. */
export function readSurface(answer: unknown, labels: readonly string[], count: number): Surface | undefined {
  const outputs = (answer as { outputs?: unknown } | null)?.outputs
  // With several outputs there is a list for each; the first one with classes is drawn.
  const lists = Array.isArray(outputs) ? [outputs] : Object.values((outputs ?? {}) as Record<string, unknown>)
  for (const list of lists) {
    if (!Array.isArray(list) || list.length !== count) continue
    const rows = list.map((row) => (row as { probabilities?: Record<string, number> } | null)?.probabilities)
    if (rows.some((row) => typeof row !== 'object')) continue
    return rows.map((row) => labels.map((label) => row?.[label] ?? 0))
  }
  return undefined
}
