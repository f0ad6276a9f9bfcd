/** @file ScheduleDef: the definition of a learning rate schedule. Its formula is in `data/schedule.ts`. */
import { schedulesText } from '../messages/en/catalog/training'
import type { Lowered } from './keras-json'
import { int, type IntSpec, type ParamSpecs, type ValuesOf } from './params'

export interface ScheduleDef<P extends ParamSpecs = ParamSpecs> {
  readonly kind: string
  readonly title: string
  readonly summary: string
  readonly params: P
  keras(params: ValuesOf<P>): Lowered
}

const warmup = int({
  ...schedulesText.params.warmUp,
  min: 0,
  max: 1_000_000,
  default: 0,
})

type WarmedUp<P> = P & { readonly warmup: IntSpec }

/** Defines a schedule, typed by its parameters, and adds the warm-up that every schedule can have. */
export function defineSchedule<const P extends ParamSpecs>(def: ScheduleDef<P>): ScheduleDef<WarmedUp<P>> {
  return {
    ...def,
    params: { ...def.params, warmup },
    keras(params) {
      const { class_name, config } = def.keras(params)
      return { class_name, config: { ...config, warmup: params.warmup } }
    },
  }
}
