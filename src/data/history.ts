/** @file History: the epochs of a run, oldest first, thinned out where there are more than anyone looks at one by one. */
import type { EpochLog } from './job'

/** A small network does thousands of epochs a second: what is told and kept of them must not grow with them. */
const MOST = 4096
/** The newest stay as they are. */
const NEWEST = 1024

/** The history with more epochs behind it. When it is full, every second of the older ones goes; the first stays. */
export function grown(history: readonly EpochLog[], ...more: readonly EpochLog[]): readonly EpochLog[] {
  const all = [...history, ...more]
  if (all.length <= MOST) return all
  const older = all.length - NEWEST
  return all.filter((_, i) => i >= older || i % 2 === 0)
}
