/** @file Epoch history: the epochs of a run, oldest first, thinned out when there are thousands. */
import type { EpochLog } from './training-job'

/** A small network runs thousands of epochs per second; messages and storage must stay bounded. */
const MAX_EPOCHS = 4096
/** The newest epochs are never thinned out. */
const NEWEST = 1024

/** Appends epochs. When the history is full, every second older epoch is dropped; the first one stays. */
export function appendEpochs(history: readonly EpochLog[], ...more: readonly EpochLog[]): readonly EpochLog[] {
  const all = [...history, ...more]
  if (all.length <= MAX_EPOCHS) return all
  const older = all.length - NEWEST
  return all.filter((_, i) => i >= older || i % 2 === 0)
}
