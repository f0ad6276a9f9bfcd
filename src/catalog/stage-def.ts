/** @file StageDef: one record a stage of a service, from which all else about it derives: form, check, lowering, docs. */
import type { StageClass, StageConfigs } from './lowered-stage'
import type { NodeDef } from './node-def'
import type { ParamSpecs, ValuesOf } from './params'

/** What a wire of a service carries. */
export interface Flow {
  /** Requests that no model has answered, or answers. */
  readonly carries: 'requests' | 'answers'
  /** Of the service's requests, from 0 to 1, those that come along here at most. */
  readonly share: number
  /** Behind a router: answers that were not sure enough have been taken back. */
  readonly unsure?: true
  /** Right behind a split: the percentages that it gives to each alias. */
  readonly split?: { readonly champion: number; readonly challenger: number }
  /** Right behind a shadow stage: the percentage of requests that it makes a copy of. */
  readonly copies?: number
  /** Answers of one of several models that a split chose from: no other answers the same request. */
  readonly chosen?: true
  /** Answers to copies: they are compared, and nobody gets them. */
  readonly shadow?: true
}

export interface StageDef<P extends ParamSpecs = ParamSpecs, C extends StageClass = StageClass>
  extends NodeDef<Flow, P> {
  /** Class name and config, as what runs the service reads them. */
  lower(params: ValuesOf<P>): { readonly class_name: C; readonly config: StageConfigs[C] }
}

type Described<P extends ParamSpecs, C extends StageClass> = Omit<StageDef<P, C>, 'out'> & { readonly out?: false }

/** Types a stage's record by its own parameters and by its class's config. */
export function defineStage<const P extends ParamSpecs, C extends StageClass>(def: Described<P, C>): StageDef<P, C> {
  return { out: true, ...def }
}
