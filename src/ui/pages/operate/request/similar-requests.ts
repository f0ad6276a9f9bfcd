/**
 * @file similarRequests: earlier requests that used the same dataset row, followed by those with the most similar
 * outputs.
 */
import { oldestId, slotOf, type RequestBuffer } from '../../../../ops/log/request-buffer'

export interface SimilarRequest {
  readonly id: number
  readonly sameRow: boolean
  /**
   * Total variation distance: half the sum of the absolute differences between the outputs; 0 for identical outputs, 1
   * for disjoint ones.
   */
  readonly distance: number
}

/** The maximum number of requests to compare, newest first. */
const MAX_COMPARED = 20_000

/** Finds the `k` most similar earlier requests in the log. */
export function similarRequests(buffer: RequestBuffer, id: number, k: number): readonly SimilarRequest[] {
  const index = slotOf(buffer, id)
  if (index < 0) return []
  const { columns, widths } = buffer
  const row = columns.row[index] as number
  const results: SimilarRequest[] = []
  for (let other = id - 1; other >= Math.max(oldestId(buffer), id - MAX_COMPARED); other--) {
    const otherIndex = slotOf(buffer, other)
    if (otherIndex < 0) continue
    const sameRow = row >= 0 && columns.row[otherIndex] === row && columns.source[otherIndex] === columns.source[index]
    const distance = outputDistance(columns.outputs, widths.width, index, otherIndex)
    if (!sameRow && Number.isNaN(distance)) continue
    const one = { id: other, sameRow, distance }
    const at = results.findIndex((had) => precedes(one, had))
    if (at >= 0) results.splice(at, 0, one)
    else if (results.length < k) results.push(one)
    if (results.length > k) results.pop()
  }
  return results
}

/** Sorts requests with the same dataset row first; ties keep their order, newest first. */
function precedes(one: SimilarRequest, other: SimilarRequest): boolean {
  if (one.sameRow !== other.sameRow) return one.sameRow
  return !one.sameRow && one.distance < other.distance
}

function outputDistance(outputs: Float32Array, width: number, a: number, b: number): number {
  let sum = 0
  for (let k = 0; k < width; k++)
    sum += Math.abs((outputs[a * width + k] as number) - (outputs[b * width + k] as number))
  return sum / 2
}
