/**
 * @file Acts: what a person did to a service beside its drawing and its score, in order, so that it can be taken back where it was done:
 * flags moved in the registry, the challenger's share, objectives. They last as long as the page; what was moved further by others is not touched.
 */
import { createStore, type StoreApi } from 'zustand/vanilla'
import '../../messages/en/operate-page'
import { refuse } from '../../messages/message'
import type { AliasMove } from '../../storage/alias-records'
import type { AppContext } from '../context'
import type { Repromised } from './objectives'

export type Act =
  | { readonly kind: 'flag'; readonly move: AliasMove }
  | {
      readonly kind: 'share'
      readonly service: string
      /** The version that was tried meanwhile; none where no canary was under way. */
      readonly tried?: number
      /** Percent. */
      readonly from: number
      readonly to: number
    }
  | ({ readonly kind: 'objective' } & Repromised)
export type ActKind = Act['kind']
export type ActWay = 'undo' | 'redo'

interface History {
  readonly past: readonly Act[]
  readonly future: readonly Act[]
}
export type ActHistories = Readonly<Record<ActKind, History>>

/** How many steps back undo remembers. */
const LIMIT = 100
const EMPTY: History = { past: [], future: [] }

const stores = new WeakMap<AppContext['store'], StoreApi<ActHistories>>()

/** The acts of a studio. */
export function actsOf({ store }: Pick<AppContext, 'store'>): StoreApi<ActHistories> {
  const known = stores.get(store) ?? createStore<ActHistories>(() => ({ flag: EMPTY, share: EMPTY, objective: EMPTY }))
  stores.set(store, known)
  return known
}

/** Remembers what was just done. */
export function remember(studio: AppContext, act: Act): void {
  actsOf(studio).setState((all) => ({ [act.kind]: { past: [...all[act.kind].past, act].slice(-LIMIT), future: [] } }))
}

/** Moves of the flags of these models are taken back no more: all of them begins anew. */
export function forgetFlags(studio: AppContext, models: readonly string[]): void {
  const stays = (act: Act) => act.kind !== 'flag' || !models.includes(act.move.model)
  actsOf(studio).setState(({ flag }) => ({
    flag: { past: flag.past.filter(stays), future: flag.future.filter(stays) },
  }))
}

/** What was done to a service is taken back by its new name. */
export function renameInActs(studio: AppContext, service: string, to: string): void {
  const named = (act: Act): Act => (act.kind !== 'flag' && act.service === service ? { ...act, service: to } : act)
  const all = ({ past, future }: History): History => ({ past: past.map(named), future: future.map(named) })
  actsOf(studio).setState(({ flag, share, objective }) => ({ flag, share: all(share), objective: all(objective) }))
}

/** What would be taken back or done again next, where all still stands as that act left it. */
export function nextAct(studio: AppContext, kind: ActKind, way: ActWay): Act | undefined {
  const { past, future } = actsOf(studio).getState()[kind]
  const act = way === 'undo' ? past.at(-1) : future[0]
  return act && stands(studio, act, way) ? act : undefined
}

function stands(studio: AppContext, act: Act, way: ActWay): boolean {
  const { aliases, project, operate } = studio.store.getState()
  if (act.kind === 'flag') {
    const { model, alias, from, to } = act.move
    return aliases[model]?.[alias] === (way === 'undo' ? to : from)
  }
  if (operate?.service !== act.service) return false
  const service = project.services?.find(({ name }) => name === act.service)
  if (act.kind === 'objective') {
    if (!service || project.id !== act.project) return false
    const { slos, rules } = service
    const left = way === 'undo' ? act.to : act.from
    return JSON.stringify([slos, rules]) === JSON.stringify([left.slos, left.rules])
  }
  if (service?.canary?.plan.to !== act.tried) return false
  const percent = service?.canary?.percent ?? splitPercent(service)
  return percent === (way === 'undo' ? act.to : act.from)
}

function splitPercent(service: { readonly drawing: { readonly nodes: readonly SplitLike[] } } | undefined) {
  return Number(service?.drawing.nodes.find(({ kind }) => kind === 'split')?.params.challenger ?? 0)
}
interface SplitLike {
  readonly kind: string
  readonly params: Readonly<Record<string, unknown>>
}

/** Takes the last act of a kind back, or does it again. Refuses where there is none, or something else was done since. */
export async function goAct(studio: AppContext, kind: ActKind, way: ActWay): Promise<Act> {
  const act = nextAct(studio, kind, way) ?? refuse('act-none', { way, what: kind })
  if (act.kind === 'flag') {
    const { putFlag } = await import('./registry')
    await putFlag(studio, act.move, way)
  } else if (act.kind === 'objective') {
    const { putPromised } = await import('./objectives')
    putPromised(studio, way === 'undo' ? act.from : act.to)
  } else {
    const { operateDesk } = await import('./controller')
    await operateDesk(studio).canary.share(way === 'undo' ? act.from : act.to)
  }
  actsOf(studio).setState((all) => {
    const { past, future } = all[kind]
    return {
      [kind]:
        way === 'undo'
          ? { past: past.slice(0, -1), future: [act, ...future] }
          : { past: [...past, act], future: future.slice(1) },
    }
  })
  return act
}
