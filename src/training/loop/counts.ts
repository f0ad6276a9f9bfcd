/** @file Counts: who was taken for whom in the batches of an epoch so far, read behind the steps about once a second. */
import type { Pipeline } from '../../data/pipeline'
import type { ClassCounts } from '../../protocol/trainer-messages'
import type { TrainStep } from '../train-step'

export interface Counts {
  /** Begins to read where it is time, and waits for nothing. */
  look(epoch: number): void
  /** Reads the rest of an epoch whose steps are all sent; the next begins with none. Never rejects. */
  flush(epoch: number): Promise<void>
}

/** Milliseconds from one reading to the next. */
const READ_MS = 1000

/** Calls `tell` with all that was counted of an epoch. */
export function makeCounts(
  engine: Pick<TrainStep, 'confusion'>,
  { outputs }: Pick<Pipeline, 'outputs'>,
  tell: (counts: ClassCounts) => void,
): Counts {
  const counted = outputs.some(({ kind }) => kind === 'classes')
  let sums: readonly (Uint32Array | undefined)[] = []
  let reading: Promise<void> = Promise.resolve()
  let waits = false
  let readAt = performance.now()

  /** The engine is asked at once, so that what it gives is of the steps sent so far, and of no others. */
  function take(epoch: number): Promise<void> {
    readAt = performance.now()
    waits = true
    reading = Promise.all([reading, engine.confusion()])
      .then(([, fresh]) => {
        sums = fresh.map((more, head) => added(sums[head], more))
        tell({ epoch, heads: headsOf(outputs, sums) })
      })
      // A device that fails a reading fails that of the losses too, where it is heard.
      .catch(() => undefined)
      .finally(() => {
        waits = false
      })
    return reading
  }

  return {
    look(epoch) {
      if (counted && !waits && performance.now() - readAt >= READ_MS) void take(epoch)
    },
    async flush(epoch) {
      if (!counted) return
      await take(epoch)
      sums = []
    },
  }
}

function added(sum: Uint32Array | undefined, more: Uint32Array | undefined): Uint32Array | undefined {
  return sum && more ? more.map((count, i) => count + (sum[i] as number)) : more
}

/** The outputs with classes. A network may have more units than there are classes; nothing is right there. */
function headsOf(outputs: Pipeline['outputs'], sums: readonly (Uint32Array | undefined)[]): ClassCounts['heads'] {
  return outputs.flatMap((output, head) => {
    const sum = sums[head]
    if (output.kind !== 'classes' || !sum) return []
    const { label, labels } = output
    const units = Math.sqrt(sum.length)
    const counts = Uint32Array.from({ length: labels.length ** 2 }, (_, i) => {
      return sum[Math.floor(i / labels.length) * units + (i % labels.length)] as number
    })
    return [{ label, labels, counts }]
  })
}
