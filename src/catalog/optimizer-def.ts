/**
 * @file OptimizerDef: the definition of an optimizer. The learning rate belongs to the plan, so that it can change
 * during a run.
 */
import type { Lowered } from './keras-json'
import type { ParamSpecs, ValuesOf } from './params'

export interface OptimizerDef<P extends ParamSpecs = ParamSpecs> {
  readonly kind: string
  readonly title: string
  readonly summary: string
  readonly params: P
  /** The default learning rate. */
  readonly learningRate: number
  /** How many numbers the optimizer stores per weight in addition to the weight itself, for the memory estimate. */
  slots(params: ValuesOf<P>): number
  keras(params: ValuesOf<P>): Lowered
}

export function defineOptimizer<const P extends ParamSpecs>(def: OptimizerDef<P>): OptimizerDef<P> {
  return def
}
