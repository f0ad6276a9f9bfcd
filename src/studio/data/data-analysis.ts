/** @file DataAnalysis: analysis results for the dataset in use, such as its report and column profiles. */
import type { Plan } from '../../catalog/training-plan'
import type { DataPick } from '../../compile/project'
import type { SplitName } from '../../data/dataset'
import type { Finding } from '../../data/findings/finding'
import type { CurveReport } from '../../data/learning-curve'
import type { ColumnProfile } from '../../data/column-profile'
import type { Drawing } from '../../graph/drawing'
import type { PairedResult } from '../../metrics/paired-comparison'
import type { BaselineReport } from '../../protocol/analysis-messages'

/** The state of an analysis and its result. The key identifies the dataset, its rows, and its split. */
export type AnalysisState<T> =
  | { readonly tag: 'looking'; readonly key: string; readonly done: number }
  | { readonly tag: 'found'; readonly key: string; readonly found: T }
  | { readonly tag: 'stopped'; readonly key: string }
  | { readonly tag: 'failed'; readonly key: string; readonly why: string }

/** What retraining without rows changed. */
export interface LeftOut extends PairedResult {
  readonly row: number
  readonly class?: string
  readonly leftOut: readonly number[]
  /** The loss of the row, and the probability of the class or the predicted number. */
  readonly loss: { readonly before: number; readonly after: number }
  readonly score: { readonly before: number; readonly after: number }
  /** The network has a calibration, which neither the score nor the comparison uses. */
  readonly uncalibrated?: true
  /** By how much the loss should rise without these rows, by TracIn. */
  readonly estimate: number
  readonly split: SplitName
  /** What the rows still have an effect on: the statistics of batch normalization, or examples that they are mixed with. */
  readonly remains?: 'statistics' | 'mixtures'
  /** All that is needed to repeat it. `was` and `hash` are the SHA-256 of the weights before and after. */
  readonly recipe: {
    readonly run: string
    readonly seed: number
    readonly step: number
    readonly was: string
    readonly hash: string
  }
  readonly testLooks?: number
}

export interface DataAnalysis {
  readonly report: AnalysisState<readonly Finding[]> | null
  readonly profile: AnalysisState<readonly ColumnProfile[]> | null
  /** Simple models for comparison with the network; the key also identifies the run and its step. */
  readonly baselines: AnalysisState<BaselineReport> | null
  /** An estimate of how much additional data would help; the key also identifies the drawing. */
  readonly curve: AnalysisState<CurveReport> | null
  /** Retraining without chosen rows; the key also identifies the explained row. */
  readonly leftOut: AnalysisState<LeftOut> | null
  /** Keys of findings that the user has accepted as correct data. */
  readonly accepted: readonly string[]
}

/** The key of a retraining for a row of the open project. */
export function leftOutKey({ project }: { readonly project: { readonly id: string } }, row: number): string {
  return `${project.id} ${row}`
}

/** The part of the state that an analysis depends on. */
interface AnalyzedState {
  readonly data: { readonly tag: string; readonly key?: string }
  readonly project: { readonly plan: Plan; readonly data: DataPick; readonly drawing: Pick<Drawing, 'nodes'> }
}

/** A key for the current rows and split; undefined while no dataset is loaded. */
export function analysisKey({ data, project }: AnalyzedState): string | undefined {
  if (data.tag !== 'ready' || data.key === undefined) return undefined
  const { split, seed, target, features } = project.plan
  const outputs = project.drawing.nodes.filter(({ kind }) => kind === 'output')
  const own = outputs.length === 1 ? outputs[0]?.params.target : undefined
  return `${data.key} ${JSON.stringify([split, seed, own || target, features, project.data.samples])}`
}
