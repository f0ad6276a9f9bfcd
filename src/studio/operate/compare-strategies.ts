/**
 * @file compareStrategies: measures how many labels each labeling strategy would have saved on the dataset of the service, in the analysis
 * worker.
 */
import { createStore, type StoreApi } from 'zustand/vanilla'
import '../../messages/en/retraining'
import { refuse } from '../../messages/message'
import {
  type StrategyReport,
  type ActiveLearningSettings,
  DEFAULT_ACTIVE_LEARNING,
} from '../../ops/active-learning/compare-strategies'
import { analysisOf } from '../analysis-worker'
import type { AppContext } from '../context'
import { analysisInput } from './analysis-input'
import { operateController } from './controller'

export type Comparison =
  | { readonly tag: 'none' }
  | { readonly tag: 'looking'; readonly done: number }
  /** `title` is the title of the dataset; `service` is the key of the service that was open. */
  | { readonly tag: 'found'; readonly title: string; readonly service: string; readonly report: StrategyReport }
  | { readonly tag: 'failed'; readonly why: string }

interface Comparing {
  readonly store: StoreApi<Comparison>
  abort: AbortController | undefined
}
const all = new WeakMap<AppContext['store'], Comparing>()

function comparing({ store }: Pick<AppContext, 'store'>): Comparing {
  const known = all.get(store) ?? { store: createStore<Comparison>(() => ({ tag: 'none' })), abort: undefined }
  all.set(store, known)
  return known
}

/** The latest comparison of a studio. */
export function comparisonStore(studio: Pick<AppContext, 'store'>): StoreApi<Comparison> {
  return comparing(studio).store
}

/** The key of the open service, unique across all projects. */
export function openServiceKey(studio: AppContext): string {
  return `${studio.store.getState().project.id} ${operateController(studio).store.getState().service}`
}

/** Compares the strategies. A comparison in progress is aborted. */
export async function compareStrategies(
  studio: AppContext,
  asked: Partial<ActiveLearningSettings> = {},
): Promise<StrategyReport> {
  const here = comparing(studio)
  here.abort?.abort()
  const abort = new AbortController()
  here.abort = abort
  const show = (one: Comparison) => {
    if (here.abort === abort) here.store.setState(one, true)
  }
  show({ tag: 'looking', done: 0 })
  try {
    const service = openServiceKey(studio)
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

function validSettings(asked: Partial<ActiveLearningSettings>): Partial<ActiveLearningSettings> {
  const names = ['first', 'each', 'rounds', 'seeds', 'seed'] as const
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = asked[name]
      return Number.isInteger(value) && (value as number) > 0 && (value as number) <= 500 ? [[name, value]] : []
    }),
  )
}
