/** @file harm: answers that are wrong by the world's truth, a minute at a time. For graders alone: nobody in a service knows it. */
import { makeMinuteCounts, type MinuteCounts } from '../alerts/minute-counts'
import { defineReducer } from '../log/fold'

export interface Harm {
  counts: MinuteCounts | undefined
  /** Of the minute that is not over: answers whose truth is known, and wrong ones. */
  known: number
  wrong: number
}

export const harm = defineReducer<Harm>({
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
