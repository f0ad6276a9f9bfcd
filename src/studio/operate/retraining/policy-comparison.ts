/**
 * @file Policy comparison: simulates a year under four retraining policies in the analysis worker, a few weeks per
 * call, and reports progress. It belongs to the open project and is cleared when another project is opened.
 */
import '../../../messages/en/retraining'
import { refuse } from '../../../messages/message'
import { isFinished, type PolicyComparisonState } from '../../../ops/policy-comparison/compare-policies'
import { analysisOf } from '../../data/analysis-worker'
import type { AppContext } from '../../context'
import { type Slice, sliceOf } from '../../state-slice'
import { analysisInput } from '../labels/analysis-input'
import type { PolicyComparison, PolicyComparisonProgress } from '../state'

/** How many weeks each call to the worker simulates. */
const WEEKS_PER_CALL = 2

interface Running {
  readonly store: Slice<PolicyComparison>
  abort: AbortController | undefined
}
const runningByStore = new WeakMap<AppContext['store'], Running>()

function comparisonOf({ store }: Pick<AppContext, 'store'>): Running {
  const known = runningByStore.get(store)
  if (known) return known
  const here: Running = { store: sliceOf(sliceOf(store, 'operate'), 'policies'), abort: undefined }
  runningByStore.set(store, here)
  store.subscribe((now, before) => {
    if (now.project.id === before.project.id) return
    here.abort?.abort()
    // Results of the aborted comparison are ignored.
    here.abort = undefined
    here.store.setState({ tag: 'none' }, true)
  })
  return here
}

/** Runs a comparison to the end of the year, and aborts one in progress. Resolves with the final state. */
export async function startPolicyComparison(
  studio: AppContext,
  asked: { readonly seed?: number | undefined } = {},
): Promise<PolicyComparison> {
  const here = comparisonOf(studio)
  here.abort?.abort()
  const abort = new AbortController()
  here.abort = abort
  const began = performance.now()
  const show = (comparison: PolicyComparison) => {
    if (here.abort === abort) here.store.setState(comparison, true)
  }
  try {
    const { data, target, features, seed: own, title } = await analysisInput(studio)
    const seed = Number.isInteger(asked.seed) ? Math.abs(asked.seed as number) % 2 ** 31 : own
    let shown: PolicyComparisonProgress = { seed, title, course: [] }
    const at = (tag: 'running' | 'over' | 'stopped') => show({ tag, ms: performance.now() - began, ...shown })
    at('running')
    while (!shown.state || !isFinished(shown.state)) {
      const args = { target, features, seed, weeks: WEEKS_PER_CALL, ...(shown.state ? { state: shown.state } : {}) }
      try {
        const { state, course, from } = await analysisOf(studio).ask('race', data, args, { signal: abort.signal })
        shown = { ...shown, state, course, from }
      } catch (error) {
        if (!abort.signal.aborted) throw error
        at('stopped')
        return refuse('policies-stopped', {})
      }
      at(isFinished(shown.state as PolicyComparisonState) ? 'over' : 'running')
    }
  } catch (error) {
    if (!abort.signal.aborted) show({ tag: 'failed', why: error instanceof Error ? error.message : String(error) })
    throw error
  }
  return here.store.getState()
}

/** Stops a comparison in progress. */
export function stopPolicyComparison(studio: Pick<AppContext, 'store'>): void {
  comparisonOf(studio).abort?.abort()
}
