/** @file compareStrategies: what labelling by each strategy would have saved, measured on the service's own set in the analysis worker. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import '../../messages/en/retraining'
import { refuse } from '../../messages/message'
import { type ActiveReport, type ActiveSettings, USUAL_ACTIVE } from '../../ops/active/active'
import { analysisOf } from '../analysis-handle'
import type { AppContext } from '../context'
import { analysed } from './analysis-input'
import { operateDesk } from './controller'

export type Comparison =
  | { readonly tag: 'none' }
  | { readonly tag: 'looking'; readonly done: number }
  /** `title` is of the set, `service` of the one that was open. */
  | { readonly tag: 'found'; readonly title: string; readonly service: string; readonly report: ActiveReport }
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

/** The comparison of a studio, as it stands. */
export function comparisonOf(studio: Pick<AppContext, 'store'>): StoreApi<Comparison> {
  return comparing(studio).store
}

/** The open service among those of all projects. */
export function serviceOf(studio: AppContext): string {
  return `${studio.store.getState().project.id} ${operateDesk(studio).store.getState().service}`
}

/** Compares the strategies; one that runs is given up. */
export async function compareHere(studio: AppContext, asked: Partial<ActiveSettings> = {}): Promise<ActiveReport> {
  const here = comparing(studio)
  here.abort?.abort()
  const abort = new AbortController()
  here.abort = abort
  const show = (one: Comparison) => {
    if (here.abort === abort) here.store.setState(one, true)
  }
  show({ tag: 'looking', done: 0 })
  try {
    const service = serviceOf(studio)
    const { data, target, features, title } = await analysed(studio)
    const args = { ...sized(data.split.train.length), ...whole(asked), target, features }
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

/** Gives up a comparison that runs. */
export function stopComparing(studio: Pick<AppContext, 'store'>): void {
  comparing(studio).abort?.abort()
}

/** Of a small set fewer labels a round, so that something is left to choose from. */
function sized(rows: number): ActiveSettings {
  const { first, each, rounds } = USUAL_ACTIVE
  const share = Math.min(1, rows / (2 * (first + each * rounds)))
  return { ...USUAL_ACTIVE, first: Math.max(6, Math.floor(first * share)), each: Math.max(2, Math.floor(each * share)) }
}

function whole(asked: Partial<ActiveSettings>): Partial<ActiveSettings> {
  const names = ['first', 'each', 'rounds', 'seeds', 'seed'] as const
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = asked[name]
      return Number.isInteger(value) && (value as number) > 0 && (value as number) <= 500 ? [[name, value]] : []
    }),
  )
}
