/**
 * @file StageDef: the definition of a stage of a service, from which its form, check, lowering and docs are derived;
 * and arithmetic on the flows of requests between stages.
 */

import { fail, ok, type Result } from '../base/result'
import { message } from '../messages/message'
import type { Problem } from '../messages/problem'
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

const NOTHING: Flow = { carries: 'requests', share: 0 }

/** Merges all incoming flows into one, ignoring predictions of shadow models. */
export function together(inputs: readonly Flow[]): Flow {
  const [first = NOTHING] = inputs
  const real = inputs.filter(({ shadow }) => !shadow)
  if (real.length === 0) return { ...first, share: most(inputs) }
  const [only] = real
  return {
    carries: real.some(({ carries }) => carries === 'answers') ? 'answers' : 'requests',
    share: Math.min(
      1,
      real.reduce((sum, { share }) => sum + share, 0),
    ),
    ...(real.some(({ unsure }) => unsure) ? { unsure: true } : {}),
    ...(real.length === 1 && only?.chosen ? { chosen: true } : {}),
  }
}

/** The merged incoming flow if its requests still need a prediction, otherwise a problem. */
export function requests(inputs: readonly Flow[], stage: string): Result<Flow, Problem> {
  const all = together(inputs)
  if (all.shadow) return fail(message('stage-of-shadow', { stage }))
  return all.carries === 'requests' || all.unsure ? ok(all) : fail(message('stage-too-late', { stage }))
}

/** The merged incoming flow if it has predictions, otherwise a problem. */
export function answers(inputs: readonly Flow[], stage: string): Result<Flow, Problem> {
  const all = together(inputs)
  if (all.shadow) return fail(message('stage-of-shadow', { stage }))
  return all.carries === 'answers' ? ok(all) : fail(message('stage-too-early', { stage }))
}

/** The largest share among several flows. */
export function most(inputs: readonly Flow[]): number {
  return inputs.reduce((top, { share }) => Math.max(top, share), 0)
}
