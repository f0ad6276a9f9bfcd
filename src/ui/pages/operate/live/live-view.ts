/** @file Live view: what of the live page somebody chose: how deep, which stretch, which requests. It lasts as long as the page. */
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

/** What was chosen, and what sets some of it. */
export function useLiveView(): readonly [LiveView, (part: Partial<LiveView>) => void] {
  const view = viewOf(useDesk())
  return [useStore(view), (part) => view.setState(part)]
}
