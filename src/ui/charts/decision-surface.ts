/**
 * @file Datasets with two numbers per row: the points, and the grid of predictions behind them, updated during a run.
 */

import { useEffect, useState } from 'react'
import type { Dataset, Split } from '../../data/dataset'
import type { AppState } from '../../studio/state'
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
export function rowsToDraw(rows: Split[keyof Split], limit: number): readonly number[] {
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
export function useSurface(plane: Plane | undefined, labels: readonly string[]): Surface | undefined {
  const studio = useStudio()
  const tag = useSelect((state) => state.run.tag)
  const weights = useSelect(weightsInUse)
  const [surface, setSurface] = useState<{ readonly plane: Plane; readonly cells: Surface }>()

  useEffect(() => {
    if (!plane || !weights || tag === 'preparing') return
    const on = plane
    let closed = false
    let isDirty = true
    let isPending = false
    const grid = gridOf(on, SURFACE_SIDE)

    async function update(): Promise<void> {
      isDirty = false
      isPending = true
      try {
        const read = readSurface(await studio.run('model.predict', { inputs: grid }), labels, grid.length)
        if (!closed && read) setSurface({ plane: on, cells: read })
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
  }, [studio, plane, labels, weights, tag])

  return surface && surface.plane === plane && weights ? surface.cells : undefined
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
