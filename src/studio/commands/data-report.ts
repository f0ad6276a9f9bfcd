/** @file Commands that analyze the dataset in use: report, profile, learning curve, and simple models. */
import { moreCommandsText } from '../../messages/en/commands/more'
import { Refusal, refuse } from '../../messages/message'
import { flag, integer, number, oneOf, optional, text } from '../arguments'
import { commandsWith } from '../command'
import type { AppContext } from '../context'
import '../../messages/en/data/report'
import { columnIndex, type DatasetSchema } from '../../catalog/dataset-schema'
import type { Plan, PrepareStep } from '../../catalog/training-plan'
import { featuresOf } from '../../data/bind-columns'
import type { BaselineReport, EarlierRows } from '../../protocol/analysis-messages'
import type { DataAnalysis } from '../data/data-analysis'
import { analysisOf, evaluatedRowsKey, simpleModelsKey } from '../data/analysis-worker'
import type { ReadyData } from '../data/data-session'
import { evaluatedContent, evaluatedData } from '../models/evaluated-split'
import { answersOfAll } from '../models/row-predictions'
import type { AppState } from '../state'

const defineCommand = commandsWith(moreCommandsText)

const session = () => import('../data/dataset-report')
/** Also available while a dataset is loading, because the commands wait for it. */
const hasData = ({ store }: AppContext) => ['ready', 'loading'].includes(store.getState().data.tag)

export const reportData = defineCommand({
  id: 'data.report',
  args: {},
  enabled: hasData,
  run: async (studio) => (await session()).report(studio),
})

export const profileData = defineCommand({
  id: 'data.profile',
  args: {},
  enabled: hasData,
  run: async (studio) => (await session()).inspectFinding(studio, 'profile'),
})

export const stopReport = defineCommand({
  id: 'data.stopLooking',
  args: {},
  run: async (studio) => (await session()).stopLooking(studio),
})

export const simpleModelsCommand = defineCommand({
  id: 'run.baselines',
  listed: true,
  args: {},
  enabled: hasData,
  run: simpleModels,
})

export const learningCurve = defineCommand({
  id: 'data.learningCurve',
  listed: true,
  args: { by: optional(oneOf('network', 'forest')), more: optional(number('rows')), cancel: optional(flag()) },
  enabled: hasData,
  async run(studio, { cancel, ...how }) {
    const { learnCurve, stopCurve } = await import('../data/learning-curve')
    if (!cancel) return learnCurve(studio, how)
    stopCurve(studio)
    return undefined
  },
})

export const fixData = defineCommand({
  id: 'data.mend',
  args: { finding: text('finding'), remedy: optional(integer()) },
  enabled: hasData,
  run: async (studio, { finding, remedy = 0 }) => (await session()).applyFix(studio, finding, remedy),
})

export const acceptFinding = defineCommand({
  id: 'data.accept',
  args: { finding: text('finding'), accepted: optional(flag()) },
  enabled: hasData,
  run: async (studio, { finding, accepted = true }) => (await session()).accept(studio, finding, accepted),
})

let running:
  | { readonly key: string; readonly abort: AbortController; readonly result: Promise<BaselineReport> }
  | undefined

/**
 * Fits and evaluates the simple models, or joins a computation in progress; a computation for another run is canceled.
 */
async function simpleModels(studio: AppContext): Promise<BaselineReport> {
  const ready = await evaluatedData(studio.store.getState(), studio.data)
  // Read the key and state before awaiting predictions: another project may be opened meanwhile.
  const state = studio.store.getState()
  const key = simpleModelsKey(state) ?? refuse('no-data', {})
  const shown = studio.store.getState().analysis.baselines
  if (shown?.tag === 'found' && shown.key === key) return shown.found
  if (running?.key === key && !running.abort.signal.aborted) return running.result
  running?.abort.abort()
  const abort = new AbortController()
  const mine = { key, abort, result: fitSimpleModels(studio, ready, state, key, abort.signal) }
  running = mine
  return mine.result
}

async function fitSimpleModels(
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
    const args = await simpleModelArgs(studio, ready, evaluatedContent(state).plan)
    signal.throwIfAborted()
    const data = { ...ready, key: evaluatedRowsKey(state) ?? key }
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

async function simpleModelArgs(studio: AppContext, ready: ReadyData, plan: Plan) {
  const { dataset, split } = ready
  const target = plan.target ?? dataset.schema.target
  const column = dataset.schema.columns[columnIndex(dataset.schema, target)]
  if (column?.type !== 'category' && column?.type !== 'number') {
    return refuse('baselines-target', { column: target })
  }
  const windows: Record<string, EarlierRows> = {}
  // Without a window, a simple model would read the target that it is to predict.
  const features = featuresOf(dataset.schema, plan, new Set([target])).filter((name) => {
    const window = windowOf(dataset.schema.columns, plan.prepare?.[name], name === target)
    if (window) windows[name] = window
    return window || name !== target
  })
  const answers = studio.runs.loadable()
    ? await answersOfAll(studio, ready, split.validation).catch(nothing)
    : undefined
  const predictedTarget = answers?.find(({ output }) => output.column === target)
  const network =
    predictedTarget && Float64Array.from(split.validation, (row) => predictedTarget.predicted[row] as number)
  return { target, features, seed: plan.seed, ...(network ? { network } : {}), windows }
}

/** The earlier rows that the window of a column reads; undefined if it has no window. */
function windowOf(
  columns: DatasetSchema['columns'],
  steps: readonly PrepareStep[] = [],
  isTarget: boolean,
): EarlierRows | undefined {
  const step = steps.find(({ kind }) => kind === 'window' || kind === 'timeWindow')
  if (!step) return undefined
  const isSorted = step.kind === 'window'
  const by = isSorted ? columns.find(({ type }) => type === 'time')?.name : step.by
  const lag = Math.max(isTarget ? 1 : 0, Number(step.horizon))
  return { by: String(by ?? ''), within: String(step.within ?? ''), isSorted, length: Number(step.length), lag }
}

/** Returns undefined if the network cannot predict these rows, so that it is left out of the comparison. */
function nothing(error: unknown): undefined {
  if (error instanceof Refusal) return undefined
  throw error
}
