/**
 * @file ServiceSpec: a service diagram lowered to plain JSON, with its stages in the order in which requests pass
 * through them. The code that runs a service needs nothing else.
 */
import type { Alias, StageClass, StageConfigs } from '../catalog/lowered-stage'

export type LoweredStage = {
  readonly [C in StageClass]: {
    /** The ID of the corresponding node in the diagram. */
    readonly id: string
    readonly class_name: C
    readonly config: StageConfigs[C]
    /** Indices of the preceding stages; each is lower than the index of this stage. */
    readonly from: readonly number[]
  }
}[StageClass]

export interface ServiceSpec {
  readonly name: string
  readonly stages: readonly LoweredStage[]
}

/** The service with another challenger share, in percent, in one of its split stages. */
export function withChallengerShare(spec: ServiceSpec, split: string, challenger: number): ServiceSpec {
  const stages = spec.stages.map((stage) =>
    stage.id === split && stage.class_name === 'Split'
      ? { ...stage, config: { champion: 100 - challenger, challenger } }
      : stage,
  )
  return { ...spec, stages }
}

/** A version of a model, identified in the same way as in responses. */
export interface VersionRef {
  readonly model: string
  readonly version: number
}

/** The version that each alias of each model points to; unset aliases are omitted. */
export type AliasVersions = Readonly<Record<string, Partial<Readonly<Record<Alias, number>>>>>
