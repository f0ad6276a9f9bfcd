/** @file Result: the state that a run leaves in its engine. */
import type { EngineState, WeightSet } from '../../data/training-job'
import { resultWeights } from '../../data/result-weights'
import type { TrainStep } from '../train-step'
import { hashWeights } from '../weights'

/** SHA-256 of the resulting weights of a state. */
export function resultHash(state: EngineState): string {
  return hashWeights(resultWeights(state))
}

/** Restores the result of this state in the engine, for later requests. */
export function restoreResult(engine: Pick<TrainStep, 'restore'>, state: EngineState): void {
  engine.restore({ ...state, weights: resultWeights(state) })
}

/** Sets an engine's weights and their average to these; the state of the optimizer stays. */
export async function restoreWeights(
  engine: Pick<TrainStep, 'snapshot' | 'restore'>,
  weights: WeightSet,
): Promise<void> {
  const state = await engine.snapshot()
  const { average } = state
  engine.restore({
    ...state,
    weights,
    // Trainable weights come first in both.
    ...(average ? { average: weights.data.slice(0, average.length) } : {}),
  })
}
