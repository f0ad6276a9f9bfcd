/** @file Playback rate: how fast simulated time really passes, where that is clearly slower than the chosen speed. */

/** Simulated time at a moment of real time, both in ms. */
export interface Mark {
  readonly at: number
  readonly wall: number
}

/** The rate is measured over this time, in ms, so that one hitch does not count. */
const WINDOW_MS = 4000
/** Nothing is shown before this time, in ms: the service may be warming up. */
const MIN_MS = 2500
/** The rate is shown below the first share of the chosen speed, and hidden again above the second. */
const SHOWN_BELOW = 0.8
const HIDDEN_ABOVE = 0.9

/** The marks with one more, back to the start of the window. Simulated time that goes back starts a new list. */
export function addMark(marks: readonly Mark[], mark: Mark): readonly Mark[] {
  const last = marks.at(-1)
  if (last && mark.at < last.at) return [mark]
  return [...marks.filter(({ wall }) => mark.wall - wall <= WINDOW_MS), mark]
}

/** Simulated ms per real ms where that is slower than the speed; `shown` is the rate shown before. */
export function slowRate(marks: readonly Mark[], speed: number, shown: number | undefined): number | undefined {
  const [first, last] = [marks[0], marks.at(-1)]
  if (!first || !last || last.wall - first.wall < MIN_MS) return shown
  const rate = (last.at - first.at) / (last.wall - first.wall)
  return rate < speed * (shown === undefined ? SHOWN_BELOW : HIDDEN_ABOVE) ? rate : undefined
}
