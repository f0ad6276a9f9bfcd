/** @file DataAnalysis: analysis results for the dataset in use, such as its report and column profiles. */
import type { Plan } from '../../catalog/training-plan'
import type { DataPick } from '../../compile/project'
import type { Finding } from '../../data/findings/finding'
import type { CurveReport } from '../../data/learning-curve'
import type { ColumnProfile } from '../../data/column-profile'
import type { Drawing } from '../../graph/drawing'
import type { BaselineReport } from '../../protocol/analysis-messages'

/** The state of an analysis and its result. The key identifies the dataset, its rows, and its split. */
export type AnalysisState<T> =
  | { readonly tag: 'looking'; readonly key: string; readonly done: number }
  | { readonly tag: 'found'; readonly key: string; readonly found: T }
  | { readonly tag: 'stopped'; readonly key: string }
  | { readonly tag: 'failed'; readonly key: string; readonly why: string }

export interface DataAnalysis {
  readonly report: AnalysisState<readonly Finding[]> | null
  readonly profile: AnalysisState<readonly ColumnProfile[]> | null
  /** Simple models for comparison with the network; the key also identifies the run and its step. */
  readonly baselines: AnalysisState<BaselineReport> | null
  /** An estimate of how much additional data would help; the key also identifies the drawing. */
  readonly curve: AnalysisState<CurveReport> | null
  /** Keys of findings that the user has accepted as correct data. */
  readonly accepted: readonly string[]
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
