/**
 * @file The analysis worker of a studio, started on first use, and the keys of its results that also depend on the
 * network: the learning curve and the comparison with simple models. Loaded lazily by the code that needs it.
 */
import { type AnalysisClient, openAnalysis } from '../../protocol/analysis-client'
import type { AppContext } from '../context'
import type { AppState } from '../state'
import { evaluatedContent, evaluatedKey } from '../models/evaluated-split'
import { analysisKey } from './data-analysis'

const clients = new WeakMap<AppContext['store'], AnalysisClient>()

/** The studio's shared analysis client; opens the worker on first use. */
export function analysisOf({ store, openAnalysis: open = openAnalysis }: AppContext): AnalysisClient {
  const client = clients.get(store) ?? open()
  clients.set(store, client)
  return client
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

/**
 * The key of the rows and the split that the weights in use are evaluated on; undefined while no dataset is loaded.
 */
export function evaluatedRowsKey(state: KeyState & Used): string | undefined {
  const key = evaluatedKey(state)
  return analysisKey({
    data: { tag: state.data.tag, ...(key === undefined ? {} : { key }) },
    project: { ...state.project, ...evaluatedContent(state) },
  })
}

type Used = Pick<AppState, 'run' | 'runs' | 'inUse'>

/** The key of the comparison on a column, by default the target; undefined while no dataset is loaded. */
export function simpleModelsKey(state: KeyState & Used, column?: string): string | undefined {
  const key = evaluatedRowsKey(state)
  if (key === undefined) return undefined
  const { run, inUse } = state
  const weights = inUse ? `${inUse.run} ${inUse.step}` : run.tag === 'idle' ? '' : `${run.id} ${run.step}`
  const { prepare, classWeights, balance } = evaluatedContent(state).plan
  // The models read the columns of the network after their steps, and weight the classes as it does.
  const inputs = state.project.drawing.nodes.flatMap(({ kind, params }) => (kind === 'input' ? [params.columns] : []))
  return `${key} ${weights} ${JSON.stringify([prepare, classWeights, balance, inputs, column])}`
}

/**
 * The column that simple models are compared on: the planned one, if the network predicts it, or else the first class or
 * number that it predicts. `outputs` is empty if there is no network yet.
 */
export function comparedColumn(
  outputs: readonly { readonly kind: string; readonly column: string }[],
  planned: string,
): string {
  const scored = outputs.filter(({ kind }) => kind === 'classes' || kind === 'number')
  const isPlanned = outputs.length === 0 || scored.some(({ column }) => column === planned)
  return isPlanned ? planned : ((scored[0] ?? outputs[0])?.column ?? planned)
}
