/** @file Result: the final weights of a run, and how to restore them in its engine. */
import type { EngineState, WeightSet } from '../../data/training-job'
import { resultWeights } from '../../data/final-weights'
import type { TrainStep } from '../train-step'
import { hashWeights } from '../model-weights'

/** SHA-256 of the weights that result from a state. */
export function resultHash(state: EngineState): string {
  return hashWeights(resultWeights(state))
}

/** Restores the result of this state in the engine, so that later requests can use it. */
export function restoreResult(engine: Pick<TrainStep, 'restore'>, state: EngineState): void {
  engine.restore({ ...state, weights: resultWeights(state) })
}

/** Sets an engine's weights and their average to these weights; the optimizer state does not change. */
export async function restoreWeights(
  engine: Pick<TrainStep, 'snapshot' | 'restore'>,
  weights: WeightSet,
): Promise<void> {
  const state = await engine.snapshot()
  const { average } = state
  engine.restore({
    ...state,
    weights,
    // Trainable weights come first in both arrays.
    ...(average ? { average: weights.data.slice(0, average.length) } : {}),
  })
}
