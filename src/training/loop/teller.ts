/** @file Teller: what a run tells of its progress, gathered so that few messages carry it. */
import type { EpochLog } from '../../data/job'
import type { Evaluation } from '../../metrics/evaluation'
import type { FromTrainer } from '../../protocol/trainer-messages'

export interface Teller {
  /** Losses of steps that nobody has been told of yet. */
  losses(losses: Float32Array): void
  epoch(log: EpochLog, validation: Evaluation | undefined): void
  /** Tells the losses there are, or with 'due' only when it is time; so with the epochs. */
  progress(when: 'now' | 'due', at: () => Progress): void
  epochs(when: 'now' | 'due'): void
}

type Progress = Omit<Extract<FromTrainer, { type: 'progress' }>, 'type' | 'run' | 'losses'>

/** Losses are told at most this often, in milliseconds: 20 times a second. */
const PROGRESS_MS = 50
/** Epochs are told at most this often, in milliseconds: short ones together. */
const EPOCHS_MS = 100

/** The teller of one run. */
export function makeTeller(run: string, post: (message: FromTrainer, transfer?: Transferable[]) => void): Teller {
  let untold: Float32Array[] = []
  // Oldest first.
  let logs: EpochLog[] = []
  let evaluation: Evaluation | undefined
  let progressAt = Number.NEGATIVE_INFINITY
  let epochsAt = Number.NEGATIVE_INFINITY
  return {
    losses(losses) {
      if (losses.length > 0) untold.push(losses)
    },
    epoch(log, validation) {
      logs.push(log)
      evaluation = validation
    },
    progress(when, at) {
      const now = performance.now()
      if (untold.length === 0 || (when === 'due' && now - progressAt < PROGRESS_MS)) return
      progressAt = now
      const losses = new Float32Array(untold.reduce((size, part) => size + part.length, 0))
      let from = 0
      for (const part of untold) {
        losses.set(part, from)
        from += part.length
      }
      untold = []
      post({ type: 'progress', run, ...at(), losses }, [losses.buffer])
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
