/**
 * @file Simple models for comparison with the network: fitted in the analysis worker, on the same training and
 * validation rows as the network.
 */
import { Refusal, refuse } from '../../messages/message'
import '../../messages/en/data/report'
import { columnIndex } from '../../catalog/dataset-schema'
import type { Plan } from '../../catalog/training-plan'
import { featuresOf } from '../../data/bind-columns'
import type { BaselineReport } from '../../protocol/analysis-messages'
import { analysisOf } from './analysis-worker'
import type { AppContext } from '../context'
import { analysisKey, type DataAnalysis } from './data-analysis'
import type { ReadyData } from './data-session'
import { answersOfAll } from '../models/row-predictions'
import { simpleModelsKey } from './analysis-keys'
import type { AppState } from '../state'

let running:
  | { readonly key: string; readonly abort: AbortController; readonly result: Promise<BaselineReport> }
  | undefined

/**
 * Fits and evaluates the simple models, or joins a computation in progress; a computation for another run is canceled.
 */
export async function simpleModels(studio: AppContext): Promise<BaselineReport> {
  const ready = await studio.data.ready()
  // Read the key and state before awaiting predictions: another project may be opened meanwhile.
  const state = studio.store.getState()
  const key = simpleModelsKey(state) ?? refuse('no-data', {})
  const shown = studio.store.getState().analysis.baselines
  if (shown?.tag === 'found' && shown.key === key) return shown.found
  if (running?.key === key && !running.abort.signal.aborted) return running.result
  running?.abort.abort()
  const abort = new AbortController()
  const mine = { key, abort, result: learn(studio, ready, state, key, abort.signal) }
  running = mine
  return mine.result
}

async function learn(
  studio: AppContext,
  ready: ReadyData,
  state: AppState,
  key: string,
  signal: AbortSignal,
): Promise<BaselineReport> {
  const set = (baselines: DataAnalysis['baselines']) => {
    if (!signal.aborted) studio.store.setState(({ analysis }) => ({ analysis: { ...analysis, baselines } }))
  }
  set({ tag: 'looking', key, done: 0 })
  try {
    const args = await argsOf(studio, ready, state.project.plan)
    signal.throwIfAborted()
    const data = { ...ready, key: analysisKey(state) ?? key }
    const options = { signal, onProgress: (done: number) => set({ tag: 'looking', key, done }) }
    const found = await analysisOf(studio).ask('baselines', data, args, options)
    set({ tag: 'found', key, found })
    return found
  } catch (error) {
    if (signal.aborted) return refuse('report-stopped', {})
    set({ tag: 'failed', key, why: error instanceof Error ? error.message : String(error) })
    throw error
  }
}

async function argsOf(studio: AppContext, ready: ReadyData, plan: Plan) {
  const { dataset, split } = ready
  const target = plan.target ?? dataset.schema.target
  const column = dataset.schema.columns[columnIndex(dataset.schema, target)]
  if (column?.type !== 'category' && column?.type !== 'number') {
    return refuse('baselines-target', { column: target })
  }
  // A network may read earlier values of its target, but a simple model would see the current one, so leave the target
  // out.
  const features = featuresOf(dataset.schema, plan, new Set([target])).filter((name) => name !== target)
  if (features.length === 0) return refuse('baselines-alone', { column: target })
  const answers = studio.runs.loadable()
    ? await answersOfAll(studio, ready, split.validation).catch(nothing)
    : undefined
  const predictedTarget = answers?.find(({ output }) => output.column === target)
  const network =
    predictedTarget && Float64Array.from(split.validation, (row) => predictedTarget.predicted[row] as number)
  return { target, features, seed: plan.seed, ...(network ? { network } : {}) }
}

/** Returns undefined if the network cannot predict these rows, so that it is left out of the comparison. */
function nothing(error: unknown): undefined {
  if (error instanceof Refusal) return undefined
  throw error
}
