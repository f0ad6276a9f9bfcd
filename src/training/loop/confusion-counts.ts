/**
 * @file Counts: the confusion matrix of the current epoch so far, which is read from the engine about once a second.
 */
import type { Pipeline } from '../../data/pipeline'
import type { ClassCounts } from '../../protocol/trainer-messages'
import type { TrainStep } from '../train-step'

export interface Counts {
  /** Starts a read if one is due; does not wait for it. */
  readIfDue(epoch: number): void
  /**
   * Reads the remaining counts of an epoch whose steps have all been sent; the counts of the next epoch start at zero.
   * Never rejects.
   */
  flush(epoch: number): Promise<void>
}

/** Milliseconds between two reads. */
const READ_MS = 1000

/** Creates the counts of a run; calls `tell` with all counts of an epoch so far after each read. */
export function makeCounts(
  engine: Pick<TrainStep, 'confusion'>,
  { outputs }: Pick<Pipeline, 'outputs'>,
  onCounts: (counts: ClassCounts) => void,
): Counts {
  const hasClasses = outputs.some(({ kind }) => kind === 'classes')
  let sums: readonly (Uint32Array | undefined)[] = []
  let reading: Promise<void> = Promise.resolve()
  let isReading = false
  let readAt = performance.now()

  /** Starts reading from the engine immediately, so that the counts cover exactly the steps sent so far. */
  function readCounts(epoch: number): Promise<void> {
    readAt = performance.now()
    isReading = true
    reading = Promise.all([reading, engine.confusion()])
      .then(([, newCounts]) => {
        sums = newCounts.map((more, head) => added(sums[head], more))
        onCounts({ epoch, heads: headsOf(outputs, sums) })
      })
      // If the device fails, reading the losses fails as well, and the error is handled there.
      .catch(() => undefined)
      .finally(() => {
        isReading = false
      })
    return reading
  }

  return {
    readIfDue(epoch) {
      if (hasClasses && !isReading && performance.now() - readAt >= READ_MS) void readCounts(epoch)
    },
    async flush(epoch) {
      if (!hasClasses) return
      await readCounts(epoch)
      sums = []
    },
  }
}

function added(sum: Uint32Array | undefined, more: Uint32Array | undefined): Uint32Array | undefined {
  return sum && more ? more.map((count, i) => count + (sum[i] as number)) : more
}

/**
 * Returns the counts of the outputs that have classes. A network may have more units than there are classes; the counts
 * of surplus units are dropped.
 */
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
