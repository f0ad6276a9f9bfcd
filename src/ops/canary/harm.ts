/**
 * @file Harm: requests that the challenger failed to answer, or answered incorrectly or too late, although the champion
 * answers the same input correctly. Harm is determined from simulated ground truth, so it is only reported and never
 * used for decisions.
 */
import { type PredictionsByInput, isSamePrediction } from './predictions-by-input'

export const CANARY_HARMS = ['wrong', 'failed', 'late'] as const
export type HarmKind = (typeof CANARY_HARMS)[number]

/** A request that failed, was late, or was answered incorrectly. */
export interface BadRequest {
  readonly id: number
  readonly at: number
  readonly slice: number
  readonly kind: HarmKind
  /** The key of the input, if the input can repeat. */
  readonly key?: number
  readonly truth: number
}

export interface CanaryHarm {
  /** The number of requests sent to the challenger. */
  readonly given: number
  /**
   * How many of these requests failed, were answered incorrectly or were late although the champion answers the same
   * input correctly.
   */
  readonly harmed: number
  /** The number of requests for which both models are wrong, so sending them to the challenger did no harm. */
  readonly either: number
  /** The number of incorrect or failed requests whose inputs the champion has never received. */
  readonly unknown: number
  /** The number of bad requests that are not stored individually because the maximum was already reached. */
  readonly beyond: number
  readonly byKind: Readonly<Record<HarmKind, number>>
  /** Harm for each slice, most harmed first. */
  readonly bySlice: readonly { readonly slice: number; readonly harmed: number; readonly given: number }[]
  /** IDs of the most recent harmed requests. */
  readonly ids: readonly number[]
}

/** The maximum number of bad requests stored individually. */
export const MAX_BAD = 5000
const MAX_IDS = 200

/**
 * The harm done by a canary, as far as the log contains the champion's predictions. A late response counts as harm only
 * if the challenger is slower; otherwise it is attributed to chance.
 */
export function canaryHarm(
  { given, givenBySlice, bad, beyond, seen }: CanaryHarmState,
  within: number,
  late: 'harm' | 'luck',
): CanaryHarm {
  let [either, unknown] = [0, 0]
  const harmed: BadRequest[] = []
  for (const one of bad) {
    const champion = one.key === undefined ? undefined : seen.get(one.key)?.champion
    if (one.kind === 'late') {
      if (late === 'harm') harmed.push(one)
    } else if (!champion || Number.isNaN(one.truth)) unknown++
    else if (isSamePrediction(champion.answer, one.truth, within)) harmed.push(one)
    else either++
  }
  const slices = new Map<number, number>()
  for (const { slice } of harmed) slices.set(slice, (slices.get(slice) ?? 0) + 1)
  const kind = (harmKind: HarmKind) => harmed.filter((one) => one.kind === harmKind).length
  return {
    given,
    harmed: harmed.length,
    either,
    unknown,
    beyond,
    byKind: { wrong: kind('wrong'), failed: kind('failed'), late: kind('late') },
    bySlice: [...slices]
      .map(([slice, n]) => ({ slice, harmed: n, given: givenBySlice.get(slice) ?? 0 }))
      .sort((a, b) => b.harmed - a.harmed),
    ids: harmed.slice(-MAX_IDS).map(({ id }) => id),
  }
}

export interface CanaryHarmState {
  given: number
  readonly givenBySlice: Map<number, number>
  readonly bad: BadRequest[]
  beyond: number
  readonly seen: PredictionsByInput
}
