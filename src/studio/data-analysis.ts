/** @file DataAnalysis: what was found out about the set in use: its report and the profiles of its columns. */
import type { Plan } from '../catalog/plan'
import type { DataPick } from '../compile/project'
import type { Finding } from '../data/findings/finding'
import type { CurveReport } from '../data/learning-curve'
import type { ColumnProfile } from '../data/profile'
import type { Drawing } from '../graph/drawing'
import type { BaselineReport } from '../protocol/analysis-messages'

/** Something that is being found out, or was. The key names the set, its rows and its split. */
export type AnalysisState<T> =
  | { readonly tag: 'looking'; readonly key: string; readonly done: number }
  | { readonly tag: 'found'; readonly key: string; readonly found: T }
  | { readonly tag: 'stopped'; readonly key: string }
  | { readonly tag: 'failed'; readonly key: string; readonly why: string }

export interface DataAnalysis {
  readonly report: AnalysisState<readonly Finding[]> | null
  readonly profile: AnalysisState<readonly ColumnProfile[]> | null
  /** Simple models beside the network; the key names the run and its step too. */
  readonly baselines: AnalysisState<BaselineReport> | null
  /** What more rows would bring; the key names the drawing too. */
  readonly curve: AnalysisState<CurveReport> | null
  /** Keys of findings of which the user said that it is so. */
  readonly accepted: readonly string[]
}

/** The state as far as it says what is looked at. */
interface Looked {
  readonly data: { readonly tag: string; readonly key?: string }
  readonly project: { readonly plan: Plan; readonly data: DataPick; readonly drawing: Pick<Drawing, 'nodes'> }
}

/** What names the rows and parts that are looked at now; undefined while no set is here. */
export function analysisKey({ data, project }: Looked): string | undefined {
  if (data.tag !== 'ready' || data.key === undefined) return undefined
  const { split, seed, target, features } = project.plan
  const outputs = project.drawing.nodes.filter(({ kind }) => kind === 'output')
  const own = outputs.length === 1 ? outputs[0]?.params.target : undefined
  return `${data.key} ${JSON.stringify([split, seed, own || target, features, project.data.samples])}`
}
