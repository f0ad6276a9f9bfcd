/**
 * @file Harm: requests that the challenger failed, answered wrongly or too late, of which the champion answers the same input right. By
 * the world's truth: for the record, and never for a decision.
 */
import { type Seen, same } from './inputs-seen'

export const HARMS = ['wrong', 'failed', 'late'] as const
export type HarmKind = (typeof HARMS)[number]

/** A request that did not get what it should have. */
export interface Bad {
  readonly id: number
  readonly at: number
  readonly slice: number
  readonly kind: HarmKind
  /** Of its input, where it can come again. */
  readonly key?: number
  readonly truth: number
}

export interface Harm {
  /** Requests that the challenger was given. */
  readonly given: number
  /** Of these: failed, wrong or late, where the champion is right. */
  readonly harmed: number
  /** Wrong where the champion is, too: not harmed by the change. */
  readonly either: number
  /** Wrong or failed, of inputs that the champion has not been asked. */
  readonly unknown: number
  /** Bad ones beyond those that are kept one by one. */
  readonly beyond: number
  readonly byKind: Readonly<Record<HarmKind, number>>
  /** The most harmed first. */
  readonly bySlice: readonly { readonly slice: number; readonly harmed: number; readonly given: number }[]
  /** Ids of the latest of them. */
  readonly ids: readonly number[]
}

/** Bad ones that are kept one by one. */
export const MOST_BAD = 5000
const MOST_IDS = 200

/** Who was harmed, as far as the log knows what the champion says. Late is harm where the challenger is slower, and else anybody's luck. */
export function harmOf(
  { given, givenBySlice, bad, beyond, seen }: HarmState,
  within: number,
  late: 'harm' | 'luck',
): Harm {
  let [either, unknown] = [0, 0]
  const harmed: Bad[] = []
  for (const one of bad) {
    const champion = one.key === undefined ? undefined : seen.get(one.key)?.champion
    if (one.kind === 'late') {
      if (late === 'harm') harmed.push(one)
    } else if (!champion || Number.isNaN(one.truth)) unknown++
    else if (same(champion.answer, one.truth, within)) harmed.push(one)
    else either++
  }
  const slices = new Map<number, number>()
  for (const { slice } of harmed) slices.set(slice, (slices.get(slice) ?? 0) + 1)
  const kind = (wanted: HarmKind) => harmed.filter((one) => one.kind === wanted).length
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
    ids: harmed.slice(-MOST_IDS).map(({ id }) => id),
  }
}

export interface HarmState {
  given: number
  readonly givenBySlice: Map<number, number>
  readonly bad: Bad[]
  beyond: number
  readonly seen: Seen
}
