/** @file AppState: everything the studio holds in memory. Changed by commands alone; views select from it. */
import type { Plan } from '../catalog/plan'
import type { Message } from '../messages/message'
import type { DataPick, Lesson, LessonStart, Service } from '../compile/project'
import type { NetworkReport } from '../compile/check-network'
import type { CostColumn } from '../compile/cost'
import type { DatasetSchema } from '../catalog/dataset-schema'
import type { Dataset, Split } from '../data/dataset'
import type { Drawing } from '../graph/drawing'
import type { Evaluation } from '../metrics/evaluation'
import type { AliasVersions } from '../ops/service-spec'
import type { RunState } from '../protocol/run-state'
import type { IngestProgress } from '../protocol/ingest-messages'
import type { BackendChoice, BackendOffer } from '../protocol/backend'
import type { CheckpointRow, LibraryRecord, ModelRow, RunRecord, VersionRecord } from '../storage/records'
import type { SetRecord } from '../storage/dataset-records'
import type { BoardState } from './board'
import type { DataAnalysis } from './data-analysis'
import type { DataLook } from './data-look'
import type { Collecting } from './collecting'
import type { GivenFile } from './given-file'
import type { Insight } from './insight'
import type { OperateSummary } from './operate/summary'
import type { Source } from './sources'

export type PageId = 'build' | 'data' | 'train' | 'evaluate' | 'operate' | 'machine'
export const DATA_TABS = ['overview', 'report', 'rows', 'prepare', 'split', 'slices', 'augment', 'versions'] as const
export type DataTab = (typeof DATA_TABS)[number]
/** The panels that can be open next to the canvas. */
export type SidePanelId = 'outline' | 'code' | 'cost' | 'changes' | 'blocks'
export type Theme = 'system' | 'dark' | 'light'

/** Whether what the user made is on disk. */
export type Saving =
  | { readonly tag: 'saved' }
  | { readonly tag: 'saving' }
  | { readonly tag: 'unsaved'; readonly why: Message }

export type DataState =
  | { readonly tag: 'none' }
  | { readonly tag: 'loading'; readonly schema: DatasetSchema; readonly done: number; readonly total: number }
  | {
      readonly tag: 'ready'
      readonly schema: DatasetSchema
      readonly dataset: Dataset
      readonly split: Split
      readonly key: string
    }
  | { readonly tag: 'failed'; readonly schema: DatasetSchema; readonly why: Message }

/** How often the test rows of a version of a set were looked at, and when last. */
export interface TestLooks {
  readonly count: number
  readonly last: string
}

export interface Notice {
  readonly id: number
  readonly tone: 'info' | 'good' | 'bad'
  /** What a person reads. */
  readonly text: string
  /** The message that `text` is the sentence of, so that code can recognize what happened. */
  readonly said?: Message
  /** A notice about the canvas closes when another drawing is shown; one about saving stays until it is closed. */
  readonly about?: 'canvas' | 'saving'
  /** A command offered with it. */
  readonly action?: { readonly title: string; readonly command: string; readonly args?: object }
}

/** A set that files are to bring back, and how they are to be read. */
export interface MissingDataset {
  readonly set: string
  readonly title: string
  /** Short. */
  readonly version: string
  /** As it was brought in, as far as that is known. */
  readonly schema: DatasetSchema
  /** `ReadOptions`, where somebody had corrected them. */
  readonly read?: Readonly<Record<string, unknown>>
}

/** A checkpoint as the page tells of it. */
export type ChosenCheckpoint = Pick<CheckpointRow, 'run' | 'step' | 'epoch' | 'savedAt' | 'loss' | 'validationLoss'>

/** Two drawings held against each other. */
export interface Compared {
  /** Another project begins anew. */
  readonly project: string
  readonly from: Source
  /** Null for the step before. */
  readonly to: Source | null
  /** Whether both stand side by side where the canvas is. */
  readonly wide: boolean
}

export interface KeptVersions {
  readonly project: string
  readonly versions: readonly VersionRecord[]
  /** Numbers of those that cannot be read. */
  readonly damaged: readonly number[]
}

export interface KeptLibrary {
  readonly blocks: readonly LibraryRecord[]
  /** Those that cannot be read any more. */
  readonly damaged: readonly Pick<LibraryRecord, 'id' | 'version'>[]
}

export interface KeptSets {
  /** Newest first. */
  readonly sets: readonly SetRecord[]
  /** Ids of those that cannot be read any more. */
  readonly damaged: readonly string[]
}

export interface AppState extends BoardState {
  readonly project: {
    readonly id: string
    readonly name: string
    readonly template?: string
    readonly network: string
    readonly drawing: Drawing
    readonly drawingVersion: number
    readonly data: DataPick
    readonly plan: Plan
    readonly lesson: Lesson | null
    readonly services?: readonly Service[] | undefined
  }
  /** What the project was when its teacher began to look at its lesson as a learner does. */
  readonly lessonPreview: LessonStart | null
  readonly saving: Saving
  readonly report: NetworkReport
  readonly data: DataState
  /** The files that are looked into, to be brought in; empty while none was chosen yet, null while nobody brings any. */
  readonly choosing: readonly GivenFile[] | null
  /** The set that files are to join. */
  readonly bringInto: string | null
  /** The set of the project that is not on this device, while its files are asked for. */
  readonly bringBack: MissingDataset | null
  /** The import that is on. */
  readonly bringing: { readonly progress: IngestProgress | null } | null
  /** The set that is being collected; `new` while one is being made. */
  readonly collecting: Collecting | 'new' | null
  /** The rows that the Data room is asked to show, anew with each request. */
  readonly look: DataLook | null
  /** What was found out about the set in use. */
  readonly analysis: DataAnalysis
  /** A set that is being fetched to go on with, while the present one is in use. */
  readonly fetching: { readonly dataset: string; readonly done: number; readonly total: number } | null
  readonly run: RunState
  /** Seconds for which nothing was heard of the worker; 0 while it is heard. */
  readonly quiet: number
  /** What the pad, the sliders or the point stand at, per input node label; null until touched. */
  readonly trial: Readonly<Record<string, unknown>> | null
  /** The newest answer to the trial, per output node label. */
  readonly answer: Answer | null
  readonly metrics: Evaluation | null
  /** How often test rows were looked at, by the key of their data. */
  readonly testLooks: Readonly<Record<string, TestLooks>>
  /** The checkpoint whose weights answer because they were chosen; null where the newest do. */
  readonly inUse: ChosenCheckpoint | null
  readonly runs: readonly RunRecord[]
  /** What is kept of runs that were looked at, by run, oldest first. */
  readonly checkpoints: Readonly<Record<string, readonly CheckpointRow[]>>
  /** What was asked of a training beside its runs. */
  readonly insight: Insight
  readonly models: readonly ModelRow[]
  /** Where the aliases of models stand, by model. */
  readonly aliases: AliasVersions
  /** The versions kept of a project, newest first, once they were asked for. */
  readonly versions: KeptVersions | null
  /** Blocks kept for every project of this device. */
  readonly library: KeptLibrary
  /** The sets of the user's own on this device. */
  readonly sets: KeptSets
  readonly storage: {
    readonly persisted: boolean
    readonly usage: number
    readonly secureContext: boolean
    readonly offlineReady: boolean
  }
  readonly machine: { readonly offers: readonly BackendOffer[]; readonly choice: BackendChoice }
  readonly room: PageId
  /** What runs in the Operate room, as it was last told; null until that room was first asked for. */
  readonly operate: OperateSummary | null
  /** What the Data room shows of a set. */
  readonly dataTab: DataTab
  readonly sidePanel: SidePanelId | null
  /** What the panel of changes compares, once it was asked to. */
  readonly compared: Compared | null
  /** By which cost the nodes are coloured. */
  readonly heat: CostColumn | null
  readonly theme: Theme
  readonly notices: readonly Notice[]
}

/** One output's answer for the trial sample. */
export type HeadAnswer =
  | { readonly kind: 'classes'; readonly label: string; readonly probabilities: Readonly<Record<string, number>> }
  | { readonly kind: 'number'; readonly value: number; readonly unit?: string }
  | { readonly kind: 'sequence'; readonly text: string; readonly probability: number }
  /** Pixels 0 to 255, height × width × channels. */
  | { readonly kind: 'image'; readonly shape: readonly number[]; readonly pixels: Float32Array<ArrayBuffer> }

export interface Answer {
  readonly outputs: Readonly<Record<string, HeadAnswer>>
  /** Which weights gave it: "run of v12", or a saved model. */
  readonly by: string
}
