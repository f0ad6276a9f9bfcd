/**
 * @file Neighbors: the majority or mean of the 5 nearest rows. Every distance is computed: with hundreds of dimensions, as in images, a
 * tree of rows (ml-knn) is four times as slow.
 */
import { baselinesText as text } from '../../messages/en/data/baselines'
import type { BaselineDef, Lesson } from './baseline'

const K = 5

export const neighbours: BaselineDef = {
  id: 'neighbours',
  title: () => text.nearestNeighbors({ rows: K }),
  // biome-ignore lint/correctness/useYield: there is nothing to learn
  *fit(lesson) {
    return function* (x, count) {
      const out = new Float64Array(count)
      for (let row = 0; row < count; row++) {
        if (row % 16 === 0) yield
        out[row] = answer(lesson, nearest(lesson, x, row))
      }
      return out
    }
  },
}

/** Row numbers, nearest first; of equally near rows, the earlier one. */
function nearest({ x, rows, width }: Lesson, given: Float32Array, row: number): readonly number[] {
  const found: { at: number; distance: number }[] = []
  let worst = Number.POSITIVE_INFINITY
  for (let at = 0; at < rows; at++) {
    let distance = 0
    // A distance beyond that of the farthest neighbor need not be computed to the end.
    for (let i = 0; i < width && distance < worst; i++) {
      const apart = (x[at * width + i] as number) - (given[row * width + i] as number)
      distance += apart * apart
    }
    if (distance >= worst) continue
    const place = found.findIndex((one) => one.distance > distance)
    found.splice(place < 0 ? found.length : place, 0, { at, distance })
    if (found.length > K) found.pop()
    if (found.length === K) worst = found[K - 1]?.distance as number
  }
  return found.map(({ at }) => at)
}

function answer({ y, classes }: Lesson, near: readonly number[]): number {
  if (classes === 0) return near.reduce((sum, at) => sum + (y[at] as number), 0) / near.length
  const votes = new Uint32Array(classes)
  for (const at of near) votes[y[at] as number] = (votes[y[at] as number] as number) + 1
  return votes.indexOf(Math.max(...votes))
}
