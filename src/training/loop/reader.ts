/** @file Reader: reads figures behind the steps, about ten times a second, and holds up none of them. */
import type { RunMark } from '../../data/job'
import type { StepFigures, TrainStep } from '../train-step'
import type { Place } from './chunk'
import { NotFinite } from './trouble'

export interface Reader {
  /** Tells of steps on their way to the engine. */
  sent(place: Place, count: number, rows: number): void
  /** Begins to read where it is time. Throws what an earlier reading found. */
  look(): void
  /** Reads all that has been sent. Rejects with a NotFinite where a figure is not finite. */
  flush(): Promise<void>
}

/** Figures wait no longer than this for being read, in milliseconds. */
const READ_MS = 90

interface Sent {
  readonly place: Place
  readonly count: number
  readonly rows: number
}

/** Calls `heard` with figures and the rows of each of their batches. */
export function makeReader(
  engine: Pick<TrainStep, 'read' | 'probe'>,
  now: () => RunMark,
  heard: (figures: StepFigures, sizes: readonly number[]) => void,
): Reader {
  let unread: Sent[] = []
  // The first loss is told at once.
  let readAt = Number.NEGATIVE_INFINITY
  let reading: Promise<void> | undefined
  let found: { readonly error: unknown } | undefined

  function step(chunks: readonly Sent[], index: number): Place {
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
    const at = now()
    readAt = performance.now()
    // GPU kernels can hide a number that is not finite from the loss, so the weights are asked as well.
    const [figures, sum] = await Promise.all([engine.read(), engine.probe()])
    heard(
      figures,
      chunks.flatMap(({ count, rows }) => Array.from({ length: count }, () => rows)),
    )
    const bad = figures.losses.findIndex((loss) => !Number.isFinite(loss))
    if (bad >= 0) throw new NotFinite('loss', step(chunks, bad))
    if (!Number.isFinite(sum)) throw new NotFinite('weight', at)
  }
  function begin(): void {
    reading = read()
      .catch((error: unknown) => {
        found ??= { error }
      })
      .finally(() => {
        reading = undefined
      })
  }
  function check(): void {
    if (found) throw found.error
  }

  return {
    sent(place, count, rows) {
      unread.push({ place, count, rows })
    },
    look() {
      check()
      if (!reading && performance.now() - readAt >= READ_MS) begin()
    },
    async flush() {
      await reading
      check()
      if (unread.length === 0) return
      begin()
      await reading
      check()
    },
  }
}
