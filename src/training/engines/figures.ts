/** @file Figures: the ring that steps write their losses and counts into, read behind them and never waited for. */
import { unitOf } from '../../data/decode'
import type { FittedOutput } from '../../data/pipeline'
import type { Memory } from '../program/machine'
import { figureWords, type View } from '../program/ops'
import type { Program } from '../program/program'
import type { StepFigures } from '../train-step'

export interface Figures {
  /** Steps written so far, and the place in the ring of the next one. */
  at(): number
  place(): View
  /** Makes room for so many steps: what would be overwritten is fetched first. */
  expect(steps: number): void
  wrote(steps: number): void
  /** All figures since the last call. */
  read(): Promise<StepFigures>
}

/** The figures of a program, whose ring holds `ring` steps. */
export function makeFigures(
  memory: Memory,
  { views, heads }: Program,
  outputs: readonly FittedOutput[],
  ring: number,
): Figures {
  const words = figureWords(heads.length)
  let written = 0
  let fetched = 0
  /** Records on their way, oldest first. */
  let coming: Promise<Float32Array>[] = []
  const placeOf = (step: number): View => ({ ...views.figures, offset: views.figures.offset + (step % ring) * words })

  function fetch(): void {
    while (fetched < written) {
      const count = Math.min(written - fetched, ring - (fetched % ring))
      coming.push(memory.read(placeOf(fetched), count * words))
      fetched += count
    }
  }

  return {
    at: () => written % ring,
    place: () => placeOf(written),
    expect(steps) {
      if (written + steps - fetched > ring) fetch()
    },
    wrote(steps) {
      written += steps
    },
    async read() {
      fetch()
      const taken = coming
      coming = []
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
      // Errors are counted as encoded; the user reads them in the target's unit.
      const told = sums.map((sum, i) => {
        const output = outputs[i]
        return sum * ((output && unitOf(output)) ?? 1)
      })
      return { losses, sums: told, known }
    },
  }
}
