/** @file Progress reporter: batches the progress of a run so that only a few messages are sent to the page. */
import type { EpochLog } from '../../data/training-job'
import type { Evaluation } from '../../metrics/evaluation'
import type { ClassCounts, FromTrainer } from '../../protocol/trainer-messages'

export interface ProgressReporter {
  /** Adds the losses of the latest steps. */
  addLosses(losses: Float32Array): void
  addEpoch(log: EpochLog, validation: Evaluation | undefined): void
  /** Sets the latest confusion counts, which are posted with the losses about once a second. */
  setCounts(counts: ClassCounts): void
  /**
   * Posts the losses and counts; with 'due', only if enough time has passed. `postEpochs` does the same for completed
   * epochs.
   */
  postProgress(when: 'now' | 'due', at: () => Progress): void
  postEpochs(when: 'now' | 'due'): void
}

type Progress = Omit<Extract<FromTrainer, { type: 'progress' }>, 'type' | 'run' | 'losses' | 'counts'>

/** Minimum milliseconds between two posts of losses, which allows at most 20 per second. */
const PROGRESS_MS = 50
/** Minimum milliseconds between two posts of epochs; short epochs are posted together. */
const EPOCHS_MS = 100

/** Minimum milliseconds between two posts of counts, which are large if there are many classes. */
const COUNTS_MS = 900

/** The progress reporter of one run. */
export function makeProgressReporter(
  run: string,
  post: (message: FromTrainer, transfer?: Transferable[]) => void,
): ProgressReporter {
  let unposted: Float32Array[] = []
  // Oldest first.
  let logs: EpochLog[] = []
  let evaluation: Evaluation | undefined
  let newestCounts: ClassCounts | undefined
  let progressAt = Number.NEGATIVE_INFINITY
  let countsAt = Number.NEGATIVE_INFINITY
  let epochsAt = Number.NEGATIVE_INFINITY
  return {
    addLosses(losses) {
      if (losses.length > 0) unposted.push(losses)
    },
    addEpoch(log, validation) {
      logs.push(log)
      evaluation = validation
    },
    setCounts(counts) {
      newestCounts = counts
    },
    postProgress(when, at) {
      const now = performance.now()
      const counts = when === 'now' || now - countsAt >= COUNTS_MS ? newestCounts : undefined
      if ((unposted.length === 0 && !counts) || (when === 'due' && now - progressAt < PROGRESS_MS)) return
      progressAt = now
      if (counts) {
        countsAt = now
        newestCounts = undefined
      }
      const losses = new Float32Array(unposted.reduce((size, part) => size + part.length, 0))
      let from = 0
      for (const part of unposted) {
        losses.set(part, from)
        from += part.length
      }
      unposted = []
      const bulk = [losses, ...(counts?.heads.map((head) => head.counts) ?? [])]
      post(
        { type: 'progress', run, ...at(), losses, ...(counts ? { counts } : {}) },
        bulk.map(({ buffer }) => buffer),
      )
    },
    postEpochs(when) {
      const log = logs.at(-1)
      const now = performance.now()
      if (!log || (when === 'due' && now - epochsAt < EPOCHS_MS)) return
      const earlier = logs.slice(0, -1)
      logs = []
      epochsAt = now
      post({
        type: 'epoch',
        run,
        log,
        ...(earlier.length > 0 ? { earlier } : {}),
        ...(evaluation ? { validation: evaluation } : {}),
      })
    },
  }
}
