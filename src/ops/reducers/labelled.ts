/**
 * @file labelled: the reducer that counts what is labelled, whoever said it and however often: requests, the inputs that they brought, and
 * those inputs that a training of the ring may learn from.
 */
import { inputKey } from '../label-queue'
import { defineReducer } from '../log/fold'
import { placeOf, UNLABELLED } from '../log/request-buffer'

export interface Labelled {
  requests: number
  /** Inputs that are known to be labelled already; the oldest make room. */
  readonly known: Set<number>
  inputs: number
  learnable: number
}

const MOST_KNOWN = 100_000

export const labelled = defineReducer<Labelled>({
  initial: () => ({ requests: 0, known: new Set(), inputs: 0, learnable: 0 }),
  label(state, labels, row, { ring }) {
    const place = placeOf(ring, labels.id[row] as number)
    // A later word on the same request corrects the one before.
    if (place < 0 || ring.labelBy[place] !== UNLABELLED) return
    state.requests++
    const key = inputKey(ring, place)
    if (state.known.has(key)) return
    state.known.add(key)
    state.inputs++
    if (isLearnable(ring.columns.row[place] as number)) state.learnable++
    for (const oldest of state.known) {
      if (state.known.size <= MOST_KNOWN) break
      state.known.delete(oldest)
    }
  },
})

/**
 * Whether a training of the ring may learn from a row: one half of all, in no order that a set could come in (Knuth's multiplicative hash).
 * The other half stays unseen, for the gate. What came from outside, -1, is of no set.
 */
export function isLearnable(row: number): boolean {
  return row < 0 || Math.imul(row + 1, 0x9e3779b1) >>> 31 === 0
}
