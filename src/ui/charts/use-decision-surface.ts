/**
 * @file The decision surface: predictions on a grid with the current weights, updated at most twice a second during
 * training and once afterward.
 */
import { useEffect, useState } from 'react'
import { useSelect, useStudio } from '../studio-context'
import { gridOf, type Plane } from './points-2d'

/** Cells per side: enough to show curvature, few enough for two predictions per second. */
export const SURFACE_SIDE = 48
const INTERVAL_MS = 500

/** The probabilities of the classes in each cell, indexed by cell. */
export type Surface = readonly (readonly number[])[]

/** The decision surface over a plane; undefined before the first prediction. */
export function useSurface(plane: Plane | undefined, labels: readonly string[]): Surface | undefined {
  const studio = useStudio()
  const tag = useSelect((state) => state.run.tag)
  const id = useSelect((state) => (state.run.tag === 'idle' ? undefined : state.run.id))
  const [surface, setSurface] = useState<Surface>()

  useEffect(() => {
    if (!plane || !id || tag === 'preparing') return
    let closed = false
    let isDirty = true
    let isPending = false
    const grid = gridOf(plane, SURFACE_SIDE)

    async function update(): Promise<void> {
      isDirty = false
      isPending = true
      try {
        const read = readSurface(await studio.run('model.predict', { inputs: grid }), labels, grid.length)
        if (!closed && read) setSurface(read)
      } catch {
        // If there are no weights yet, or the drawing now has different inputs, keep the previous surface.
      } finally {
        isPending = false
      }
    }
    const updateIfDirty = () => {
      if (isDirty && !isPending) void update()
    }
    updateIfDirty()
    const timer = window.setInterval(updateIfDirty, INTERVAL_MS)
    const close = studio.live.subscribe(() => {
      isDirty = true
    })
    return () => {
      closed = true
      window.clearInterval(timer)
      close()
    }
  }, [studio, plane, labels, id, tag])

  return surface
}

/**
 * Extracts the probabilities from a `model.predict` result, in label order; undefined if the result has an unexpected
 * format.
 */
export function readSurface(answer: unknown, labels: readonly string[], count: number): Surface | undefined {
  const outputs = (answer as { outputs?: unknown } | null)?.outputs
  // With several outputs, there is one list per output; the first output that predicts classes is drawn.
  const lists = Array.isArray(outputs) ? [outputs] : Object.values((outputs ?? {}) as Record<string, unknown>)
  for (const list of lists) {
    if (!Array.isArray(list) || list.length !== count) continue
    const rows = list.map((row) => (row as { probabilities?: Record<string, number> } | null)?.probabilities)
    if (rows.some((row) => typeof row !== 'object')) continue
    return rows.map((row) => labels.map((label) => row?.[label] ?? 0))
  }
  return undefined
}
