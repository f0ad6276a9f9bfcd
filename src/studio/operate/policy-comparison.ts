/**
 * @file The year race: four policies of retraining side by side, a few weeks at a time in the analysis worker, told as they pass. It is the
 * open project's: another project has none yet.
 */
import { createStore, type StoreApi } from 'zustand/vanilla'
import '../../messages/en/retraining'
import { refuse } from '../../messages/message'
import type { Drifting } from '../../ops/policy-comparison/course'
import { isOver, type RaceState } from '../../ops/policy-comparison/compare-policies'
import type { RaceWorld } from '../../ops/policy-comparison/world'
import { analysisOf } from '../analysis-handle'
import type { AppContext } from '../context'
import { analysed } from './analysis-input'

export type Race =
  | { readonly tag: 'none' }
  | ({ readonly tag: 'running' | 'over' | 'stopped'; readonly ms: number } & RaceShown)
  | { readonly tag: 'failed'; readonly why: string }

export interface RaceShown {
  readonly seed: number
  /** Of the set. */
  readonly title: string
  /** Absent while the year is being made. */
  readonly state?: RaceState
  readonly course: readonly Drifting[]
  readonly from?: RaceWorld['from']
}

/** Weeks that are lived through between two looks. */
const WEEKS_A_LOOK = 2

interface Running {
  readonly store: StoreApi<Race>
  abort: AbortController | undefined
}
const races = new WeakMap<AppContext['store'], Running>()

function raceHere({ store }: Pick<AppContext, 'store'>): Running {
  const known = races.get(store)
  if (known) return known
  const here: Running = { store: createStore<Race>(() => ({ tag: 'none' })), abort: undefined }
  races.set(store, here)
  store.subscribe((now, before) => {
    if (now.project.id === before.project.id) return
    here.abort?.abort()
    // What ends late has nothing to show here any more.
    here.abort = undefined
    here.store.setState({ tag: 'none' }, true)
  })
  return here
}

/** The race of a studio, as it stands. */
export function raceOf(studio: Pick<AppContext, 'store'>): StoreApi<Race> {
  return raceHere(studio).store
}

/** Runs a race to the end of its year; one that runs is given up. Resolves with how it ended. */
export async function startRaceHere(studio: AppContext, asked: { readonly seed?: number } = {}): Promise<Race> {
  const here = raceHere(studio)
  here.abort?.abort()
  const abort = new AbortController()
  here.abort = abort
  const began = performance.now()
  const show = (race: Race) => {
    if (here.abort === abort) here.store.setState(race, true)
  }
  try {
    const { data, target, features, seed: own, title } = await analysed(studio)
    const seed = Number.isInteger(asked.seed) ? Math.abs(asked.seed as number) % 2 ** 31 : own
    let shown: RaceShown = { seed, title, course: [] }
    const at = (tag: 'running' | 'over' | 'stopped') => show({ tag, ms: performance.now() - began, ...shown })
    at('running')
    while (!shown.state || !isOver(shown.state)) {
      const args = { target, features, seed, weeks: WEEKS_A_LOOK, ...(shown.state ? { state: shown.state } : {}) }
      try {
        const { state, course, from } = await analysisOf(studio).ask('race', data, args, { signal: abort.signal })
        shown = { ...shown, state, course, from }
      } catch (error) {
        if (!abort.signal.aborted) throw error
        at('stopped')
        return refuse('race-stopped', {})
      }
      at(isOver(shown.state as RaceState) ? 'over' : 'running')
    }
  } catch (error) {
    if (!abort.signal.aborted) show({ tag: 'failed', why: error instanceof Error ? error.message : String(error) })
    throw error
  }
  return here.store.getState()
}

/** Stops the race that runs. */
export function stopRace(studio: Pick<AppContext, 'store'>): void {
  raceHere(studio).abort?.abort()
}
