/** @file Epoch history: the epochs of a run, oldest first, downsampled when there are thousands. */
import type { EpochLog } from './training-job'

/** The limit keeps messages and storage bounded, because a small network can train thousands of epochs per second. */
const MAX_EPOCHS = 4096
/** The number of most recent epochs that are never dropped. */
const NEWEST = 1024

/** Appends epochs. When the history is full, drops every second older epoch but always keeps the first. */
export function appendEpochs(history: readonly EpochLog[], ...more: readonly EpochLog[]): readonly EpochLog[] {
  const all = [...history, ...more]
  if (all.length <= MAX_EPOCHS) return all
  const older = all.length - NEWEST
  return all.filter((_, i) => i >= older || i % 2 === 0)
}
