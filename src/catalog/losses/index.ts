/** @file The losses, in display order. */
import type { LossDef } from '../loss-def'
import { binaryCrossentropy, hinge, squaredHinge } from './binary'
import {
  categoricalCrossentropy,
  categoricalHinge,
  cosineProximity,
  klDivergence,
  sparseCategoricalCrossentropy,
} from './classification'
import {
  huber,
  logcosh,
  meanAbsoluteError,
  meanAbsolutePercentageError,
  meanSquaredError,
  meanSquaredLogarithmicError,
  poisson,
} from './regression'

export const losses: readonly LossDef[] = [
  categoricalCrossentropy,
  sparseCategoricalCrossentropy,
  klDivergence,
  categoricalHinge,
  cosineProximity,
  binaryCrossentropy,
  hinge,
  squaredHinge,
  meanSquaredError,
  meanAbsoluteError,
  huber,
  logcosh,
  meanAbsolutePercentageError,
  meanSquaredLogarithmicError,
  poisson,
]

const byKind = new Map(losses.map((loss) => [loss.kind, loss]))

/** The loss of this kind, or undefined if there is none. */
export function findLoss(kind: string): LossDef | undefined {
  return byKind.get(kind)
}
