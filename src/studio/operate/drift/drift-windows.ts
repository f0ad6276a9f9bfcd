/**
 * @file Drift windows: computes the drift of each window of a log exactly once, newest window first, in short time
 * slices.
 */
import { type AccuracyNow, accuracyNow } from '../../../ops/drift/accuracy-now'
import {
  completeWindows,
  type DriftPlan,
  type DriftReference,
  driftOfWindow,
  type WindowDrift,
} from '../../../ops/drift/window-drift'
import type { LogView } from '../../../ops/log/fold-log'

/** The maximum number of windows that are shown. */
const MAX_WINDOWS = 60

export interface DriftWatch {
  readonly plan: DriftPlan
  /** Runs the computation for about `budgetMs` ms; returns false once all windows are done. */
  advance(log: LogView, budgetMs: number): boolean
  /** The windows that are done, oldest first. */
  windows(log: LogView): readonly WindowDrift[]
  /** The accuracy in each window, as far as labels have arrived. */
  accuracy(log: LogView): readonly AccuracyNow[]
}

/** Starts the computation for a plan and a reference. */
export function openDriftWatch(reference: DriftReference, plan: DriftPlan): DriftWatch {
  const drifts = new Map<number, WindowDrift>()
  /** The accuracy of each window, with a checksum of the labels that it was computed from. */
  const accuracies = new Map<number, { readonly labels: string; readonly now: AccuracyNow | undefined }>()
  function shown({ buffer }: LogView): readonly number[] {
    const { first, end } = completeWindows(buffer, plan.n)
    const from = Math.max(first, end - MAX_WINDOWS)
    return Array.from({ length: Math.max(0, end - from) }, (_, i) => from + i)
  }
  return {
    plan,
    advance(log, budgetMs) {
      const until = performance.now() + budgetMs
      const due = shown(log)
      for (const window of drifts.keys()) if (window < (due[0] ?? 0)) drifts.delete(window)
      for (const window of [...due].reverse()) {
        if (drifts.has(window)) continue
        if (performance.now() > until) return true
        const found = driftOfWindow(log, reference, window, plan)
        if (found) drifts.set(window, found)
      }
      return false
    },
    windows: (log) => shown(log).flatMap((window) => drifts.get(window) ?? []),
    accuracy: (log) =>
      shown(log).flatMap((window) => {
        const labels = labelsIn(log, window, plan.n)
        const known = accuracies.get(window)
        const now = known?.labels === labels ? known.now : accuracyNow(log, reference, window, plan.n)
        if (known?.labels !== labels) accuracies.set(window, { labels, now })
        return now ?? []
      }),
  }
}

/** A checksum that changes when a label of the window changes. */
function labelsIn({ buffer }: LogView, window: number, n: number): string {
  let [count, sum] = [0, 0]
  for (let id = window * n; id < (window + 1) * n; id++) {
    const label = buffer.label[id % buffer.capacity] as number
    if (Number.isNaN(label)) continue
    count++
    sum += (label + 1) * ((id % 8191) + 1)
  }
  return `${count} ${sum}`
}
