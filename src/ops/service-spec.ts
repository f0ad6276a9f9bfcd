/**
 * @file ServiceSpec: a service's drawing lowered to plain JSON: its stages in the order in which requests pass them. What runs a service
 * knows this and nothing of the drawing.
 */
import type { Alias, StageClass, StageConfigs } from '../catalog/lowered-stage'

export type LoweredStage = {
  readonly [C in StageClass]: {
    /** The node of the drawing. */
    readonly id: string
    readonly class_name: C
    readonly config: StageConfigs[C]
    /** Places in the list of the stages it follows; each is before its own. */
    readonly from: readonly number[]
  }
}[StageClass]

export interface ServiceSpec {
  readonly name: string
  readonly stages: readonly LoweredStage[]
}

/** A version of a model by its name: what an answer says gave it. */
export interface VersionRef {
  readonly model: string
  readonly version: number
}

/** Which version each alias of each model stands for; an alias that is not set is absent. */
export type AliasBook = Readonly<Record<string, Partial<Readonly<Record<Alias, number>>>>>
