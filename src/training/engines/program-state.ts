/**
 * @file ProgramState: reads, writes and preserves the weights, optimizer slots and averages of a training run in a
 * machine's memory.
 */
import type { EngineState, WeightSet } from '../../data/training-job'
import { refuseOtherWeights } from '../model-weights'
import type { Memory } from '../program/machine'
import type { View } from '../program/ops'
import { type Program, specsOf } from '../program/program'
import { packWeights, unpackWeights } from '../program/write-data'
import type { TrainStep } from '../train-step'

export interface ProgramState extends Pick<TrainStep, 'snapshot' | 'restore' | 'swapAverage'> {
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
