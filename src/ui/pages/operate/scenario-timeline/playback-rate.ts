/**
 * @file Playback rate: how fast simulated time actually passes, shown only if it is clearly slower than the chosen
 * speed.
 */

/** A pair of corresponding times, both in ms: the simulated time and the real time at which it was reached. */
export interface Mark {
  readonly at: number
  readonly wall: number
}

/** The rate is averaged over this many milliseconds, so that one hitch does not matter. */
const WINDOW_MS = 4000
/** No rate is shown during this initial period, in ms, because the service may still be warming up. */
const MIN_MS = 2500
/**
 * Fractions of the chosen speed: the measured rate is shown once it falls below the first, and hidden once it rises
 * above the second.
 */
const SHOWN_BELOW = 0.8
const HIDDEN_ABOVE = 0.9

/**
 * Appends a mark and drops marks that are older than the averaging window. If simulated time has gone backward, starts
 * a new list.
 */
export function addMark(marks: readonly Mark[], mark: Mark): readonly Mark[] {
  const last = marks.at(-1)
  if (last && mark.at < last.at) return [mark]
  return [...marks.filter(({ wall }) => mark.wall - wall <= WINDOW_MS), mark]
}

/**
 * The measured rate in simulated ms per real ms if it is slower than the chosen speed, otherwise undefined; `shown` is
 * the previously displayed rate.
 */
export function slowRate(marks: readonly Mark[], speed: number, shown: number | undefined): number | undefined {
  const [first, last] = [marks[0], marks.at(-1)]
  if (!first || !last || last.wall - first.wall < MIN_MS) return shown
  const rate = (last.at - first.at) / (last.wall - first.wall)
  return rate < speed * (shown === undefined ? SHOWN_BELOW : HIDDEN_ABOVE) ? rate : undefined
}
