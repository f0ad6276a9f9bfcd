/** @file DataAnalysis: analysis results for the dataset in use, such as its report and column profiles. */
import type { Plan } from '../../catalog/training-plan'
import type { DataPick } from '../../compile/project'
import type { ColumnProfile } from '../../data/column-profile'
import type { Finding } from '../../data/findings/finding'
import type { CurveReport } from '../../data/learning-curve'
import type { Drawing } from '../../graph/drawing'
import { type AnalysisClient, openAnalysis } from '../../protocol/analysis-client'
import type { BaselineReport } from '../../protocol/analysis-messages'
import type { AppContext } from '../context'
import type { AppState } from '../state'

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

/** The part of the state that keys are computed from. */
type KeyState = Pick<AppState, 'data' | 'project'>

/** The curve's full key; undefined while no dataset is loaded. */
export function curveKey(state: KeyState): string | undefined {
  const key = analysisKey(state)
  return key === undefined ? undefined : `${curveSubject(state)} ${key} ${state.project.drawingVersion}`
}

/** The prefix of the key. A curve for another project, dataset, or target says nothing about the current one. */
export function curveSubject({ data, project }: KeyState): string {
  const target = project.plan.target ?? (data.tag === 'none' ? '' : data.schema.target)
  return JSON.stringify([project.id, project.data.dataset, target])
}

/**
 * The curve, if it was computed for this project, dataset, and target; `before` is true if the rows, split, or network
 * have changed since then.
 */
export function currentCurve<T extends { readonly key: string }>(
  state: KeyState,
  curve: T | null,
): { readonly curve: T; readonly before: boolean } | undefined {
  if (!curve?.key.startsWith(`${curveSubject(state)} `)) return undefined
  return { curve, before: curve.key !== curveKey(state) }
}

/** The key of the comparison; undefined while no dataset is loaded. */
export function simpleModelsKey(state: Pick<AppState, 'data' | 'project' | 'run' | 'inUse'>): string | undefined {
  const key = analysisKey(state)
  if (key === undefined) return undefined
  const { run, inUse } = state
  const weights = inUse ? `${inUse.run} ${inUse.step}` : run.tag === 'idle' ? '' : `${run.id} ${run.step}`
  return `${key} ${weights}`
}

const clients = new WeakMap<AppContext['store'], AnalysisClient>()

/** The studio's shared analysis client; opens the worker on first use. */
export function analysisOf({ store, openAnalysis: open = openAnalysis }: AppContext): AnalysisClient {
  const client = clients.get(store) ?? open()
  clients.set(store, client)
  return client
}
