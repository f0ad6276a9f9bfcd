/** @file furthest: which requests of a window carry a drift most: far out on the side it goes to, or of what comes more often now. */
import type { LogView } from '../log/fold'
import { UNLABELLED } from '../log/request-buffer'
import { type AnswerReference, topsOf } from './answer-reference'
import { type FeatureVerdict, featureIn, outputsIn, placesOf } from './window-drift'

export interface Carrier {
  /** The latest request of this input, a labelled one where there is. */
  readonly request: number
  /** Requests of the window with the same input. */
  readonly times: number
  /** Of the feature; NaN where it is missing. */
  readonly value: number
}

/** At most so many different inputs of a window, the furthest first. */
export function furthest(
  { ring, book }: LogView,
  window: number,
  n: number,
  verdict: Pick<FeatureVerdict, 'at' | 'name' | 'bins' | 'mean' | 'missing'>,
  answers: readonly AnswerReference[],
  most: number,
): readonly Carrier[] {
  const places = placesOf(ring, window, n)
  if (!places) return []
  const { columns } = ring
  const values =
    verdict.at >= 0 ? featureIn(ring, places, verdict.at) : answersOf({ ring, book }, places, verdict.name, answers)
  const far = distanceOf(verdict)
  const found = new Map<string, { request: number; isLabelled: boolean; times: number; value: number; far: number }>()
  places.forEach((place, i) => {
    const value = values[i] as number
    const distance = far(value)
    // What comes less often, or lies on the other side, carries none of it.
    if (!(distance > 0)) return
    const row = columns.row[place] as number
    const own = `${row} ${columns.operator[place]} ${columns.strength[place]} ${value}`
    const key = row < 0 ? `outside ${ring.id[place]}` : own
    const known = found.get(key)
    const isLabelled = ring.labelBy[place] !== UNLABELLED
    const request = known?.isLabelled && !isLabelled ? known.request : (ring.id[place] as number)
    found.set(key, {
      request,
      isLabelled: isLabelled || known?.isLabelled === true,
      times: (known?.times ?? 0) + 1,
      value,
      far: distance,
    })
  })
  return [...found.values()].sort((a, b) => b.far - a.far || b.times - a.times || b.request - a.request).slice(0, most)
}

function answersOf(
  { ring, book }: LogView,
  places: readonly number[],
  name: string,
  answers: readonly AnswerReference[],
) {
  const out = new Float32Array(places.length).fill(Number.NaN)
  for (const { answer } of answers) {
    for (const version of book.versions.keys()) {
      const said = outputsIn(ring, places, version)
      const { top, sure } = topsOf(said, ring.widths.width)
      const own = name === answer.column ? (answer.kind === 'category' ? top : said) : sure
      own.forEach((one, i) => {
        if (!Number.isNaN(one)) out[i] = one
      })
    }
  }
  return out
}

/** How far a value lies out to where the drift goes; NaN of one that carries none of it. */
function distanceOf({
  bins,
  mean,
  missing,
}: Pick<FeatureVerdict, 'bins' | 'mean' | 'missing'>): (value: number) => number {
  const [now, before] = [bins.now, bins.before].map((counts) => {
    const all = counts.reduce((a, b) => a + b, 0)
    return counts.map((count) => (all > 0 ? count / all : 0))
  }) as [number[], number[]]
  const gone = missing.now > missing.before && missing.p < 0.01 ? 1 : Number.NaN
  if (bins.values) return (value) => (Number.isNaN(value) ? gone : (now[value] ?? 0) - (before[value] ?? 0))
  const { now: here = 0, before: there = 0, deviation = 1 } = mean ?? {}
  const scale = Math.max(deviation, 1e-9)
  const shifted = Math.abs(here - there) > 0.1 * scale
  const side = here < there ? -1 : 1
  return (value) => {
    if (Number.isNaN(value)) return gone
    return shifted ? (side * (value - there)) / scale : Math.abs(value - there) / scale
  }
}
