/** @file Project: a drawing, the data it is pointed at and the plan, as they are kept, exported and opened. */
import type { DatasetSchema } from '../catalog/dataset-schema'
import type { Plan } from '../catalog/plan'
import type { Slice } from '../data/condition'
import type { DataStep } from '../data/data-step'
import type { Drawing } from '../graph/drawing'
import type { BurnRule } from '../ops/burn-rules'
import type { CanaryPlan } from '../ops/canary-plan'
import type { Scenario } from '../ops/scenario/scenario'
import type { Slo } from '../ops/slo'

export interface DataPick {
  /** A shipped set, or the id of a set of the user's own. */
  readonly dataset: string
  /** Of an own set: which version of it, by content hash. */
  readonly version?: string
  /** Of an own set: what is in it, so that the drawing can be checked where the set is not. */
  readonly schema?: DatasetSchema
  /** Caps the training pool, drawn by `seed`, stratified. */
  readonly samples?: number
  /** Seed of generated sets and of the cap. */
  readonly seed?: number
  /** Of a shipped set: conditions kept under names. Those of an own set lie with it; where it is not here, those it had. */
  readonly slices?: readonly Slice[]
  /** Of an own set, in a project file: what it was made of, so that its files bring back this very version. */
  readonly made?: SetMade
}

/** How a version of a set came about, without its rows. */
export interface SetMade {
  /** What was brought in, by the hash that it has; or the shipped set that was edited. */
  readonly base:
    | { readonly hash: string; readonly schema: DatasetSchema }
    | { readonly dataset: string; readonly seed?: number }
  /** How its files were read, where somebody corrected it. */
  readonly read?: Readonly<Record<string, unknown>>
  /** The steps that lead to the version; absent where they are too long for a file. */
  readonly steps?: readonly DataStep[]
}

export interface Network {
  readonly name: string
  readonly drawing: Drawing
}

/** A service that models of the project live in: what is drawn, what its world does to it, and what is promised of it. */
export interface Service {
  /** No other service of the project has it. */
  readonly name: string
  /** Of stages. */
  readonly drawing: Drawing
  readonly score?: Scenario
  readonly slos?: readonly Slo[]
  /** How fast a budget may burn before somebody is told; left out, as is usual. */
  readonly rules?: readonly BurnRule[]
  /** A canary that is under way: what a reload or a crash finds again. */
  readonly canary?: SavedCanary
  /** What a person made of the draft that the log gives, as Markdown. */
  readonly postmortem?: string
}

/** Where a canary stands. */
export interface SavedCanary {
  readonly plan: CanaryPlan
  /** Of its steps; -1 where the fader stands by hand. */
  readonly step: number
  readonly percent: number
}

/** What a template starts from and a project file carries. */
export interface ProjectContent {
  readonly name: string
  readonly networks: readonly Network[]
  readonly data: DataPick
  readonly plan: Plan
  readonly lesson?: Lesson
  readonly services?: readonly Service[]
}

/** What a project asks of a learner, and what of the studio it leaves out meanwhile. */
export interface Lesson {
  /** What to do, in words. */
  readonly goal: string
  /** When it is done: conditions on the console's state. */
  readonly check?: string
  readonly hides?: Hides
  /** Nodes of the network itself that stay as they are. */
  readonly locked?: readonly string[]
  /** What the learner began with; absent while the lesson is being written, when it rules nothing. */
  readonly start?: LessonStart
}

export interface Hides {
  readonly rooms?: readonly string[]
  /** Groups of commands, and ids of single ones. */
  readonly commands?: readonly string[]
  /** Parameters of every layer that has one of this name, or of one kind: `activation`, `dense.units`. */
  readonly params?: readonly string[]
}

export interface LessonStart {
  readonly drawing: Drawing
  readonly data: DataPick
  readonly plan: Plan
}
