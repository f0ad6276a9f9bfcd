/**
 * @file ProgramState: reads, writes and preserves the weights, optimizer slots and averages of a training run in a
 * machine's memory.
 */

import { unitsPerOutput } from '../../data/decode-outputs'
import type { FittedOutput } from '../../data/pipeline'
import type { EngineState, WeightSet } from '../../data/training-job'
import { refuseOtherWeights } from '../model-weights'
import type { Memory } from '../program/machine'
import { metricWords, type View } from '../program/ops'
import { type Program, specsOf } from '../program/program'
import { packWeights, unpackWeights } from '../program/write-data'
import type { StepMetrics, TrainStep } from '../train-step'

interface ProgramState extends Pick<TrainStep, 'snapshot' | 'restore' | 'swapAverage'> {
  /**
   * Runs work and restores the values that it changes: those that steps without an update change, which are moving
   * statistics, accumulated gradients and counts, or all.
   */
  preserving<T>(what: 'statistics' | 'all', work: () => Promise<T>): Promise<T>
}

type Place = readonly [at: View, words: number]

/** Creates an object that reads and writes the training state of a program. */
export function makeProgramState(memory: Memory, program: Program): ProgramState {
  const { views, heads } = program
  const words = program.weights.reduce((sum, { size }) => sum + size, 0)
  const trainable = program.trainableWords
  const slotWords = trainable * program.slots.length
  const floats = (at: View, count: number) => memory.read(at, count)
  return {
    async preserving(what, work) {
      const statistics = shifted(views.weights, trainable)
      const updated: readonly Place[] = [
        [views.weights, words],
        [views.slots, slotWords],
        ...(views.average ? [[views.average, trainable] as const] : []),
      ]
      const moved: readonly Place[] = [
        ...(what === 'all' ? updated : [[statistics, words - trainable] as const]),
        ...(views.sum ? [[views.sum, trainable] as const] : []),
        ...heads.flatMap(({ confusion, classes }) => (confusion ? [[confusion, classes * classes] as const] : [])),
      ]
      const kept = await Promise.all(moved.map(([at, count]) => (count > 0 ? floats(at, count) : new Float32Array(0))))
      try {
        return await work()
      } finally {
        moved.forEach(([at], i) => {
          memory.write(at, kept[i] as Float32Array)
        })
      }
    },
    async snapshot(): Promise<EngineState> {
      const arena = floats(views.weights, words)
      const slots = slotWords > 0 ? floats(views.slots, slotWords) : new Float32Array(0)
      const average = views.average ? floats(views.average, trainable) : undefined
      const sum = views.sum ? floats(views.sum, trainable) : undefined
      const weights = { specs: specsOf(program), data: unpackWeights(program, await arena) }
      return {
        weights,
        slots: await slots,
        ...(average ? { average: await average } : {}),
        ...(sum ? { sum: await sum } : {}),
      }
    },
    restore(state) {
      refuseOtherWeights(specsOf(program), state.weights)
      memory.write(views.weights, packWeights(program, state.weights.data))
      if (state.slots.length === slotWords) memory.write(views.slots, state.slots)
      else
        program.slots.forEach((value, i) => {
          fill(memory, shifted(views.slots, i * trainable), trainable, value)
        })
      if (views.average)
        memory.write(views.average, state.average ?? packWeights(program, state.weights.data).subarray(0, trainable))
      if (views.sum && state.sum) memory.write(views.sum, state.sum)
      else if (views.sum) fill(memory, views.sum, trainable, 0)
    },
    async swapAverage() {
      if (!views.average) return () => undefined
      const [own, average] = await Promise.all([floats(views.weights, trainable), floats(views.average, trainable)])
      memory.write(views.weights, average)
      return () => memory.write(views.weights, own)
    },
  }
}

/** The state of a training run that starts with these weights; slots without values get their initial values. */
export function freshState(weights: WeightSet): EngineState {
  return { weights, slots: new Float32Array(0) }
}

/** Number of words that are written at a time, so that the values need little memory. */
const FILLED_WORDS = 2 ** 18

function fill(memory: Memory, at: View, words: number, value: number): void {
  const values = new Float32Array(Math.min(words, FILLED_WORDS)).fill(value)
  for (let from = 0; from < words; from += values.length)
    memory.write(shifted(at, from), values.subarray(0, Math.min(values.length, words - from)))
}

function shifted(view: View, words: number): View {
  return { ...view, offset: view.offset + words }
}

/**
 * The ring buffer into which steps write their losses and counts. It is read afterwards, so training never waits for
 * it.
 */
interface MetricsRing {
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
