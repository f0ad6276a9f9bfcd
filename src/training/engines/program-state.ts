/**
 * @file ProgramState: reads, writes and preserves the weights, optimizer slots and averages of a training run in a
 * machine's memory.
 */
import type { EngineState, WeightSet } from '../../data/training-job'
import { packWeights, unpackWeights } from '../program/write-data'
import type { Memory } from '../program/machine'
import type { View } from '../program/ops'
import { type Program, specsOf } from '../program/program'
import type { TrainStep } from '../train-step'
import { refuseOtherWeights } from '../model-weights'

export interface ProgramState extends Pick<TrainStep, 'snapshot' | 'restore' | 'swapAverage'> {
  /** Runs work that changes weights, slots or counts, and restores their values afterwards. */
  preservingState<T>(work: () => Promise<T>): Promise<T>
}

/** Creates an object that reads and writes the training state of a program. */
export function makeProgramState(memory: Memory, program: Program): ProgramState {
  const { views, heads } = program
  const words = program.weights.reduce((sum, { size }) => sum + size, 0)
  const trainable = program.trainableWords
  const slotWords = trainable * program.slots.length
  const floats = (at: View, count: number) => memory.read(at, count)
  return {
    async preservingState(work) {
      const moved = [
        [views.weights, words],
        [views.slots, slotWords],
        ...(views.average ? [[views.average, trainable] as const] : []),
        ...(views.sum ? [[views.sum, trainable] as const] : []),
        ...heads.flatMap(({ confusion, classes }) => (confusion ? [[confusion, classes * classes] as const] : [])),
      ] as readonly (readonly [View, number])[]
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
      if (slotWords > 0) memory.write(views.slots, slotsOf(program, state.slots))
      if (views.average)
        memory.write(views.average, state.average ?? packWeights(program, state.weights.data).subarray(0, trainable))
      if (views.sum) memory.write(views.sum, state.sum ?? new Float32Array(trainable))
    },
    async swapAverage() {
      if (!views.average) return () => undefined
      const [own, average] = await Promise.all([floats(views.weights, trainable), floats(views.average, trainable)])
      memory.write(views.weights, average)
      return () => memory.write(views.weights, own)
    },
  }
}

/** The state of a training run that starts with these weights. */
export function freshState(program: Program, weights: WeightSet): EngineState {
  return { weights, slots: slotsOf(program, new Float32Array(0)) }
}

/** The saved slots; if there are none, the optimizer's initial values. */
function slotsOf(program: Program, kept: Float32Array<ArrayBuffer>): Float32Array<ArrayBuffer> {
  const { slots, trainableWords } = program
  if (kept.length === slots.length * trainableWords) return kept
  const fresh = new Float32Array(slots.length * trainableWords)
  slots.forEach((value, i) => {
    fresh.fill(value, i * trainableWords, (i + 1) * trainableWords)
  })
  return fresh
}
