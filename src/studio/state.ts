/** @file AppState: everything the studio holds in memory. Only commands change it; views select from it. */
import type { CommandCall } from './run-command'
import type { Plan } from '../catalog/training-plan'
import type { Message } from '../messages/message'
import type { PageId } from '../messages/en/shell/pages'
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
import type { BoardState } from './network/canvas-board'
import type { DataAnalysis } from './data/data-analysis'
import type { DataLook, Collecting } from './data/data-view-state'
import type { GivenFile } from './data/input-file'
import type { Results } from './lessons/result-values'
import type { Insight } from './training/training-analysis-results'
import type { OperateState } from './operate/state'
import type { Source } from './project/comparison-sources'

export const DATA_TABS = ['overview', 'report', 'rows', 'prepare', 'split', 'slices', 'augment', 'versions'] as const
export const EVALUATE_TABS = [
  'results',
  'certainty',
  'failures',
  'explanations',
  'groups',
  'robustness',
  'comparison',
] as const
export type EvaluateTab = (typeof EVALUATE_TABS)[number]
export type DataTab = (typeof DATA_TABS)[number]
/** The panels that can be open next to the canvas. */
export type SidePanelId = 'outline' | 'code' | 'cost' | 'changes' | 'blocks'
export type Theme = 'system' | 'dark' | 'light'

/** Whether the user's work is stored. */
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

/** How often the test rows of a split were evaluated or viewed, and when this last happened. */
export interface TestSetViews {
  readonly count: number
  readonly last: string
}

/** A command offered as a button of a notice. */
export interface NoticeAction extends CommandCall {
  readonly title: string
}

export interface Notice {
  readonly id: number
  readonly tone: 'info' | 'good' | 'bad'
  /** The text shown to the user. */
  readonly text: string
  /** The message that `text` was formatted from, so that code can recognize it. */
  readonly message?: Message
  /** `canvas`: the notice closes when another drawing is shown. `saving`: it stays until the user closes it. */
  readonly about?: 'canvas' | 'saving'
  /** A command offered as a button. */
  readonly action?: NoticeAction
}

/** A missing dataset that can be restored from its files, and how to read those files. */
export interface MissingDataset {
  readonly set: string
  readonly title: string
  /** The shortened version hash. */
  readonly version: string
  /** The schema at import, if known. */
  readonly schema: DatasetSchema
  /** The `ReadOptions` that the user corrected at import, if any. */
  readonly read?: Readonly<Record<string, unknown>>
}

/** A weight that the user has changed by hand. */
export interface WeightEdit {
  /** The node of the drawing. */
  readonly node: string
  /** The generated layer of the node, such as `dense_1`. */
  readonly layer: string
  /** The name of the tensor, such as `kernel`. */
  readonly weight: string
  readonly index: number
  readonly value: number
}

/** A summary of a checkpoint whose weights are in use. */
export interface ChosenCheckpoint
  extends Pick<CheckpointRow, 'run' | 'step' | 'epoch' | 'savedAt' | 'loss' | 'validationLoss'> {
  /** The changes by hand to these weights, oldest first. They are never stored. */
  readonly edits?: readonly WeightEdit[]
  /** The number of changes by hand that come back at the end of the replay. */
  readonly editsAside?: number
  /** Whether they are those of a moment of the run that is replayed. They are never stored as chosen. */
  readonly isReplay?: true
  /** With edits: what the weights were worth before, if it was known. */
  readonly metricsBefore?: Evaluation | null
}

/** Two drawings being compared. */
export interface Compared {
  /** The project that the comparison belongs to. The comparison is reset when another project opens. */
  readonly project: string
  readonly from: Source
  /** The drawing to compare with; null for the previous undo step. */
  readonly to: Source | null
  /** Whether both drawings are shown side by side in place of the canvas. */
  readonly wide: boolean
}

export interface KeptVersions {
  readonly project: string
  readonly versions: readonly VersionRecord[]
  /** The numbers of versions that cannot be read. */
  readonly damaged: readonly number[]
}

export interface KeptLibrary {
  readonly blocks: readonly LibraryRecord[]
  /** Library blocks that cannot be read. */
  readonly damaged: readonly Pick<LibraryRecord, 'id' | 'version'>[]
}

export interface KeptSets {
  /** The datasets, newest first. */
  readonly sets: readonly SetRecord[]
  /** The ids of datasets that cannot be read. */
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
  /** The project as it was when the teacher started to preview the lesson as a learner. */
  readonly lessonPreview: LessonStart | null
  readonly saving: Saving
  /** Why something of a run is not stored yet; null if everything is. */
  readonly unstored: Message | null
  readonly report: NetworkReport
  readonly data: DataState
  /** The files selected for import; empty before a selection, null while the import dialog is closed. */
  readonly choosing: readonly GivenFile[] | null
  /** The dataset that imported files are appended to. */
  readonly bringInto: string | null
  /** The missing dataset of the project while its files are requested. */
  readonly bringBack: MissingDataset | null
  /** The import in progress. */
  readonly bringing: { readonly progress: IngestProgress | null } | null
  /** The dataset being collected; `new` while its settings are chosen. */
  readonly collecting: Collecting | 'new' | null
  /**
   * The rows that the Data page should show. Every request is a new object, so that the same request can be made again.
   */
  readonly look: DataLook | null
  /** Analysis results for the dataset in use. */
  readonly analysis: DataAnalysis
  /** A dataset being downloaded for later use, while another is in use. */
  readonly fetching: { readonly dataset: string; readonly done: number; readonly total: number } | null
  readonly run: RunState
  /** The most steps per second of a run, so that it can be watched; null for full speed. */
  readonly pace: number | null
  /** Seconds since the worker's last message; 0 while it responds. */
  readonly quiet: number
  /** The trial input (from a pad, sliders, or a point), keyed by input label; null until the user changes it. */
  readonly trial: Readonly<Record<string, unknown>> | null
  /** The newest prediction for the trial input, keyed by output label. */
  readonly answer: Answer | null
  readonly metrics: Evaluation | null
  /** The rows that `metrics` is of, which may be those of an earlier split or version. */
  readonly evaluated: Pick<Extract<DataState, { tag: 'ready' }>, 'dataset' | 'split' | 'key'> | null
  /** How often test rows were evaluated or viewed, by `testSetKey`. */
  readonly testLooks: Readonly<Record<string, TestSetViews>>
  /** The checkpoint the user chose for predictions; null if the newest weights are used. */
  readonly inUse: ChosenCheckpoint | null
  /** The main numbers of the latest results on the Evaluate page, and the run whose weights were then in use. */
  readonly results: { readonly run: string; readonly values: Results } | null
  readonly runs: readonly RunRecord[]
  /** The stored checkpoints of each run that was viewed, keyed by run id; oldest first. */
  readonly checkpoints: Readonly<Record<string, readonly CheckpointRow[]>>
  /** Results of training analyses, such as the sanity check and the forecast. */
  readonly insight: Insight
  readonly models: readonly ModelRow[]
  /** The version that each alias points to, keyed by model. */
  readonly aliases: AliasVersions
  /** The saved versions of the project, newest first; null until requested. */
  readonly versions: KeptVersions | null
  /** Blocks saved for all projects on this device. */
  readonly library: KeptLibrary
  /** The custom datasets on this device. */
  readonly sets: KeptSets
  readonly storage: {
    readonly persisted: boolean
    readonly usage: number
    readonly secureContext: boolean
    readonly offlineReady: boolean
  }
  readonly machine: { readonly offers: readonly BackendOffer[]; readonly choice: BackendChoice }
  readonly room: PageId
  /** The id of the term that the glossary shows; '' for none, null while the glossary is closed. */
  readonly glossary: string | null
  readonly operate: OperateState
  /** The open tab of the Data page. */
  readonly dataTab: DataTab
  readonly evaluateTab: EvaluateTab
  readonly sidePanel: SidePanelId | null
  /** What the changes panel compares; null before the first comparison. */
  readonly compared: Compared | null
  /** The kind of cost that node colors show. */
  readonly heat: CostColumn | null
  readonly theme: Theme
  /** Whether text is larger, for a projector. */
  readonly present: boolean
  readonly notices: readonly Notice[]
}

export interface NumberAnswer {
  readonly kind: 'number'
  readonly value: number
  readonly unit?: string
  /** The outer quantiles, and the share of the actual values that should be between them. */
  readonly range?: { readonly low: number; readonly high: number; readonly share: number }
}

/** The prediction of one output for the trial input. */
export type HeadAnswer =
  | { readonly kind: 'classes'; readonly label: string; readonly probabilities: Readonly<Record<string, number>> }
  | NumberAnswer
  | { readonly kind: 'sequence'; readonly text: string; readonly probability: number }
  /** Pixel values 0 to 255, [height × width × channels]. */
  | { readonly kind: 'image'; readonly shape: readonly number[]; readonly pixels: Float32Array<ArrayBuffer> }

export interface Answer {
  readonly outputs: Readonly<Record<string, HeadAnswer>>
  /** The weights that made the prediction: "run of v12", or a saved model. */
  readonly by: string
}
