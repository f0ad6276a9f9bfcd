/**
 * @file The x positions of versions on their track: the gap between two versions grows with the time between them, and
 * is always large enough for the versions to be easy to click.
 */

/** The x position for unset aliases and the x position of the first version, in pixels. */
export const [MAST, FIRST] = [26, 96] as const
const [MIN_GAP, MAX_GAP] = [44, 104] as const
/** The gap between versions stops growing at this number of hours, about a month. */
const MONTH = 24 * 30

/**
 * One x position per version, in increasing order; a version without a date is placed at the minimum distance from the
 * previous one.
 */
export function versionPositions(dates: readonly (string | undefined)[]): readonly number[] {
  let x: number = FIRST
  return dates.map((date, i) => {
    if (i > 0) x += gap(dates[i - 1], date)
    return Math.round(x)
  })
}

function gap(before: string | undefined, after: string | undefined): number {
  const hours = (Date.parse(after ?? '') - Date.parse(before ?? '')) / 3_600_000
  if (!(hours > 0)) return MIN_GAP
  return MIN_GAP + (MAX_GAP - MIN_GAP) * Math.min(1, Math.log1p(hours) / Math.log1p(MONTH))
}

/** The index of the version nearest to an x position, or null if the position for unset aliases is nearest. */
export function nearestVersion(positions: readonly number[], x: number): number | null {
  let best: number | null = null
  let distance = Math.abs(x - MAST)
  positions.forEach((place, i) => {
    if (Math.abs(x - place) < distance) [best, distance] = [i, Math.abs(x - place)]
  })
  return best
}
