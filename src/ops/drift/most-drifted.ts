/**
 * @file mostDrifted: the requests in a window that contribute most to a drift: extreme values in the direction of the
 * drift, or values that became more frequent.
 */
import type { LogView } from '../log/fold-log'
import { UNLABELED } from '../log/request-buffer'
import { type AnswerReference, topPredictions } from './prediction-reference'
import { type FeatureVerdict, featureValues, outputsOf, slotsOf } from './window-drift'

export interface DriftedRequest {
  /** The latest request with this input, preferring one that has a label. */
  readonly request: number
  /** How many requests in the window have this input. */
  readonly times: number
  /** The value of the feature; NaN if missing. */
  readonly value: number
}

/** Up to `most` distinct inputs in a window, most extreme first. */
export function mostDrifted(
  { buffer, book }: LogView,
  window: number,
  n: number,
  verdict: Pick<FeatureVerdict, 'at' | 'name' | 'bins' | 'mean' | 'missing'>,
  answers: readonly AnswerReference[],
  most: number,
): readonly DriftedRequest[] {
  const slots = slotsOf(buffer, window, n)
  if (!slots) return []
  const { columns } = buffer
  const values =
    verdict.at >= 0
      ? featureValues(buffer, slots, verdict.at)
      : answersOf({ buffer, book }, slots, verdict.name, answers)
  const far = distanceOf(verdict)
  const byInput = new Map<string, { request: number; isLabeled: boolean; times: number; value: number; far: number }>()
  slots.forEach((slot, i) => {
    const value = values[i] as number
    const distance = far(value)
    // Values on the other side, or values that became less frequent, do not contribute.
    if (!(distance > 0)) return
    const row = columns.row[slot] as number
    const own = `${row} ${columns.operator[slot]} ${columns.strength[slot]} ${value}`
    const key = row < 0 ? `outside ${buffer.id[slot]}` : own
    const known = byInput.get(key)
    const isLabeled = buffer.labelBy[slot] !== UNLABELED
    const request = known?.isLabeled && !isLabeled ? known.request : (buffer.id[slot] as number)
    byInput.set(key, {
      request,
      isLabeled: isLabeled || known?.isLabeled === true,
      times: (known?.times ?? 0) + 1,
      value,
      far: distance,
    })
  })
  return [...byInput.values()]
    .sort((a, b) => b.far - a.far || b.times - a.times || b.request - a.request)
    .slice(0, most)
}

function answersOf(
  { buffer, book }: LogView,
  slots: readonly number[],
  name: string,
  answers: readonly AnswerReference[],
) {
  const out = new Float32Array(slots.length).fill(Number.NaN)
  for (const { answer } of answers) {
    for (const version of book.versions.keys()) {
      const outputs = outputsOf(buffer, slots, version)
      const { top, confidences } = topPredictions(outputs, buffer.widths.width)
      const own = name === answer.column ? (answer.kind === 'category' ? top : outputs) : confidences
      own.forEach((one, i) => {
        if (!Number.isNaN(one)) out[i] = one
      })
    }
  }
  return out
}

/**
 * How far a value lies in the direction of the drift; NaN or a value of at most 0 means that it does not contribute.
 */
function distanceOf({
  bins,
  mean,
  missing,
}: Pick<FeatureVerdict, 'bins' | 'mean' | 'missing'>): (value: number) => number {
  const [now, before] = [bins.now, bins.before].map((counts) => {
    const all = counts.reduce((a, b) => a + b, 0)
    return counts.map((count) => (all > 0 ? count / all : 0))
  }) as [number[], number[]]
  const missingDistance = missing.now > missing.before && missing.p < 0.01 ? 1 : Number.NaN
  if (bins.values) return (value) => (Number.isNaN(value) ? missingDistance : (now[value] ?? 0) - (before[value] ?? 0))
  const { now: meanNow = 0, before: meanBefore = 0, deviation = 1 } = mean ?? {}
  const scale = Math.max(deviation, 1e-9)
  const shifted = Math.abs(meanNow - meanBefore) > 0.1 * scale
  const side = meanNow < meanBefore ? -1 : 1
  return (value) => {
    if (Number.isNaN(value)) return missingDistance
    return shifted ? (side * (value - meanBefore)) / scale : Math.abs(value - meanBefore) / scale
  }
}
