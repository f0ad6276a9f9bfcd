/** @file Live view: the chosen dashboard, time range and request filter of the Live tab. Kept until the page is reloaded. */
import { useStore } from 'zustand'
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Desk } from '../../../../studio/operate/controller'
import { useDesk } from '../use-operate'
import type { Listing } from './listing'
import type { Stretch } from './stretch'

export const DEPTHS = ['owner', 'call', 'debug'] as const
export type Depth = (typeof DEPTHS)[number]

export interface LiveView {
  readonly depth: Depth
  readonly stretch: Stretch
  readonly listing: Listing
}

const views = new WeakMap<Desk, StoreApi<LiveView>>()

function viewOf(desk: Desk): StoreApi<LiveView> {
  const view =
    views.get(desk) ??
    createStore<LiveView>(() => ({ depth: 'owner', stretch: { kind: 'day' }, listing: { which: 'wrong' } }))
  views.set(desk, view)
  return view
}

/** The choices, and a function that changes some of them. */
export function useLiveView(): readonly [LiveView, (part: Partial<LiveView>) => void] {
  const view = viewOf(useDesk())
  return [useStore(view), (part) => view.setState(part)]
}
