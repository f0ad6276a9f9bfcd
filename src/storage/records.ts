/** @file Records stored on this device, with one interface per store. */

import type { Histogram } from '../base/value-histogram'
import type { InputGuard } from '../data/input-guard'
import type {
  CalibrationFit,
  Calibration as ProbabilityCalibration,
  Costs,
  GroupThresholds,
} from '../data/output-decision'
import type { KerasModel } from '../catalog/keras-json'
import type { ProjectContent } from '../compile/project'
import type { Pipeline } from '../data/pipeline'
import type { EngineState, Moment, RateChange, RunMark, WeightSet } from '../data/training-job'
import type { Block } from '../graph/drawing'
import type { Message } from '../messages/message'
import type { Evaluation } from '../metrics/evaluation'
import type { ReferenceFile } from '../ops/drift/references'
import type { BackendChosen } from '../protocol/backend'
import type { Practice } from '../protocol/serving-messages'
import type { Calibration, EngineChoice, EpochLog, StepProfile } from '../protocol/trainer-messages'
import type { AliasStorage } from './alias-records'
import type { ServiceLogStorage } from './service-log-records'
import type { SetStorage } from './dataset-records'

export interface ProjectRecord {
  readonly id: string
  /**
   * Number of times that the project was saved. A save must include the revision that was read, so that two tabs cannot
   * overwrite each other's work.
   */
  readonly revision: number
  readonly content: ProjectContent
  readonly drawingVersion: number
  /** The template that the project was created from. */
  readonly template?: string
  readonly createdAt: string
  readonly updatedAt: string
}

export interface RunRecord {
  readonly id: string
  readonly project: string
  readonly name: string
  readonly startedAt: string
  readonly tag: 'training' | 'done' | 'failed' | 'interrupted'
  /** For a run that has ended, why it ended: finished, stopped, early, or rule; for a failed run, the error message. */
  readonly why?: string
  /** The project as it was when the run started. */
  readonly content: ProjectContent
  readonly drawingVersion: number
  /** Fingerprint of the rows that the run trains on. */
  readonly data?: string
  /** The checkpoint that the run started from. */
  readonly from?: RunOrigin
  readonly chosen?: BackendChosen
  readonly engine?: EngineChoice
  /**
   * Whether a tab that did not save the project trained the run, because another tab had the project open. Its weights
   * are used only if the user chooses them.
   */
  readonly isFromUnsavedTab?: true
  /** The last few interruptions, oldest first. */
  readonly setbacks?: readonly Setback[]
  /** If the run resumed inexactly: why its weights may differ from those of an uninterrupted run. */
  readonly inexact?: string
  /** The learning rates that the user set during the run, in place of the one in its plan. */
  readonly rateChanges?: readonly RateChange[]
  /** Number of steps done so far, and in total. */
  readonly step?: number
  readonly steps: number
  readonly history: readonly EpochLog[]
  /** The loss at each step, reduced to the points that a chart can show. */
  readonly curve?: LossCurve
  readonly metrics: Evaluation | null
  readonly hash?: string
  /** The estimated and the actual total time, if an estimate was made. */
  readonly forecast?: Calibration
  readonly took?: { readonly seconds: number; readonly firstStepMs: number; readonly bytes: number }
  /** Time spent per layer in a step, from the last profile. */
  readonly profile?: StoredProfile
  readonly histograms?: RunHistograms
  /** What models that are saved from the run decide by, by the label of the output. */
  readonly decisions?: Readonly<Record<string, OutputDecision>>
}

/** At checkpoints of a run, oldest first: how the values of each layer are distributed, by its generated name. */
export type RunHistograms = readonly {
  readonly step: number
  readonly epoch: number
  readonly layers: Readonly<Record<string, { readonly [K in 'weights' | 'gradients' | 'activations']?: Histogram }>>
}[]

/** How the classes of an output are decided: corrected probabilities, and a threshold for one class. */
export interface OutputDecision {
  readonly calibration?: ProbabilityCalibration
  /** What the calibration changes on rows that it was not fitted to, by cross-fitting on the set that it was fitted to. */
  readonly calibrationFit?: CalibrationFit
  readonly positive?: string
  readonly threshold?: number
  /** The costs that were stated when the threshold was chosen. */
  readonly costs?: Costs
  /** Thresholds of groups; `threshold` is that of rows without a group. */
  readonly groups?: GroupThresholds
  readonly guard?: InputGuard
}

/** A row about a layer, with the node that creates the layer. */
export type AtNode<T extends { readonly layer: string }> = T & { readonly node?: string }

/**
 * A step profile that lists layers under the labels of their nodes; an empty label represents work outside any layer,
 * such as the update of all weights.
 */
export interface StoredProfile extends Omit<StepProfile, 'layers'> {
  readonly layers: readonly AtNode<StepProfile['layers'][number]>[]
}

/** An interruption of a run, and the step from which it resumed. */
export interface Setback {
  readonly kind: 'worker-silent' | 'worker-gone' | 'device-lost' | 'interrupted' | 'failed'
  readonly at: string
  /** The last step reported before the interruption. */
  readonly step: number
  /** The step of the checkpoint that the run resumed from; 0 if it started over. */
  readonly from: number
}

export interface RunOrigin {
  readonly run: string
  readonly step: number
  /** Number of completed epochs. */
  readonly epoch: number
}

/** Losses with their step numbers, in ascending order of steps. */
export interface LossCurve {
  readonly steps: readonly number[]
  readonly losses: readonly number[]
  /** The sum of the losses of all steps up to each point, also of those without a point. */
  readonly totals?: readonly number[]
}

/** The state of a run at one step: used for predictions after a reload, and to resume the run. */
export interface CheckpointRecord {
  readonly run: string
  readonly step: number
  readonly epoch: number
  readonly model: KerasModel
  readonly pipeline: Pipeline
  readonly weights: WeightSet
  readonly hash: string
  readonly savedAt?: string
  /**
   * Why the checkpoint is stored in addition to the last two: it is the best so far, or an every-nth-epoch milestone.
   */
  readonly keep?: 'best' | 'milestone'
  /** In the record of a run's moments: when they were. `weights.data` has the weights of each, one after another. */
  readonly moments?: readonly Omit<Moment, 'data'>[]
  /**
   * The rest of the training state, from which the run resumes bit for bit. The first version of Netloom stored only
   * weights.
   */
  readonly mark?: RunMark
  readonly state?: Omit<EngineState, 'weights'>
}

/** A checkpoint as shown in lists, without its weights. */
export interface CheckpointRow extends Pick<CheckpointRecord, 'run' | 'step' | 'epoch' | 'savedAt' | 'keep'> {
  /** The number of the checkpoint within its run, counted from 1. */
  readonly generation: number
  /** The loss of the last epoch before the checkpoint. */
  readonly loss?: number
  readonly validationLoss?: number
  readonly bytes: number
  /** Whether a run can resume from the checkpoint bit for bit, or only from its weights. */
  readonly exact: boolean
}

export interface ModelRecord {
  readonly name: string
  readonly version: number
  readonly createdAt: string
  readonly model: KerasModel
  readonly pipeline: Pipeline
  readonly weights: WeightSet
  /** SHA-256 of the weights. */
  readonly hash: string
  readonly metrics: Evaluation | null
  /** The project that the model was trained from. */
  readonly content: ProjectContent
  readonly run?: { readonly id: string; readonly chosen?: BackendChosen; readonly engine?: string }
  /** Absent for imported versions and for versions saved before the registry existed. */
  readonly lineage?: Lineage
  /**
   * Statistics of the training inputs, if the imported artifact had them; otherwise they are computed from the rows.
   */
  readonly reference?: ReferenceFile
  /** Set for a practice model, which is deliberately bad. */
  readonly practice?: Practice
}

/** The origin of a version beyond its project's content: enough to train it again. */
export interface Lineage {
  readonly project: string
  /** Fingerprint of the rows that the model was trained on. */
  readonly data?: string
  readonly drawingVersion?: number
  /**
   * The training step at which the weights were saved, and the total number of steps; the step is smaller if the
   * version was saved during the run or after a stop.
   */
  readonly step?: number
  readonly steps?: number
  /** Why the run ended: finished, stopped, early, or rule; absent if it was still running. */
  readonly why?: string
  /** True if the newest weights were saved; absent if an older checkpoint was chosen. */
  readonly newest?: true
  /**
   * If the run did not start from random weights: where its initial weights came from, and the version under which they
   * had been saved.
   */
  readonly from?: RunOrigin
  readonly parent?: number
  /** The retraining round that trained the version to replace its parent. */
  readonly round?: number
  /** Whether an earlier run on another split may have trained the weights on rows of the validation or the test set. */
  readonly mayBeSeen?: true
  /** Why the weights may differ from those of an uninterrupted run. */
  readonly inexact?: string
  /** The learning rates that the user set during the run, up to the step of these weights. */
  readonly rateChanges?: readonly RateChange[]
}

export interface ModelRow {
  readonly name: string
  readonly version: number
  readonly createdAt: string
  readonly metrics: Evaluation | null
  /** The run that the version comes from. */
  readonly run?: string
  /** The metric that the plan watches to stop early, such as `validationAccuracy`. */
  readonly watches?: string
  /** By the label of the output, the saved threshold of a class. */
  readonly thresholds?: Readonly<Record<string, { readonly positive: string; readonly threshold: number }>>
  readonly practice?: Practice
  /** Whether the version has an input guard. */
  readonly guarded?: true
}

/** A version of a project, saved under a name to compare or restore it later. */
export interface VersionRecord {
  readonly project: string
  /** The number of the version within its project, counted from 1 and never reused. */
  readonly number: number
  readonly name: string
  readonly at: string
  readonly content: ProjectContent
}

/** A library block, together with the blocks inside it. */
export interface LibraryRecord {
  readonly id: string
  readonly version: number
  readonly name: string
  readonly at: string
  readonly block: Block
  readonly within: readonly Block[]
}

/** A project that was saved, but is missing now or has an earlier save. */
export interface LostSave {
  readonly name: string
  readonly found: 'nothing' | 'earlier'
}

/**
 * Storage interface, as used by the studio. Every promise resolves when the write is on disk (`complete`), or rejects
 * with a Refusal.
 */
export interface Storage {
  /**
   * False if this browser cannot store anything (no IndexedDB): everything is lost when the page closes, and `whyNot`
   * gives the reason.
   */
  readonly lasting?: boolean
  readonly whyNot?: Message
  /** The projects whose last save was lost, each reported once; absent if nothing notes the saves. */
  lostSaves?(): Promise<readonly LostSave[]>
  projects: {
    list(): Promise<readonly ProjectRecord[]>
    get(id: string): Promise<ProjectRecord | undefined>
    /**
     * Saves a project and resolves with the saved record (revision + 1). Refuses with `project-conflict` if the stored
     * revision is not `project.revision`. A missing project (evicted, or removed in another tab) is saved again, so
     * that no work is lost.
     */
    put(project: ProjectRecord): Promise<ProjectRecord>
    remove(id: string): Promise<void>
  }
  runs: {
    list(project: string): Promise<readonly RunRecord[]>
    put(run: RunRecord): Promise<void>
    remove(id: string): Promise<void>
    /** The newest undamaged checkpoint, or the checkpoint of the given generation; undefined if there is none. */
    checkpoint(run: string, generation?: number): Promise<CheckpointRecord | undefined>
    /** The checkpoints of a run, oldest first. */
    checkpoints(run: string): Promise<readonly CheckpointRow[]>
    /**
     * Saves a checkpoint as the next generation. Retains the last two checkpoints, the best checkpoint as of each of
     * them, and every milestone.
     */
    putCheckpoint(checkpoint: CheckpointRecord): Promise<CheckpointRow>
    /** Saves the moments of a run, in place of earlier ones. They are no checkpoint: no run resumes from them. */
    putMoments(moments: CheckpointRecord): Promise<void>
    moments(run: string): Promise<CheckpointRecord | undefined>
    removeCheckpoint(run: string, generation: number): Promise<void>
    /** Removes all checkpoints of a run, which then cannot be resumed. */
    removeCheckpoints(run: string): Promise<void>
  }
  models: {
    list(): Promise<readonly ModelRow[]>
    /** Names and versions of unreadable records, which are missing from `list`. */
    damaged(): Promise<readonly Pick<ModelRow, 'name' | 'version'>[]>
    /** A model version; the newest if no version is given. Refuses with `model-damaged` if the hash does not match. */
    get(name: string, version?: number): Promise<ModelRecord | undefined>
    /** Saves the model as the next version of its name. */
    add(model: Omit<ModelRecord, 'version' | 'createdAt'>): Promise<ModelRow>
    /**
     * Removes one version, or all versions. Refuses with `model-flagged` if an alias points to a version to be removed.
     */
    remove(name: string, version?: number): Promise<void>
  }
  aliases: AliasStorage
  serviceLogs: ServiceLogStorage
  versions: {
    /** The versions of a project, newest first; `damaged` contains the numbers of unreadable versions. */
    list(project: string): Promise<{ readonly versions: readonly VersionRecord[]; readonly damaged: readonly number[] }>
    /** Refuses with `version-damaged` if the checksum does not match. */
    get(project: string, number: number): Promise<VersionRecord | undefined>
    /**
     * Saves the version under the next number of its project; if it has no name, the name is derived from the number.
     */
    add(version: Pick<VersionRecord, 'project' | 'content'> & { readonly name?: string }): Promise<VersionRecord>
    rename(project: string, number: number, name: string): Promise<void>
    remove(project: string, number: number): Promise<void>
  }
  library: {
    /** Every version of every block, in order, and the versions that are unreadable. */
    list(): Promise<{
      readonly blocks: readonly LibraryRecord[]
      readonly damaged: readonly Pick<LibraryRecord, 'id' | 'version'>[]
    }>
    /**
     * A version of a block; the newest if no version is given. Refuses with `library-damaged` if the checksum does not
     * match.
     */
    get(id: string, version?: number): Promise<LibraryRecord | undefined>
    /** Saves the block as the next version of its id. */
    add(block: Omit<LibraryRecord, 'version' | 'at'>): Promise<LibraryRecord>
    /** Renames all versions of the block. */
    rename(id: string, name: string): Promise<void>
    /** Removes one version, or the block with all versions. */
    remove(id: string, version?: number): Promise<void>
  }
  sets: SetStorage
  chunks: {
    get(hash: string): Promise<Uint8Array<ArrayBuffer> | undefined>
    put(hash: string, bytes: Uint8Array<ArrayBuffer>): Promise<void>
    has(hashes: readonly string[]): Promise<readonly boolean[]>
    remove(hashes: readonly string[]): Promise<void>
  }
  settings: {
    get(key: string): Promise<unknown>
    put(key: string, value: unknown): Promise<void>
  }
  /** Number of bytes used on this device, and whether the browser promised not to evict them. */
  estimate(): Promise<{ readonly usage: number; readonly persisted: boolean }>
  persist(): Promise<boolean>
  close(): void
}

/** A run as stored by the first version, with only the name of the engine. */
type FirstRun = Omit<RunRecord, 'engine'> & { readonly engine?: string }

export type StoredRun = RunRecord | FirstRun

/** A run of any version, converted to the current form. */
export function presentRun(kept: StoredRun): RunRecord {
  const { engine, ...rest } = kept
  if (engine === undefined) return rest
  return { ...rest, engine: typeof engine === 'string' ? { name: engine, device: '', reason: '' } : engine }
}
