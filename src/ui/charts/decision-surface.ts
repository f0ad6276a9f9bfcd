/**
 * @file Datasets with two numbers per row: the points, and the grid of predictions behind them, updated during a run.
 */

import { useEffect, useMemo, useState } from 'react'
import type { Dataset, Split, SplitName } from '../../data/dataset'
import type { AppState } from '../../studio/state'
import { useComputedOnChange } from '../kit/use-on-change'
import { useSelect, useStudio } from '../studio-context'

export interface Points {
  readonly names: readonly [x: string, y: string]
  readonly x: Float32Array
  readonly y: Float32Array
  readonly classes: Int16Array
  readonly labels: readonly string[]
}

/**
 * Returns the first two number columns and the class of each row, taken from the target column; undefined if the
 * dataset is not a set of 2D points.
 */
export function pointsOf(dataset: Dataset): Points | undefined {
  if (dataset.schema.kind !== 'points') return undefined
  const numbers = dataset.columns.flatMap((column, i) => (column.type === 'number' ? [{ column, i }] : []))
  const [x, y] = numbers
  const target = dataset.schema.columns.findIndex((column) => column.name === dataset.schema.target)
  const classes = dataset.columns[target]
  const schema = dataset.schema.columns[target]
  if (!x || !y || classes?.type !== 'category' || schema?.type !== 'category') return undefined
  const name = (i: number) => dataset.schema.columns[i]?.name ?? ''
  return {
    names: [name(x.i), name(y.i)],
    x: Float32Array.from(x.column.values),
    y: Float32Array.from(y.column.values),
    classes: classes.codes,
    labels: schema.values,
  }
}

/** The rows to draw: all of them, or every nth row so that at most `limit` points are drawn. */
export function rowsToDraw(rows: Split[SplitName], limit: number): readonly number[] {
  const stride = Math.max(1, Math.ceil(rows.length / limit))
  return Array.from(rows).filter((_, i) => i % stride === 0)
}

export interface Plane {
  readonly left: number
  readonly right: number
  readonly bottom: number
  readonly top: number
}

/** The square region that contains all points plus a 10% margin, so that both axes have the same scale. */
export function planeOf(x: ArrayLike<number>, y: ArrayLike<number>): Plane {
  let [left, right, bottom, top] = [Infinity, -Infinity, Infinity, -Infinity]
  for (let i = 0; i < x.length; i++) {
    left = Math.min(left, x[i] as number)
    right = Math.max(right, x[i] as number)
    bottom = Math.min(bottom, y[i] as number)
    top = Math.max(top, y[i] as number)
  }
  if (!(left <= right && bottom <= top)) return { left: -1, right: 1, bottom: -1, top: 1 }
  const half = (Math.max(right - left, top - bottom, 1e-6) / 2) * 1.1
  const [cx, cy] = [(left + right) / 2, (bottom + top) / 2]
  return { left: cx - half, right: cx + half, bottom: cy - half, top: cy + half }
}

/** The centers of `side` × `side` grid cells in image order: row by row, starting at the top left. */
export function gridOf(plane: Plane, side: number): readonly (readonly [number, number])[] {
  const step = (plane.right - plane.left) / side
  const down = (plane.top - plane.bottom) / side
  return Array.from({ length: side * side }, (_, i) => [
    plane.left + step * ((i % side) + 0.5),
    plane.top - down * (Math.floor(i / side) + 0.5),
  ])
}

/** Cells per side: enough to show curvature, few enough for two predictions per second. */
export const SURFACE_SIDE = 48
const INTERVAL_MS = 500

/** The probabilities of the classes in each cell, indexed by cell. */
export type Surface = readonly (readonly number[])[]

/** The decision surface over a plane; undefined before the first prediction. */
export function useSurface(
  plane: Plane | undefined,
  labels: readonly string[],
  side = SURFACE_SIDE,
): Surface | undefined {
  const studio = useStudio()
  const weights = useSelect(weightsInUse)
  const read = useMemo(() => {
    if (!weights) return undefined
    return async (grid: Grid) => readSurface(await studio.run('model.predict', { inputs: grid }), labels, grid.length)
  }, [studio, labels, weights])
  return useOverPlane(plane, side, '', read)
}

/** Cells per side of a large surface, and the most values of a layer that are read for it. */
export const LARGE_SIDE = 96
const MAX_VALUES = 1e6

/** The values of one of the `units` of a layer over a plane, cell by cell. */
export function useUnitSurface(
  plane: Plane | undefined,
  { node, unit, units }: { readonly node: string | undefined; readonly unit: number; readonly units: number },
): Float32Array | undefined {
  const studio = useStudio()
  const weights = useSelect(weightsInUse)
  const report = useSelect((state) => state.report)
  const side = Math.min(LARGE_SIDE, Math.floor(Math.sqrt(MAX_VALUES / units)))
  // The values change with the weights and with the network.
  const read = useComputedOnChange([studio, node, unit, units, weights, report], () => {
    if (node === undefined) return undefined
    return async (points: Grid) => {
      const { layers } = await studio.run('layer.all', { nodes: [node], points })
      const values = layers[node]?.values
      return values && Float32Array.from(points, (_, i) => values[i * units + unit] as number)
    }
  })
  return useOverPlane(plane, side, `${node} ${unit}`, read)
}

type Grid = readonly (readonly [number, number])[]

/** Reads something for each cell of a plane, and again while a run goes on. Shows the last result with the same key. */
function useOverPlane<T>(
  plane: Plane | undefined,
  side: number,
  key: string,
  read: ((grid: Grid) => Promise<T | undefined>) | undefined,
): T | undefined {
  const { live } = useStudio()
  const tag = useSelect((state) => state.run.tag)
  const [found, setFound] = useState<{ readonly plane: Plane; readonly key: string; readonly value: T }>()

  useEffect(() => {
    if (!plane || !read || tag === 'preparing') return
    const [on, reads] = [plane, read]
    let closed = false
    let isDirty = true
    let isPending = false
    const grid = gridOf(on, side)

    async function update(): Promise<void> {
      isDirty = false
      isPending = true
      try {
        const value = await reads(grid)
        if (!closed && value) setFound({ plane: on, key, value })
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
    const close = live.subscribe(() => {
      isDirty = true
    })
    return () => {
      closed = true
      window.clearInterval(timer)
      close()
    }
  }, [live, plane, side, key, read, tag])

  return found && found.plane === plane && found.key === key && read ? found.value : undefined
}

/**
 * Changes whenever other weights predict: those of the run on this page, of a checkpoint that the user chose, or of an
 * earlier run, whose weights are loaded together with the list of runs. Undefined if nothing is trained.
 */
function weightsInUse({ run, inUse, runs }: AppState): unknown {
  if (run.tag !== 'idle') return run.id
  return inUse ?? (runs.length > 0 ? runs : undefined)
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
