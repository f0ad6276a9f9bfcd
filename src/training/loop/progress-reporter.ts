/** @file Teller: what a run tells of its progress, gathered so that few messages carry it. */
import type { EpochLog } from '../../data/job'
import type { Evaluation } from '../../metrics/evaluation'
import type { ClassCounts, FromTrainer } from '../../protocol/trainer-messages'

export interface Teller {
  /** Losses of steps that nobody has been told of yet. */
  losses(losses: Float32Array): void
  epoch(log: EpochLog, validation: Evaluation | undefined): void
  /** The newest are told with the losses, about once a second. */
  counts(counts: ClassCounts): void
  /** Tells the losses and counts there are, or with 'due' only when it is time; so with the epochs. */
  progress(when: 'now' | 'due', at: () => Progress): void
  epochs(when: 'now' | 'due'): void
}

type Progress = Omit<Extract<FromTrainer, { type: 'progress' }>, 'type' | 'run' | 'losses' | 'counts'>

/** Losses are told at most this often, in milliseconds: 20 times a second. */
const PROGRESS_MS = 50
/** Epochs are told at most this often, in milliseconds: short ones together. */
const EPOCHS_MS = 100

/** Counts are told at most this often, in milliseconds: of many classes they are large. */
const COUNTS_MS = 900

/** The teller of one run. */
export function makeTeller(run: string, post: (message: FromTrainer, transfer?: Transferable[]) => void): Teller {
  let untold: Float32Array[] = []
  // Oldest first.
  let logs: EpochLog[] = []
  let evaluation: Evaluation | undefined
  let counted: ClassCounts | undefined
  let progressAt = Number.NEGATIVE_INFINITY
  let countsAt = Number.NEGATIVE_INFINITY
  let epochsAt = Number.NEGATIVE_INFINITY
  return {
    losses(losses) {
      if (losses.length > 0) untold.push(losses)
    },
    epoch(log, validation) {
      logs.push(log)
      evaluation = validation
    },
    counts(counts) {
      counted = counts
    },
    progress(when, at) {
      const now = performance.now()
      const counts = when === 'now' || now - countsAt >= COUNTS_MS ? counted : undefined
      if ((untold.length === 0 && !counts) || (when === 'due' && now - progressAt < PROGRESS_MS)) return
      progressAt = now
      if (counts) {
        countsAt = now
        counted = undefined
      }
      const losses = new Float32Array(untold.reduce((size, part) => size + part.length, 0))
      let from = 0
      for (const part of untold) {
        losses.set(part, from)
        from += part.length
      }
      untold = []
      const bulk = [losses, ...(counts?.heads.map((head) => head.counts) ?? [])]
      post(
        { type: 'progress', run, ...at(), losses, ...(counts ? { counts } : {}) },
        bulk.map(({ buffer }) => buffer),
      )
    },
    epochs(when) {
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
