/**
 * @file Neighbors: predicts the majority class or the mean of the 5 nearest rows. It computes all distances, because
 * with hundreds of dimensions, as in images, a search tree (ml-knn) is four times as slow.
 */
import { baselinesText as text } from '../../messages/en/evaluate/simple-models'
import type { BaselineDef, TrainingData } from './baseline'

const K = 5

export const neighbours: BaselineDef = {
  id: 'neighbours',
  title: () => text.nearestNeighbors({ rows: K }),
  // biome-ignore lint/correctness/useYield: there is nothing to learn
  *fit(data) {
    return function* (x, count) {
      const out = new Float64Array(count)
      for (let row = 0; row < count; row++) {
        if (row % 16 === 0) yield
        out[row] = predict(data, nearest(data, x, row))
      }
      return out
    }
  },
}

/** Returns the indexes of the nearest rows, nearest first; ties go to the earlier row. */
function nearest({ x, rows, width }: TrainingData, queries: Float32Array, row: number): readonly number[] {
  const neighbors: { at: number; distance: number }[] = []
  let worst = Number.POSITIVE_INFINITY
  for (let at = 0; at < rows; at++) {
    let distance = 0
    // Stop as soon as the distance exceeds that of the farthest of the current neighbors.
    for (let i = 0; i < width && distance < worst; i++) {
      const difference = (x[at * width + i] as number) - (queries[row * width + i] as number)
      distance += difference * difference
    }
    if (distance >= worst) continue
    const index = neighbors.findIndex((one) => one.distance > distance)
    neighbors.splice(index < 0 ? neighbors.length : index, 0, { at, distance })
    if (neighbors.length > K) neighbors.pop()
    if (neighbors.length === K) worst = neighbors[K - 1]?.distance as number
  }
  return neighbors.map(({ at }) => at)
}

function predict({ y, classes, weights }: TrainingData, neighbors: readonly number[]): number {
  if (classes === 0) return neighbors.reduce((sum, at) => sum + (y[at] as number), 0) / neighbors.length
  const votes = new Float64Array(classes)
  for (const at of neighbors) votes[y[at] as number] = (votes[y[at] as number] as number) + (weights?.[at] ?? 1)
  return votes.indexOf(Math.max(...votes))
}
