/** @file Reader: reads the metrics of steps about ten times a second without delaying any step. */
import type { RunMark } from '../../data/training-job'
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
