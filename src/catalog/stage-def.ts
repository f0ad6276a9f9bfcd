/**
 * @file StageDef: the definition of a stage of a service, from which its form, check, lowering and docs are derived.
 */
import type { StageClass, StageConfigs } from './lowered-stage'
import type { NodeDef } from './node-def'
import type { ParamSpecs, ValuesOf } from './params'

/** What a wire of a service diagram carries. */
export interface Flow {
  /** Whether the requests already have a prediction (`answers`) or not (`requests`). */
  readonly carries: 'requests' | 'answers'
  /** Upper bound on the fraction of the service's requests that pass along this wire, from 0 to 1. */
  readonly share: number
  /** Set after a router: only requests whose prediction was not confident enough. */
  readonly unsure?: true
  /** Set directly after a split: the percentage of requests for each alias. */
  readonly split?: { readonly champion: number; readonly challenger: number }
  /** Set directly after a shadow stage: the percentage of requests that it copies. */
  readonly copies?: number
  /** Set after a split: the predictions come from one of its models, and no other model answers the same requests. */
  readonly chosen?: true
  /** Set for predictions on copied requests: they are compared but never returned. */
  readonly shadow?: true
}

export interface StageDef<P extends ParamSpecs = ParamSpecs, C extends StageClass = StageClass>
  extends NodeDef<Flow, P> {
  /** The class name and config that the service runtime reads. */
  lower(params: ValuesOf<P>): { readonly class_name: C; readonly config: StageConfigs[C] }
}

type Text = Required<Pick<NodeDef<Flow>, 'title' | 'summary' | 'search'>>
type Described<P extends ParamSpecs, C extends StageClass> = Omit<StageDef<P, C>, keyof Text | 'out'> & {
  readonly text: Text
  readonly out?: false
}

/** Defines a stage, typed by its parameters and the config of its class; `text` is its entry in the texts. */
export function defineStage<const P extends ParamSpecs, C extends StageClass>({
  text: { title, summary, search },
  ...def
}: Described<P, C>): StageDef<P, C> {
  return { out: true, ...def, title, summary, search }
}
