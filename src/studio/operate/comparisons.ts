/**
 * @file Comparisons that run in the analysis worker: labeling strategies, and retraining policies over a simulated
 * year.
 */
import '../../messages/en/retraining'
import { featuresOf } from '../../data/bind-columns'
import { refuse } from '../../messages/message'
import {
  type ActiveLearningSettings,
  DEFAULT_ACTIVE_LEARNING,
  type StrategyReport,
} from '../../ops/labeling-strategies'
import { isFinished, type PolicyComparisonState } from '../../ops/policy-comparison/compare-policies'
import type { AnalysisData } from '../../protocol/analysis-client'
import type { AppContext } from '../context'
import { analysisOf } from '../data/analysis-worker'
import { type Slice, sliceOf } from '../state-slice'
import { perStudio } from './per-studio'
import { serviceDataset } from './requests/request-inputs'
import { type PolicyComparison, type PolicyComparisonProgress, type StrategyComparison, serviceKey } from './state'

/** A comparison that runs at most once at a time, with the part of the state that shows it. */
interface Comparing<T> {
  readonly store: Slice<T>
  abort: AbortController | undefined
}
const strategies = perStudio(
  ({ store }: Pick<AppContext, 'store'>): Comparing<StrategyComparison> => ({
    store: sliceOf(sliceOf(store, 'operate'), 'strategies'),
    abort: undefined,
  }),
)

/** Aborts a comparison in progress and begins another one; what it shows counts until the next one begins. */
function begin<T>(here: Comparing<T>) {
  here.abort?.abort()
  const abort = new AbortController()
  here.abort = abort
  const show = (comparison: T) => {
    if (here.abort === abort) here.store.setState(comparison, true)
  }
  return { signal: abort.signal, show }
}

type AskedSettings = { readonly [K in keyof ActiveLearningSettings]?: ActiveLearningSettings[K] | undefined }

/** Compares the strategies. A comparison in progress is aborted. */
export async function compareStrategies(studio: AppContext, asked: AskedSettings = {}): Promise<StrategyReport> {
  const { signal, show } = begin(strategies(studio))
  show({ tag: 'looking', done: 0 })
  try {
    const service = serviceKey(studio.store.getState().project.id, studio.store.getState().operate.service)
    const { data, target, features, title } = await analysisInput(studio)
    const args = { ...settingsForRows(data.split.train.length), ...validSettings(asked), target, features }
    const options = { signal, onProgress: (done: number) => show({ tag: 'looking', done }) }
    const report = await analysisOf(studio).ask('active', data, args, options)
    show({ tag: 'found', title, service, report })
    return report
  } catch (error) {
    if (signal.aborted) {
      show({ tag: 'none' })
      return refuse('labels-stopped', {})
    }
    show({ tag: 'failed', why: error instanceof Error ? error.message : String(error) })
    throw error
  }
}

/** Aborts a comparison in progress. */
export function stopComparison(studio: Pick<AppContext, 'store'>): void {
  strategies(studio).abort?.abort()
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

// Policy comparison: simulates a year under four retraining policies in the analysis worker, a few weeks per call,
// and reports progress. It belongs to the open project and is cleared when another project is opened.

/** How many weeks each call to the worker simulates. */
const WEEKS_PER_CALL = 2

const policies = perStudio(({ store }: Pick<AppContext, 'store'>) => {
  const here: Comparing<PolicyComparison> = { store: sliceOf(sliceOf(store, 'operate'), 'policies'), abort: undefined }
  store.subscribe((now, before) => {
    if (now.project.id === before.project.id) return
    here.abort?.abort()
    // Results of the aborted comparison are ignored.
    here.abort = undefined
    here.store.setState({ tag: 'none' }, true)
  })
  return here
})

/** Runs a comparison to the end of the year, and aborts one in progress. Resolves with the final state. */
export async function startPolicyComparison(
  studio: AppContext,
  asked: { readonly seed?: number | undefined } = {},
): Promise<PolicyComparison> {
  const here = policies(studio)
  const { signal, show } = begin(here)
  const began = performance.now()
  try {
    const { data, target, features, seed: own, title } = await analysisInput(studio)
    const seed = Number.isInteger(asked.seed) ? Math.abs(asked.seed as number) % 2 ** 31 : own
    let shown: PolicyComparisonProgress = { seed, title, course: [] }
    const at = (tag: 'running' | 'over' | 'stopped') => show({ tag, ms: performance.now() - began, ...shown })
    at('running')
    while (!shown.state || !isFinished(shown.state)) {
      const args = { target, features, seed, weeks: WEEKS_PER_CALL, ...(shown.state ? { state: shown.state } : {}) }
      try {
        const { state, course, from } = await analysisOf(studio).ask('race', data, args, { signal })
        shown = { ...shown, state, course, from }
      } catch (error) {
        if (!signal.aborted) throw error
        at('stopped')
        return refuse('policies-stopped', {})
      }
      at(isFinished(shown.state as PolicyComparisonState) ? 'over' : 'running')
    }
  } catch (error) {
    if (!signal.aborted) show({ tag: 'failed', why: error instanceof Error ? error.message : String(error) })
    throw error
  }
  return here.store.getState()
}

/** Stops a comparison in progress. */
export function stopPolicyComparison(studio: Pick<AppContext, 'store'>): void {
  policies(studio).abort?.abort()
}

// analysisInput: the dataset of the open service in the form that the analysis worker expects, with its target and
// features.

export interface AnalysisInput {
  readonly data: AnalysisData
  readonly target: string
  readonly features: readonly string[]
  readonly seed: number
  /** The title of the dataset. */
  readonly title: string
}

/** The dataset of the service, or the dataset of the project if no version is served. */
export async function analysisInput(studio: AppContext): Promise<AnalysisInput> {
  const served = await serviceDataset(studio).catch(() => undefined)
  const { plan } = served?.record.content ?? studio.store.getState().project
  const ready = served?.ready ?? (await studio.data.ready())
  const { schema } = ready.dataset
  const target = served?.target ?? plan.target ?? schema.target
  return {
    // The worker reuses its state for equal keys, so the key includes everything that affects the columns and the
    // split.
    data: { ...ready, key: `${ready.key} ${JSON.stringify([plan.split, plan.seed, target])} operate` },
    ...{ target, seed: plan.seed, title: schema.title },
    features: featuresOf(schema, plan, new Set([target])),
  }
}
