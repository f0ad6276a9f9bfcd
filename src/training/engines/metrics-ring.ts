/**
 * @file Metrics ring: the ring buffer into which steps write their losses and counts. It is read afterwards, so
 * training never waits for it.
 */
import { unitsPerOutput } from '../../data/decode-outputs'
import type { FittedOutput } from '../../data/pipeline'
import type { Memory } from '../program/machine'
import { metricWords, type View } from '../program/ops'
import type { Program } from '../program/program'
import type { StepMetrics } from '../train-step'

export interface MetricsRing {
  /** Index in the ring where the next step writes. */
  nextIndex(): number
  nextView(): View
  /** Makes room for this many steps by fetching the records that they would overwrite. */
  reserve(steps: number): void
  wrote(steps: number): void
  /** All metrics since the previous call. */
  read(): Promise<StepMetrics>
}

/** Creates the metrics ring of a program, with room for `ring` steps. */
export function makeMetricsRing(
  memory: Memory,
  { views, heads }: Program,
  outputs: readonly FittedOutput[],
  ring: number,
): MetricsRing {
  const words = metricWords(heads.length)
  let written = 0
  let fetched = 0
  /** Reads that are in progress, oldest first. */
  let pendingReads: Promise<Float32Array>[] = []
  const placeOf = (step: number): View => ({ ...views.figures, offset: views.figures.offset + (step % ring) * words })

  function fetch(): void {
    while (fetched < written) {
      const count = Math.min(written - fetched, ring - (fetched % ring))
      pendingReads.push(memory.read(placeOf(fetched), count * words))
      fetched += count
    }
  }

  return {
    nextIndex: () => written % ring,
    nextView: () => placeOf(written),
    reserve(steps) {
      if (written + steps - fetched > ring) fetch()
    },
    wrote(steps) {
      written += steps
    },
    async read() {
      fetch()
      const taken = pendingReads
      pendingReads = []
      const parts = await Promise.all(taken)
      const steps = parts.reduce((sum, part) => sum + part.length / words, 0)
      const losses = new Float32Array(steps)
      const sums = heads.map(() => 0)
      const known = heads.map(() => 0)
      let step = 0
      for (const part of parts) {
        for (let at = 0; at < part.length; at += words, step++) {
          losses[step] = part[at] as number
          for (let head = 0; head < heads.length; head++) {
            sums[head] = (sums[head] as number) + (part[at + 2 + 3 * head] as number)
            known[head] = (known[head] as number) + (part[at + 3 + 3 * head] as number)
          }
        }
      }
      // Errors are summed in the encoded scale, but are shown to the user in the unit of the target.
      const inUnits = sums.map((sum, i) => {
        const output = outputs[i]
        return sum * ((output && unitsPerOutput(output)) ?? 1)
      })
      return { losses, sums: inUnits, known }
    },
  }
}
