/** @file Pace: how fast virtual time passes in fact, where that is clearly less than was asked for. */

/** Where virtual time stood at a moment of the wall, both in ms. */
export interface Mark {
  readonly at: number
  readonly wall: number
}

/** What is looked back at, in ms: a hitch is no pace. */
const WINDOW_MS = 4000
/** With less than this nothing is said: what serves may be warming up. */
const LEAST_MS = 2500
/** Below this part of what was asked for it is told, above the other not any more. */
const BEHIND = 0.8
const ABREAST = 0.9

/** The marks with one more, as far back as is looked; virtual time that goes back begins anew. */
export function marked(marks: readonly Mark[], mark: Mark): readonly Mark[] {
  const last = marks.at(-1)
  if (last && mark.at < last.at) return [mark]
  return [...marks.filter(({ wall }) => mark.wall - wall <= WINDOW_MS), mark]
}

/** Virtual milliseconds in a real one, where that falls behind the speed; `told` is what was said of it before. */
export function slowPace(marks: readonly Mark[], speed: number, told: number | undefined): number | undefined {
  const [first, last] = [marks[0], marks.at(-1)]
  if (!first || !last || last.wall - first.wall < LEAST_MS) return told
  const pace = (last.at - first.at) / (last.wall - first.wall)
  return pace < speed * (told === undefined ? BEHIND : ABREAST) ? pace : undefined
}

const UNITS = [
  [604_800_000, 'week'],
  [86_400_000, 'day'],
  [3_600_000, 'hour'],
  [60_000, 'minute'],
  [1000, 'second'],
] as const

/** A pace in words: 2.1 days a second. */
export function paceWords(pace: number): string {
  const ms = pace * 1000
  const [unit, name] = UNITS.find(([unit]) => ms >= unit) ?? UNITS[4]
  const n = Number((ms / unit).toFixed(ms / unit < 9.95 ? 1 : 0))
  return `${n} ${name}${n === 1 ? '' : 's'} a second`
}
