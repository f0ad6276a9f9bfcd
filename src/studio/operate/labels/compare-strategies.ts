/**
 * @file compareStrategies: measures how many labels each labeling strategy would have saved on the dataset of the service, in the analysis
 * worker.
 */
import '../../../messages/en/retraining'
import { refuse } from '../../../messages/message'
import {
  type ActiveLearningSettings,
  DEFAULT_ACTIVE_LEARNING,
  type StrategyReport,
} from '../../../ops/labeling-strategies'
import type { AppContext } from '../../context'
import { analysisOf } from '../../data/analysis-worker'
import { type Slice, sliceOf } from '../../state-slice'
import { type StrategyComparison, serviceKey } from '../state'
import { analysisInput } from './analysis-input'

interface Comparing {
  readonly store: Slice<StrategyComparison>
  abort: AbortController | undefined
}
const all = new WeakMap<AppContext['store'], Comparing>()

function comparing({ store }: Pick<AppContext, 'store'>): Comparing {
  const known = all.get(store) ?? { store: sliceOf(sliceOf(store, 'operate'), 'strategies'), abort: undefined }
  all.set(store, known)
  return known
}

type AskedSettings = { readonly [K in keyof ActiveLearningSettings]?: ActiveLearningSettings[K] | undefined }

/** Compares the strategies. A comparison in progress is aborted. */
export async function compareStrategies(studio: AppContext, asked: AskedSettings = {}): Promise<StrategyReport> {
  const here = comparing(studio)
  here.abort?.abort()
  const abort = new AbortController()
  here.abort = abort
  const show = (one: StrategyComparison) => {
    if (here.abort === abort) here.store.setState(one, true)
  }
  show({ tag: 'looking', done: 0 })
  try {
    const service = serviceKey(studio.store.getState().project.id, studio.store.getState().operate.service)
    const { data, target, features, title } = await analysisInput(studio)
    const args = { ...settingsForRows(data.split.train.length), ...validSettings(asked), target, features }
    const options = { signal: abort.signal, onProgress: (done: number) => show({ tag: 'looking', done }) }
    const report = await analysisOf(studio).ask('active', data, args, options)
    show({ tag: 'found', title, service, report })
    return report
  } catch (error) {
    if (abort.signal.aborted) {
      show({ tag: 'none' })
      return refuse('labels-stopped', {})
    }
    show({ tag: 'failed', why: error instanceof Error ? error.message : String(error) })
    throw error
  }
}

/** Aborts a comparison in progress. */
export function stopComparison(studio: Pick<AppContext, 'store'>): void {
  comparing(studio).abort?.abort()
}

/** For a small dataset, label fewer rows per round, so that enough unlabeled rows are left to choose from. */
function settingsForRows(rows: number): ActiveLearningSettings {
  const { first, each, rounds } = DEFAULT_ACTIVE_LEARNING
  const share = Math.min(1, rows / (2 * (first + each * rounds)))
  return {
    ...DEFAULT_ACTIVE_LEARNING,
    first: Math.max(6, Math.floor(first * share)),
    each: Math.max(2, Math.floor(each * share)),
  }
}

function validSettings(asked: AskedSettings): Partial<ActiveLearningSettings> {
  const names = ['first', 'each', 'rounds', 'seeds', 'seed'] as const
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = asked[name]
      return Number.isInteger(value) && (value as number) > 0 && (value as number) <= 500 ? [[name, value]] : []
    }),
  )
}
