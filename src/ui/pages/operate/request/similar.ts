/** @file similarRequests: earlier requests like one: those of the same row, then those that were answered most alike. */
import { oldest, placeOf, type Ring } from '../../../../ops/log/request-buffer'

export interface Similar {
  readonly id: number
  readonly sameRow: boolean
  /** Half the sum of the differences of their outputs: 0 for the same answer, 1 for answers that share nothing. */
  readonly apart: number
}

/** Looked at, newest first. */
const MOST = 20_000

/** The `k` most similar before it in the log. */
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

/** Of the same row the newest first, which are met first. */
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
