/** @file similarRequests: earlier requests of the same row, then those with the most similar outputs. */
import { oldest, placeOf, type Ring } from '../../../../ops/log/request-buffer'

export interface Similar {
  readonly id: number
  readonly sameRow: boolean
  /** Half the sum of the absolute differences of their outputs: 0 for equal outputs, 1 for disjoint ones. */
  readonly apart: number
}

/** How many requests are compared, newest first. */
const MOST = 20_000

/** The `k` most similar earlier requests in the log. */
export function similarRequests(ring: Ring, id: number, k: number): readonly Similar[] {
  const place = placeOf(ring, id)
  if (place < 0) return []
  const { columns, widths } = ring
  const row = columns.row[place] as number
  const found: Similar[] = []
  for (let other = id - 1; other >= Math.max(oldest(ring), id - MOST); other--) {
    const its = placeOf(ring, other)
    if (its < 0) continue
    const sameRow = row >= 0 && columns.row[its] === row && columns.source[its] === columns.source[place]
    const apart = apartIn(columns.outputs, widths.width, place, its)
    if (!sameRow && Number.isNaN(apart)) continue
    const one = { id: other, sameRow, apart }
    const at = found.findIndex((had) => before(one, had))
    if (at >= 0) found.splice(at, 0, one)
    else if (found.length < k) found.push(one)
    if (found.length > k) found.pop()
  }
  return found
}

/** Requests of the same row come first; among them the newest, which are found first. */
function before(one: Similar, other: Similar): boolean {
  if (one.sameRow !== other.sameRow) return one.sameRow
  return !one.sameRow && one.apart < other.apart
}

function apartIn(outputs: Float32Array, width: number, a: number, b: number): number {
  let sum = 0
  for (let k = 0; k < width; k++)
    sum += Math.abs((outputs[a * width + k] as number) - (outputs[b * width + k] as number))
  return sum / 2
}
