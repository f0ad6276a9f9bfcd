/** @file Commands that analyze the dataset in use: report, profile, learning curve, and simple models. */
import { moreCommandsText } from '../../messages/en/commands/more'
import { Refusal, refuse } from '../../messages/message'
import { flag, integer, number, oneOf, optional, text } from '../arguments'
import { commandsWith } from '../command'
import type { AppContext } from '../context'
import '../../messages/en/data/report'
import { columnIndex } from '../../catalog/dataset-schema'
import type { Plan } from '../../catalog/training-plan'
import { featuresOf } from '../../data/bind-columns'
import type { Dataset, Split } from '../../data/dataset'
import type { AnalysisData } from '../../protocol/analysis-client'
import type { BaselineReport } from '../../protocol/analysis-messages'
import type { DataAnalysis } from '../data/data-analysis'
import { analysisOf, comparedColumn, evaluatedRowsKey, simpleModelsKey } from '../data/analysis-worker'
import type { ReadyData } from '../data/data-session'
import { evaluatedContent, evaluatedData } from '../models/evaluated-split'
import { answersOfAll } from '../models/row-predictions'
import type { AppState } from '../state'
import { runInUse } from '../training/weights-in-use'

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
  args: { column: optional(text('column')) },
  enabled: hasData,
  run: (studio, { column }) => simpleModels(studio, column),
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
async function simpleModels(studio: AppContext, column?: string): Promise<BaselineReport> {
  const ready = await evaluatedData(studio.store.getState(), studio.data)
  // Read the key and state before awaiting predictions: another project may be opened meanwhile.
  const state = studio.store.getState()
  const key = simpleModelsKey(state, column) ?? refuse('no-data', {})
  const shown = studio.store.getState().analysis.baselines
  if (shown?.tag === 'found' && shown.key === key) return shown.found
  if (running?.key === key && !running.abort.signal.aborted) return running.result
  running?.abort.abort()
  const abort = new AbortController()
  const mine = { key, abort, result: fitSimpleModels(studio, ready, state, { key, column }, abort.signal) }
  running = mine
  return mine.result
}

async function fitSimpleModels(
  studio: AppContext,
  ready: ReadyData,
  state: AppState,
  { key, column }: { readonly key: string; readonly column: string | undefined },
  signal: AbortSignal,
): Promise<BaselineReport> {
  const set = (baselines: DataAnalysis['baselines']) => {
    if (!signal.aborted) studio.store.setState(({ analysis }) => ({ analysis: { ...analysis, baselines } }))
  }
  set({ tag: 'looking', key, done: 0 })
  try {
    const data = { ...ready, key: evaluatedRowsKey(state) ?? key }
    const args = await simpleModelArgs(studio, ready, state, data, column)
    signal.throwIfAborted()
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

async function simpleModelArgs(
  studio: AppContext,
  ready: ReadyData,
  state: AppState,
  data: AnalysisData,
  compared: string | undefined,
) {
  const { dataset, split } = ready
  const loadable = studio.runs.loadable()
  const { binding } = state.report
  const content = (loadable && runInUse(state)?.content) ?? evaluatedContent(state)
  const { seed, prepare } = content.plan
  const planned = compared ?? content.plan.target ?? dataset.schema.target
  const target = comparedColumn(loadable?.pipeline.outputs ?? binding.outputs.map(({ task }) => task), planned)
  const column = dataset.schema.columns[columnIndex(dataset.schema, target)]
  if (column?.type !== 'category' && column?.type !== 'number') {
    return refuse('baselines-target', { column: target })
  }
  const fitInputs = async () => {
    // Without a network, the simple models read all features.
    const inputs =
      binding.inputs.length > 0
        ? binding.inputs
        : featuresOf(dataset.schema, content.plan, new Set([target])).map((name) => ({
            node: name,
            label: name,
            columns: [name],
            shape: [],
          }))
    const args = {
      binding: { inputs, outputs: [] },
      signed: new Set<string>(),
      split: content.plan.split,
      ...(prepare ? { prepare } : {}),
    }
    return analysisOf(studio).ask('fit', data, args)
  }
  const { inputs } = loadable?.pipeline ?? (await fitInputs())
  const fitted = inputs.flatMap((input) => (input.kind === 'columns' ? input.columns : []))
  const names = inputs.flatMap((input) =>
    input.kind === 'columns' ? input.columns.map((one) => one.column) : [input.column],
  )
  // A threshold or a calibration would be an advantage, or a handicap, that the simple models do not have.
  const alone = loadable && (await import('../evaluation/predictions')).ofNetworkAlone(loadable)
  const answers = alone && (await answersOfAll(studio, ready, split.validation, undefined, alone).catch(nothing))
  const predictedTarget = answers?.find(({ output }) => output.column === target)
  const network =
    predictedTarget && Float64Array.from(split.validation, (row) => predictedTarget.predicted[row] as number)
  return {
    ...{ target, features: [...new Set(names)], fitted, seed },
    ...(column.type === 'category' ? await weightingOf(dataset, split, target, content.plan) : {}),
    ...(network ? { network } : {}),
  }
}

/** How much each class and each row counts in the training of the network. */
async function weightingOf(dataset: Dataset, split: Split, column: string, { classWeights, balance }: Plan) {
  const { balanced, classCounts, lowerClassWeights, lowerRowWeights } = await import('../../compile/class-weights')
  const schema = dataset.schema.columns[columnIndex(dataset.schema, column)]
  const labels = schema?.type === 'category' ? schema.values : []
  const outputs = [{ task: { kind: 'classes', column, labels } as const }]
  const [weights] = lowerClassWeights(classWeights, outputs, dataset, split.train)
  // Resampled classes have the same number of rows in each epoch.
  const sampled = balance?.sampling && balanced(classCounts(dataset, column, labels.length, split.train))
  const both = labels.map((_, code) => (weights?.[code] ?? 1) * (sampled?.[code] ?? 1))
  const byRow = lowerRowWeights(balance, outputs, dataset, split.train)
  return { ...(weights || sampled ? { classWeights: both } : {}), ...byRow }
}

/** Returns undefined if the network cannot predict these rows, so that it is left out of the comparison. */
function nothing(error: unknown): undefined {
  if (error instanceof Refusal) return undefined
  throw error
}
