/** @file Result: what a run leaves in its engine when it is over. */
import type { EngineState, WeightSet } from '../../data/job'
import { resultWeights } from '../../data/result-weights'
import type { TrainStep } from '../train-step'
import { hashWeights } from '../weights'

/** SHA-256 of the weights that a state has come to. */
export function resultHash(state: EngineState): string {
  return hashWeights(resultWeights(state))
}

/** Leaves the result of this state in the engine, for whoever asks it from now on. */
export function leaveResult(engine: Pick<TrainStep, 'restore'>, state: EngineState): void {
  engine.restore({ ...state, weights: resultWeights(state) })
}

/** Sets an engine's weights, and their average with them, to these; what the optimizer keeps stays. */
export async function goBackTo(engine: Pick<TrainStep, 'snapshot' | 'restore'>, weights: WeightSet): Promise<void> {
  const state = await engine.snapshot()
  const { average } = state
  engine.restore({
    ...state,
    weights,
    // Trainable weights come first in both.
    ...(average ? { average: weights.data.slice(0, average.length) } : {}),
  })
}
