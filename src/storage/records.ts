/** @file Records: what is kept on this device, one interface a store. */
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
  /** Counts saves; a save must name the revision it read, so that two tabs cannot destroy each other. */
  readonly revision: number
  readonly content: ProjectContent
  readonly drawingVersion: number
  /** The template it began as. */
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
  /** Of a run that is done: finished, stopped, early or rule; of one that failed the sentence. */
  readonly why?: string
  /** The project as it was when the run began. */
  readonly content: ProjectContent
  readonly drawingVersion: number
  /** Which rows it trains on: the fingerprint of its data. */
  readonly data?: string
  /** The checkpoint it began from. */
  readonly from?: RunOrigin
  readonly chosen?: BackendChosen
  readonly engine?: EngineChoice
  /** What came in its way, the latest few, oldest first. */
  readonly setbacks?: readonly Setback[]
  /** Why its weights may not be those of an undisturbed run, where it was gone on with all the same. */
  readonly inexact?: string
  /** Steps done so far, and steps in all. */
  readonly step?: number
  readonly steps: number
  readonly history: readonly EpochLog[]
  /** Its losses by step, thinned out to a few hundred. */
  readonly curve?: LossCurve
  readonly metrics: Evaluation | null
  readonly hash?: string
  /** What it was expected to take as a whole, and what it took, where that was asked before. */
  readonly forecast?: Calibration
  readonly took?: { readonly seconds: number; readonly firstStepMs: number; readonly bytes: number }
  /** Where the time of a step went, when that was last asked. */
  readonly profile?: KeptProfile
}

/** A row about a layer, with the node that makes it. */
export type AtNode<T extends { readonly layer: string }> = T & { readonly node?: string }

/** Layers by the labels their nodes had; an empty one is what belongs to no layer: the update of all weights. */
export interface KeptProfile extends Omit<StepProfile, 'layers'> {
  readonly layers: readonly AtNode<StepProfile['layers'][number]>[]
}

/** Something that threw a run back, and where it went on from. */
export interface Setback {
  readonly kind: 'worker-silent' | 'worker-gone' | 'device-lost' | 'interrupted' | 'failed'
  readonly at: string
  /** The last step that was heard of. */
  readonly step: number
  /** The step of the checkpoint it went on from; 0 where it began again. */
  readonly from: number
}

export interface RunOrigin {
  readonly run: string
  readonly step: number
  /** Whole epochs that are done already. */
  readonly epoch: number
}

/** Losses and the steps they are of, rising. */
export interface LossCurve {
  readonly steps: readonly number[]
  readonly losses: readonly number[]
}

/** A run at a step: what the pad answers with after a reload, and what a run goes on from. */
export interface CheckpointRecord {
  readonly run: string
  readonly step: number
  readonly epoch: number
  readonly model: KerasModel
  readonly pipeline: Pipeline
  readonly weights: WeightSet
  readonly hash: string
  readonly savedAt?: string
  /** Kept beside the last two: the best epoch so far, or one of every n-th. */
  readonly keep?: 'best' | 'milestone'
  /** With these the run goes on bit for bit. The first version kept weights alone. */
  readonly mark?: RunMark
  readonly state?: Omit<EngineState, 'weights'>
}

/** What a list of checkpoints tells of one, without its numbers. */
export interface CheckpointRow extends Pick<CheckpointRecord, 'run' | 'step' | 'epoch' | 'savedAt' | 'keep'> {
  /** Counts the checkpoints of a run, from 1. */
  readonly generation: number
  /** Of the last epoch before it. */
  readonly loss?: number
  readonly validationLoss?: number
  readonly bytes: number
  /** Whether a run goes on from it bit for bit, or from its weights alone. */
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
  /** Absent in versions that were saved before there was a registry, or brought in. */
  readonly lineage?: Lineage
  /** What its training rows were like, where it came with an artifact that says so; else it is found in them. */
  readonly reference?: ReferenceFile
  /** It was made to practise on: bad on purpose. */
  readonly practice?: Practice
}

/** Where a version comes from, beyond its project's content: enough to train it again. */
export interface Lineage {
  readonly project: string
  /** Which rows it was trained on: the fingerprint of its data. */
  readonly data?: string
  readonly drawingVersion?: number
  /** The step its weights are of, of as many; fewer than all where it was saved under way or stopped. */
  readonly step?: number
  readonly steps?: number
  /** Why the run was over by then: finished, stopped, early or rule; absent while it was under way. */
  readonly why?: string
  /** Absent where another checkpoint than the newest was chosen. */
  readonly newest?: true
  /** The weights its run began with, where it did not begin afresh, and the version they had been saved as. */
  readonly from?: RunOrigin
  readonly parent?: number
  /** Why its weights may not be those of an undisturbed run. */
  readonly inexact?: string
}

export interface ModelRow {
  readonly name: string
  readonly version: number
  readonly createdAt: string
  readonly metrics: Evaluation | null
  /** The run it is of. */
  readonly run?: string
  readonly practice?: Practice
}

/** A version of a project, kept under a name to be compared with and gone back to. */
export interface VersionRecord {
  readonly project: string
  /** Counts the versions of a project, from 1; never given twice. */
  readonly number: number
  readonly name: string
  readonly at: string
  readonly content: ProjectContent
}

/** A block kept for other projects, with the blocks within it. */
export interface LibraryRecord {
  readonly id: string
  readonly version: number
  readonly name: string
  readonly at: string
  readonly block: Block
  readonly within: readonly Block[]
}

/** What the studio asks of storage. Every promise resolves when the write is on disk (`complete`), or rejects with a Refusal. */
export interface Storage {
  /** False where this browser keeps nothing (no IndexedDB): all is lost when the page closes, and `whyNot` says why. */
  readonly lasting?: boolean
  readonly whyNot?: Message
  projects: {
    list(): Promise<readonly ProjectRecord[]>
    get(id: string): Promise<ProjectRecord | undefined>
    /**
     * Refuses with `project-conflict` when the stored revision is not `project.revision`; resolves with the record as kept
     * (revision + 1). A project that is gone (evicted, or removed in another tab) is kept again: work in hand is never lost.
     */
    put(project: ProjectRecord): Promise<ProjectRecord>
    remove(id: string): Promise<void>
  }
  runs: {
    list(project: string): Promise<readonly RunRecord[]>
    put(run: RunRecord): Promise<void>
    remove(id: string): Promise<void>
    /** The newest whole checkpoint, or the one of a generation; undefined where there is none, or none without damage. */
    checkpoint(run: string, generation?: number): Promise<CheckpointRecord | undefined>
    /** Oldest first. */
    checkpoints(run: string): Promise<readonly CheckpointRow[]>
    /** Kept as the next generation. The last two stay, the best of each of them, and every milestone. */
    putCheckpoint(checkpoint: CheckpointRecord): Promise<CheckpointRow>
    removeCheckpoint(run: string, generation: number): Promise<void>
  }
  models: {
    list(): Promise<readonly ModelRow[]>
    /** Those whose record cannot be read any more, by name and version: `list` leaves them out. */
    damaged(): Promise<readonly Pick<ModelRow, 'name' | 'version'>[]>
    /** The newest version when none is named. Refuses with `model-damaged` when the hash does not match. */
    get(name: string, version?: number): Promise<ModelRecord | undefined>
    /** Gives it the next version of its name. */
    add(model: Omit<ModelRecord, 'version' | 'createdAt'>): Promise<ModelRow>
    /** One version, or all of them. Refuses with `model-flagged` where an alias stands at one. */
    remove(name: string, version?: number): Promise<void>
  }
  aliases: AliasStorage
  serviceLogs: ServiceLogStorage
  versions: {
    /** Newest first; `damaged` has the numbers of those that cannot be read. */
    list(project: string): Promise<{ readonly versions: readonly VersionRecord[]; readonly damaged: readonly number[] }>
    /** Refuses with `version-damaged` when it is not as it was written. */
    get(project: string, number: number): Promise<VersionRecord | undefined>
    /** Gives it the next number of its project, and a name by it where it has none. */
    add(version: Pick<VersionRecord, 'project' | 'content'> & { readonly name?: string }): Promise<VersionRecord>
    rename(project: string, number: number, name: string): Promise<void>
    remove(project: string, number: number): Promise<void>
  }
  library: {
    /** Every version of every block, in order; and those that cannot be read any more. */
    list(): Promise<{
      readonly blocks: readonly LibraryRecord[]
      readonly damaged: readonly Pick<LibraryRecord, 'id' | 'version'>[]
    }>
    /** The newest version when none is named. Refuses with `library-damaged` when its checksum differs. */
    get(id: string, version?: number): Promise<LibraryRecord | undefined>
    /** Kept as the next version of its id. */
    add(block: Omit<LibraryRecord, 'version' | 'at'>): Promise<LibraryRecord>
    /** The name of all its versions. */
    rename(id: string, name: string): Promise<void>
    /** One version, or the block with all of them. */
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
