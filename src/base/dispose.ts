/** @file Whoever opens it closes it: functions that undo what was opened. */

export type Close = () => void

/** Joins several closings into one that runs them last-opened first. */
export function closeAll(...closes: readonly Close[]): Close {
  return () => {
    for (const close of [...closes].reverse()) close()
  }
}
