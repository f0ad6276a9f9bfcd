/** @file StageDef: the record of a stage of a service, from which its form, check, lowering and docs follow. */
import type { StageClass, StageConfigs } from './lowered-stage'
import type { NodeDef } from './node-def'
import type { ParamSpecs, ValuesOf } from './params'

/** What a wire of a service diagram carries. */
export interface Flow {
  /** Requests without a prediction, or with one. */
  readonly carries: 'requests' | 'answers'
  /** The largest share of the service's requests that can pass here, from 0 to 1. */
  readonly share: number
  /** After a router: only requests whose prediction was not confident enough. */
  readonly unsure?: true
  /** Directly after a split: the percentage of requests for each alias. */
  readonly split?: { readonly champion: number; readonly challenger: number }
  /** Directly after a shadow stage: the percentage of requests that it copies. */
  readonly copies?: number
  /** Predictions of one of the models after a split: no other model answers the same request. */
  readonly chosen?: true
  /** Predictions for copies: they are compared and never returned. */
  readonly shadow?: true
}

export interface StageDef<P extends ParamSpecs = ParamSpecs, C extends StageClass = StageClass>
  extends NodeDef<Flow, P> {
  /** The class name and config that the runtime of the service reads. */
  lower(params: ValuesOf<P>): { readonly class_name: C; readonly config: StageConfigs[C] }
}

type Described<P extends ParamSpecs, C extends StageClass> = Omit<StageDef<P, C>, 'out'> & { readonly out?: false }

/** Defines a stage, typed by its parameters and the config of its class. */
export function defineStage<const P extends ParamSpecs, C extends StageClass>(def: Described<P, C>): StageDef<P, C> {
  return { out: true, ...def }
}
