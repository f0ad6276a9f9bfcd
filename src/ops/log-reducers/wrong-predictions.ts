/**
 * @file harm: counts wrong predictions per minute according to simulated ground truth. For grading only, because the
 * service does not know the ground truth.
 */
import { makeMinuteCounts, type MinuteCounts } from '../alerts/minute-counts'
import { defineReducer } from '../log/fold-log'

export interface HarmCounts {
  counts: MinuteCounts | undefined
  /** Counts for the current minute: predictions whose ground truth is known, and how many of them are wrong. */
  known: number
  wrong: number
}

export const harm = defineReducer<HarmCounts>({
  initial: () => ({ counts: undefined, known: 0, wrong: 0 }),
  requests(state, { predicted, truth }, from, to, { book }) {
    if (book.classes.length === 0) return
    for (let i = from; i < to; i++) {
      const is = truth[i] as number
      if ((predicted[i] as number) < 0 || Number.isNaN(is)) continue
      state.known++
      if (is !== predicted[i]) state.wrong++
    }
  },
  minute(state, minute) {
    state.counts ??= makeMinuteCounts(minute)
    state.counts.add(state.known, state.wrong)
    state.known = 0
    state.wrong = 0
  },
})
