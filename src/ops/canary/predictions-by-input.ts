/**
 * @file Predictions by input: what the champion and the challenger predicted for the same input. Each request goes to
 * only one of them, but the same row, operator and strength occur repeatedly, so the log eventually contains
 * predictions from both.
 */
import type { Requests } from '../log-entry'

/** The latest prediction of one version for an input. */
export interface RequestPrediction {
  readonly id: number
  /** The predicted class or number; NaN if there was no prediction. */
  readonly answer: number
}

export interface InputPredictions {
  readonly slice: number
  champion?: RequestPrediction
  challenger?: RequestPrediction
}

/** Predictions keyed by input; when the map is full, the oldest input is dropped. */
export type PredictionsByInput = Map<number, InputPredictions>

const MAX_INPUTS = 20_000

/** Encodes the input of a request as a number; undefined for an external input. */
export function inputKey({ source, row, operator, strength }: Requests, i: number): number | undefined {
  const at = row[i] as number
  return at < 0
    ? undefined
    : ((at * 256 + (operator[i] as number)) * 33 + (strength[i] as number)) * 8 + (source[i] as number)
}

/**
 * Records that a model was evaluated on an input, and returns whether that was the first time; NaN stands for an input
 * that cannot be recognized.
 */
export function markEvaluated(judged: Set<number>, key: number): 'new' | 'again' {
  if (judged.has(key)) return 'again'
  if (!Number.isNaN(key) && judged.size < MAX_INPUTS) judged.add(key)
  return 'new'
}

/** Records a prediction made by one version. */
export function recordPrediction(
  seen: PredictionsByInput,
  key: number,
  slice: number,
  by: 'champion' | 'challenger',
  prediction: RequestPrediction,
): void {
  const input = seen.get(key)
  if (input) {
    input[by] = prediction
    return
  }
  seen.set(key, { slice, [by]: prediction })
  if (seen.size > MAX_INPUTS)
    for (const oldest of seen.keys()) {
      seen.delete(oldest)
      break
    }
}

/** An input on which champion and challenger disagree, with the requests that show the disagreement. */
export interface Disagreement {
  /** The key of the input. */
  readonly key: number
  readonly slice: number
  readonly champion: RequestPrediction
  readonly challenger: RequestPrediction
}

/**
 * Inputs on which the models disagree, oldest first; numeric predictions disagree if they differ by more than `within`.
 */
export function disagreements(
  seen: PredictionsByInput,
  within: number,
): { readonly both: number; readonly apart: readonly Disagreement[] } {
  let both = 0
  const apart: Disagreement[] = []
  for (const [key, { slice, champion, challenger }] of seen) {
    if (!champion || !challenger) continue
    both++
    if (!isSamePrediction(champion.answer, challenger.answer, within)) apart.push({ key, slice, champion, challenger })
  }
  return { both, apart }
}

/** Whether two predictions are the same; a missing prediction (NaN) is not equal to anything. */
export function isSamePrediction(a: number, b: number, within: number): boolean {
  return a === b || Math.abs(a - b) <= within
}
