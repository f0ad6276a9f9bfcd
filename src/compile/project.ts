/** @file Project: a drawing, the data it is pointed at and the plan, as they are kept, exported and opened. */
import type { Plan } from '../catalog/plan'
import type { Drawing } from '../graph/drawing'

export interface DataPick {
  readonly dataset: string
  /** Caps the training pool, drawn by `seed`, stratified. */
  readonly samples?: number
  /** Seed of generated sets and of the cap. */
  readonly seed?: number
}

export interface Network {
  readonly name: string
  readonly drawing: Drawing
}

/** What a template starts from and a project file carries. */
export interface ProjectContent {
  readonly name: string
  readonly networks: readonly Network[]
  readonly data: DataPick
  readonly plan: Plan
}
