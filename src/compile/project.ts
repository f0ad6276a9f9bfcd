/** @file Project: a drawing, its data, and the plan, as they are stored, exported, and opened. */
import type { DatasetSchema } from '../catalog/dataset-schema'
import type { Plan } from '../catalog/training-plan'
import type { Slice } from '../data/condition'
import type { DataStep } from '../data/dataset-edit'
import type { Drawing } from '../graph/drawing'
import type { CanaryPlan } from '../ops/canary-plan'
import type { Scenario } from '../ops/scenario/scenario'
import type { Slo } from '../ops/slo'
import type { BurnRule } from '../ops/slo-burn'

export interface DataPick {
  /** The id of a shipped dataset or of one of the user's datasets. */
  readonly dataset: string
  /** For a user's dataset: its version, identified by content hash. */
  readonly version?: string
  /** For a user's dataset: its schema, so that the drawing can be checked without the rows. */
  readonly schema?: DatasetSchema
  /** Maximum size of the training set, which is a stratified sample drawn with `seed`. */
  readonly samples?: number
  /** Seed for generated datasets and for sampling. */
  readonly seed?: number
  /** For generated datasets with a planted bias: its rate, from 0 to 1, if it is not the usual one. */
  readonly bias?: number
  /**
   * Named slices of a shipped dataset. The slices of a user's dataset are stored with it; these are the last known
   * slices, used when the dataset is not on this device.
   */
  readonly slices?: readonly Slice[]
  /**
   * For a user's dataset in a project file: how the version was created, so that it can be recreated exactly from the
   * same source files.
   */
  readonly made?: SetMade
}

/** How a version of a dataset was created, not including its rows. */
export interface SetMade {
  /** The imported files, identified by hash, or the shipped dataset that the user edited. */
  readonly base:
    | { readonly hash: string; readonly schema: DatasetSchema }
    | { readonly dataset: string; readonly seed?: number; readonly bias?: number }
  /** Import options that the user changed. */
  readonly read?: Readonly<Record<string, unknown>>
  /** The edit steps that lead to the version; absent when they are too long for a project file. */
  readonly steps?: readonly DataStep[]
}

export interface Network {
  readonly name: string
  readonly drawing: Drawing
}

/** A service that serves the project's models: its drawing, its scenario, and its objectives. */
export interface Service {
  /** The service's name, unique within the project. */
  readonly name: string
  /** The service's diagram, whose nodes are stages. */
  readonly drawing: Drawing
  readonly scenario?: Scenario
  readonly slos?: readonly Slo[]
  /** Burn-rate alert rules; if absent, the defaults apply. */
  readonly rules?: readonly BurnRule[]
  /** A running canary, restored after a reload or crash. */
  readonly canary?: SavedCanary
  /** The user's edited postmortem draft, as Markdown. */
  readonly postmortem?: string
}

/** The state of a canary rollout. */
export interface SavedCanary {
  readonly plan: CanaryPlan
  /** Index of the current rollout step; -1 when the share was set by hand. */
  readonly step: number
  readonly percent: number
  /** The simulated time at which the share was set, in ms; absent in older projects. */
  readonly since?: number
}

/** The content of a template or of a project file. */
export interface ProjectContent {
  readonly name: string
  readonly networks: readonly Network[]
  readonly data: DataPick
  readonly plan: Plan
  readonly lesson?: Lesson
  readonly services?: readonly Service[]
}

/** A lesson: a goal for the learner, and the parts of the studio that it hides. */
export interface Lesson {
  /** What the learner should do, as text. */
  readonly goal: string
  /** The conditions on the console's state under which the goal is reached. */
  readonly check?: string
  readonly hides?: Hides
  /** Nodes of the network that cannot be changed. */
  readonly locked?: readonly string[]
  /**
   * The learner's starting point. While the lesson is still being written, this is absent and nothing is locked or
   * hidden.
   */
  readonly start?: LessonStart
  /** Steps that lead to the goal, shown one at a time. */
  readonly steps?: readonly LessonStep[]
  /** How far the learner is; absent while the lesson is written, and until the learner has answered something. */
  readonly progress?: LessonProgress
}

/** One step of a lesson: what to do, and optionally what to predict before and to explain after it. */
export interface LessonStep {
  readonly text: string
  /** The conditions, as in a goal check, under which the step is done; without them, the learner decides. */
  readonly check?: string
  readonly hint?: string
  readonly predict?: LessonPrediction
  /** A question that the learner answers in words once the outcome is known. */
  readonly why?: string
}

/** A question that the learner answers before training, and whose answer is compared with the outcome. */
export type LessonPrediction =
  | {
      readonly kind: 'choice'
      readonly question: string
      readonly choices: readonly string[]
      /** A check for each choice: the first one that holds is the outcome. Without checks, nothing is compared. */
      readonly outcomes?: readonly string[]
    }
  /** `value` is what is predicted, as in a check: `metrics.accuracy`. */
  | { readonly kind: 'number'; readonly question: string; readonly value: string }
  /** The curve of a loss over the epochs of the next run; `most` is the upper end of its axis. */
  | {
      readonly kind: 'curve'
      readonly question: string
      readonly value: 'run.loss' | 'run.validationLoss'
      readonly most: number
    }

/** A choice (its index), a number, or losses at equally spaced moments of a run. */
export type Predicted = number | readonly number[]

export interface LessonProgress {
  /** The index of the current step; the number of steps once all are done. */
  readonly step: number
  /** How often the learner started over. */
  readonly restarts?: number
  readonly answers: readonly StepAnswer[]
}

/** What a learner answered in a step. */
export interface StepAnswer {
  readonly step: number
  readonly predicted?: Predicted
  /** The run in use when the prediction was made: its results are no outcome. */
  readonly before?: string
  readonly outcome?: Predicted
  readonly hint?: true
  readonly why?: string
}

export interface Hides {
  readonly pages?: readonly string[]
  /** Hidden commands: the names of command groups, or the ids of individual commands. */
  readonly commands?: readonly string[]
  /** Hidden parameters: of all layers, such as `activation`, or of one kind of layer, such as `dense.units`. */
  readonly params?: readonly string[]
}

export interface LessonStart {
  readonly drawing: Drawing
  readonly data: DataPick
  readonly plan: Plan
}
