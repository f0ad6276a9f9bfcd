/**
 * @file Step metrics: reads the metrics of steps about ten times a second without delaying any step, and posts the
 * progress of a run in few messages.
 */
import type { EpochLog, RunMark } from '../../data/training-job'
import type { Evaluation } from '../../metrics/evaluation'
import type { ClassCounts, FromTrainer } from '../../protocol/trainer-messages'
import type { StepMetrics, TrainStep } from '../train-step'
import type { Position } from './chunk'
import { NotFinite } from './explain-divergence'

export interface Reader {
  /** Records that `count` steps of `rows` rows each were sent to the engine. */
  recordSent(place: Position, count: number, rows: number): void
  /** Starts a read if one is due. Throws the error of an earlier read. */
  readIfDue(): void
  /** Reads the metrics of all steps that were sent. Rejects with a NotFinite error if a value is not finite. */
  flush(): Promise<void>
}

/** Maximum time in milliseconds before available metrics are read. */
const READ_MS = 90

interface Sent {
  readonly place: Position
  readonly count: number
  readonly rows: number
}

/** Creates a reader that calls `heard` with the metrics and with the number of rows in each step's batch. */
export function makeReader(
  engine: Pick<TrainStep, 'read' | 'probe'>,
  now: () => RunMark,
  onMetrics: (figures: StepMetrics, sizes: readonly number[]) => void,
): Reader {
  let unread: Sent[] = []
  // The first loss is read without waiting.
  let readAt = Number.NEGATIVE_INFINITY
  let reading: Promise<void> | undefined
  let failure: { readonly error: unknown } | undefined

  function step(chunks: readonly Sent[], index: number): Position {
    let before = 0
    for (const { place, count } of chunks) {
      if (index < before + count) return { ...place, step: place.step + index - before }
      before += count
    }
    return now()
  }
  async function read(): Promise<void> {
    const chunks = unread
    unread = []
    const mark = now()
    readAt = performance.now()
    // GPU kernels can turn a non-finite value into a finite loss, so the weights are checked too.
    const [figures, sum] = await Promise.all([engine.read(), engine.probe()])
    onMetrics(
      figures,
      chunks.flatMap(({ count, rows }) => Array.from({ length: count }, () => rows)),
    )
    const firstBad = figures.losses.findIndex((loss) => !Number.isFinite(loss))
    if (firstBad >= 0) throw new NotFinite('loss', step(chunks, firstBad))
    if (!Number.isFinite(sum)) throw new NotFinite('weight', mark)
  }
  function startReading(): void {
    reading = read()
      .catch((error: unknown) => {
        failure ??= { error }
      })
      .finally(() => {
        reading = undefined
      })
  }
  function check(): void {
    if (failure) throw failure.error
  }

  return {
    recordSent(place, count, rows) {
      unread.push({ place, count, rows })
    },
    readIfDue() {
      check()
      if (!reading && performance.now() - readAt >= READ_MS) startReading()
    },
    async flush() {
      await reading
      check()
      if (unread.length === 0) return
      startReading()
      await reading
      check()
    },
  }
}

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
