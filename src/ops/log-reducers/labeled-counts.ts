/**
 * @file labeledCounts: the reducer that counts labeled requests from any source, their distinct inputs, and how many of
 * those inputs may be used for retraining.
 */
import { inputKey } from '../label-queue'
import { defineReducer } from '../log/fold-log'
import { slotOf, UNLABELED } from '../log/request-buffer'

export interface LabeledCounts {
  requests: number
  /** Inputs that already have a label; beyond a limit, the oldest are dropped. */
  readonly known: Set<number>
  inputs: number
  learnable: number
}

const MAX_KNOWN = 100_000

export const labeledCounts = defineReducer<LabeledCounts>({
  initial: () => ({ requests: 0, known: new Set(), inputs: 0, learnable: 0 }),
  label(state, labels, row, { buffer }) {
    const slot = slotOf(buffer, labels.id[row] as number)
    // A later label for the same request only corrects the earlier one, so it is not counted.
    if (slot < 0 || buffer.labelBy[slot] !== UNLABELED) return
    state.requests++
    const key = inputKey(buffer, slot)
    if (state.known.has(key)) return
    state.known.add(key)
    state.inputs++
    if (isLearnable(buffer.columns.row[slot] as number)) state.learnable++
    for (const oldest of state.known) {
      if (state.known.size <= MAX_KNOWN) break
      state.known.delete(oldest)
    }
  },
})

/**
 * Whether a row may be used for retraining: half of all rows may, selected by a hash so that the order of the dataset
 * does not matter (Knuth's multiplicative hash). The other half is held out for the gate. External inputs, which have
 * row -1, may always be used.
 */
export function isLearnable(row: number): boolean {
  return row < 0 || Math.imul(row + 1, 0x9e3779b1) >>> 31 === 0
}
