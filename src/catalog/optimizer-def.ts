/** @file OptimizerDef: one record an optimizer. The learning rate is the plan's own, so it can change while a run goes on. */
import type { Lowered } from './lowered'
import type { ParamSpecs, ValuesOf } from './params'

export interface OptimizerDef<P extends ParamSpecs = ParamSpecs> {
  readonly kind: string
  readonly title: string
  readonly summary: string
  readonly params: P
  /** A learning rate to begin with. */
  readonly learningRate: number
  /** Numbers it keeps for each weight, beside the weight: what a forecast of memory reckons with. */
  slots(params: ValuesOf<P>): number
  keras(params: ValuesOf<P>): Lowered
}

export function defineOptimizer<const P extends ParamSpecs>(def: OptimizerDef<P>): OptimizerDef<P> {
  return def
}
