/** @file Records stored on this device, one interface per store. */
import type { Message } from '../messages/message'
import type { ProjectContent } from '../compile/project'
import type { KerasModel } from '../catalog/lowered'
import type { Block } from '../graph/drawing'
import type { EngineState, RunMark, WeightSet } from '../data/training-job'
import type { Pipeline } from '../data/pipeline'
import type { Evaluation } from '../metrics/evaluation'
import type { ReferenceFile } from '../ops/drift/reference-file'
import type { BackendChosen } from '../protocol/backend'
import type { Practice } from '../protocol/serving-messages'
import type { Calibration, EngineChoice, EpochLog, StepProfile } from '../protocol/trainer-messages'
import type { AliasStorage } from './alias-records'
import type { ServiceLogStorage } from './service-log-records'
import type { SetStorage } from './dataset-records'

export interface ProjectRecord {
  readonly id: string
  /** Counts saves. A save must name the revision it read, so that two tabs cannot overwrite each other. */
  readonly revision: number
  readonly content: ProjectContent
  readonly drawingVersion: number
  /** The template it was created from. */
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
  /** For a finished run: finished, stopped, early, or rule; for a failed one, the message. */
  readonly why?: string
  /** The project when the run started. */
  readonly content: ProjectContent
  readonly drawingVersion: number
  /** Fingerprint of the rows it trains on. */
  readonly data?: string
  /** The checkpoint it started from. */
  readonly from?: RunOrigin
  readonly chosen?: BackendChosen
  readonly engine?: EngineChoice
  /** The last few interruptions, oldest first. */
  readonly setbacks?: readonly Setback[]
  /** Why its weights may differ from those of an uninterrupted run, if it resumed inexactly. */
  readonly inexact?: string
  /** Steps done so far, and in total. */
  readonly step?: number
  readonly steps: number
  readonly history: readonly EpochLog[]
  /** Its losses by step, reduced to a few hundred. */
  readonly curve?: LossCurve
  readonly metrics: Evaluation | null
  readonly hash?: string
  /** The estimated and actual total time, if it was estimated. */
  readonly forecast?: Calibration
  readonly took?: { readonly seconds: number; readonly firstStepMs: number; readonly bytes: number }
  /** Time per layer of a step, from the last profile. */
  readonly profile?: StoredProfile
}

/** A row about a layer, with the node that creates it. */
export type AtNode<T extends { readonly layer: string }> = T & { readonly node?: string }

/** Layers by the labels of their nodes; an empty label is work outside any layer: the update of all weights. */
export interface StoredProfile extends Omit<StepProfile, 'layers'> {
  readonly layers: readonly AtNode<StepProfile['layers'][number]>[]
}

/** An interruption of a run, and where it resumed. */
export interface Setback {
  readonly kind: 'worker-silent' | 'worker-gone' | 'device-lost' | 'interrupted' | 'failed'
  readonly at: string
  /** The last step that was reported. */
  readonly step: number
  /** The step of the checkpoint it resumed from; 0 if it started over. */
  readonly from: number
}

export interface RunOrigin {
  readonly run: string
  readonly step: number
  /** Completed epochs. */
  readonly epoch: number
}

/** Losses with their steps, in ascending order. */
export interface LossCurve {
  readonly steps: readonly number[]
  readonly losses: readonly number[]
}

/** A run at a step: used for predictions after a reload, and to resume the run. */
export interface CheckpointRecord {
  readonly run: string
  readonly step: number
  readonly epoch: number
  readonly model: KerasModel
  readonly pipeline: Pipeline
  readonly weights: WeightSet
  readonly hash: string
  readonly savedAt?: string
  /** Kept in addition to the last two: the best epoch so far, or every n-th. */
  readonly keep?: 'best' | 'milestone'
  /** With these, the run resumes bit for bit. The first version stored only weights. */
  readonly mark?: RunMark
  readonly state?: Omit<EngineState, 'weights'>
}

/** A checkpoint in a list, without its weights. */
export interface CheckpointRow extends Pick<CheckpointRecord, 'run' | 'step' | 'epoch' | 'savedAt' | 'keep'> {
  /** Counts the checkpoints of a run, from 1. */
  readonly generation: number
  /** Of the last epoch before it. */
  readonly loss?: number
  readonly validationLoss?: number
  readonly bytes: number
  /** Whether a run resumes from it bit for bit, or only from its weights. */
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
  /** The project it was trained from. */
  readonly content: ProjectContent
  readonly run?: { readonly id: string; readonly chosen?: BackendChosen; readonly engine?: string }
  /** Absent in imported versions and in those saved before the registry existed. */
  readonly lineage?: Lineage
  /** Statistics of its training inputs, if its artifact had them; else they are computed from the rows. */
  readonly reference?: ReferenceFile
  /** Set for a practice model, which is bad on purpose. */
  readonly practice?: Practice
}

/** Where a version comes from, beyond its project's content: enough to train it again. */
export interface Lineage {
  readonly project: string
  /** Fingerprint of the rows it was trained on. */
  readonly data?: string
  readonly drawingVersion?: number
  /** The step of its weights, and the total; smaller than the total when saved during the run or after a stop. */
  readonly step?: number
  readonly steps?: number
  /** Why the run had ended: finished, stopped, early, or rule; absent while it was running. */
  readonly why?: string
  /** Absent when an older checkpoint was chosen. */
  readonly newest?: true
  /** The weights its run started from, if any, and the version they had been saved as. */
  readonly from?: RunOrigin
  readonly parent?: number
  /** Why its weights may differ from those of an uninterrupted run. */
  readonly inexact?: string
}

export interface ModelRow {
  readonly name: string
  readonly version: number
  readonly createdAt: string
  readonly metrics: Evaluation | null
  /** The run it belongs to. */
  readonly run?: string
  readonly practice?: Practice
}

/** A version of a project, saved under a name to compare or restore. */
export interface VersionRecord {
  readonly project: string
  /** Counts the versions of a project, from 1; never reused. */
  readonly number: number
  readonly name: string
  readonly at: string
  readonly content: ProjectContent
}

/** A library block, with the blocks inside it. */
export interface LibraryRecord {
  readonly id: string
  readonly version: number
  readonly name: string
  readonly at: string
  readonly block: Block
  readonly within: readonly Block[]
}

/**
 * Storage as the studio uses it. Every promise resolves when the write is on disk (`complete`), or rejects with a
 * Refusal.
 */
export interface Storage {
  /**
   * False when this browser stores nothing (no IndexedDB): everything is lost when the page closes, and `whyNot` says
   * why.
   */
  readonly lasting?: boolean
  readonly whyNot?: Message
  projects: {
    list(): Promise<readonly ProjectRecord[]>
    get(id: string): Promise<ProjectRecord | undefined>
    /**
     * Refuses with `project-conflict` when the stored revision is not `project.revision`; resolves with the saved
     * record (revision + 1). A missing project (evicted, or removed in another tab) is saved again, so that no work is
     * lost.
     */
    put(project: ProjectRecord): Promise<ProjectRecord>
    remove(id: string): Promise<void>
  }
  runs: {
    list(project: string): Promise<readonly RunRecord[]>
    put(run: RunRecord): Promise<void>
    remove(id: string): Promise<void>
    /** The newest undamaged checkpoint, or that of a generation; undefined if there is none. */
    checkpoint(run: string, generation?: number): Promise<CheckpointRecord | undefined>
    /** Oldest first. */
    checkpoints(run: string): Promise<readonly CheckpointRow[]>
    /** Saved as the next generation. Keeps the last two, the best so far for each of them, and every milestone. */
    putCheckpoint(checkpoint: CheckpointRecord): Promise<CheckpointRow>
    removeCheckpoint(run: string, generation: number): Promise<void>
  }
  models: {
    list(): Promise<readonly ModelRow[]>
    /** Names and versions of unreadable records, which `list` leaves out. */
    damaged(): Promise<readonly Pick<ModelRow, 'name' | 'version'>[]>
    /** The newest version when none is named. Refuses with `model-damaged` when the hash does not match. */
    get(name: string, version?: number): Promise<ModelRecord | undefined>
    /** Saves it as the next version of its name. */
    add(model: Omit<ModelRecord, 'version' | 'createdAt'>): Promise<ModelRow>
    /** Removes one version, or all. Refuses with `model-flagged` when an alias points to one of them. */
    remove(name: string, version?: number): Promise<void>
  }
  aliases: AliasStorage
  serviceLogs: ServiceLogStorage
  versions: {
    /** Newest first; `damaged` has the numbers of unreadable ones. */
    list(project: string): Promise<{ readonly versions: readonly VersionRecord[]; readonly damaged: readonly number[] }>
    /** Refuses with `version-damaged` when the checksum does not match. */
    get(project: string, number: number): Promise<VersionRecord | undefined>
    /** Saves it under the next number of its project; a version without a name gets one from its number. */
    add(version: Pick<VersionRecord, 'project' | 'content'> & { readonly name?: string }): Promise<VersionRecord>
    rename(project: string, number: number, name: string): Promise<void>
    remove(project: string, number: number): Promise<void>
  }
  library: {
    /** Every version of every block, in order, and those that are unreadable. */
    list(): Promise<{
      readonly blocks: readonly LibraryRecord[]
      readonly damaged: readonly Pick<LibraryRecord, 'id' | 'version'>[]
    }>
    /** The newest version when none is named. Refuses with `library-damaged` when the checksum does not match. */
    get(id: string, version?: number): Promise<LibraryRecord | undefined>
    /** Saves it as the next version of its id. */
    add(block: Omit<LibraryRecord, 'version' | 'at'>): Promise<LibraryRecord>
    /** Renames all its versions. */
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
  /** Bytes used on this device, and whether the browser promised to keep them. */
  estimate(): Promise<{ readonly usage: number; readonly persisted: boolean }>
  persist(): Promise<boolean>
  close(): void
}
