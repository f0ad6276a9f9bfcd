/** @file DriftWatch: the windows of a log one after the other, each told once and kept; the newest first, a little at a time. */
import { type AccuracyNow, accuracyNow } from '../../ops/drift/accuracy-now'
import {
  type DriftPlan,
  type DriftReference,
  driftOfWindow,
  windowsIn,
  type WindowDrift,
} from '../../ops/drift/window-drift'
import type { LogView } from '../../ops/log/fold'

/** Windows that are shown. */
export const MOST_WINDOWS = 60

export interface DriftWatch {
  readonly plan: DriftPlan
  /** Looks for about so many milliseconds; false once all windows have been looked at. */
  look(log: LogView, budgetMs: number): boolean
  /** Those that have been, oldest first. */
  windows(log: LogView): readonly WindowDrift[]
  /** What is known of their answers at the moment. */
  accuracy(log: LogView): readonly AccuracyNow[]
}

/** A watch by a plan against a reference. */
export function openDriftWatch(reference: DriftReference, plan: DriftPlan): DriftWatch {
  const drifts = new Map<number, WindowDrift>()
  /** By window with the labels there were. */
  const accuracies = new Map<number, { readonly labels: string; readonly now: AccuracyNow | undefined }>()
  function shown({ ring }: LogView): readonly number[] {
    const { first, end } = windowsIn(ring, plan.n)
    const from = Math.max(first, end - MOST_WINDOWS)
    return Array.from({ length: Math.max(0, end - from) }, (_, i) => from + i)
  }
  return {
    plan,
    look(log, budgetMs) {
      const until = performance.now() + budgetMs
      const wanted = shown(log)
      for (const window of drifts.keys()) if (window < (wanted[0] ?? 0)) drifts.delete(window)
      for (const window of [...wanted].reverse()) {
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

/** Changes whenever a label of the window does. */
function labelsIn({ ring }: LogView, window: number, n: number): string {
  let [count, sum] = [0, 0]
  for (let id = window * n; id < (window + 1) * n; id++) {
    const label = ring.label[id % ring.capacity] as number
    if (Number.isNaN(label)) continue
    count++
    sum += (label + 1) * ((id % 8191) + 1)
  }
  return `${count} ${sum}`
}
