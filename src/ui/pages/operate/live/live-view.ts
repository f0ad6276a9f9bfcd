/**
 * @file Live view: the selected dashboard, time range and request filter of the Live tab, remembered until the page is
 * reloaded.
 */

import { useEffect, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Studio } from '../../../../studio/studio'
import { useStudio } from '../../../studio-context'
import type { RequestFilter } from './matching-requests'
import type { TimeRange } from './time-range'

export const DASHBOARDS = ['owner', 'call', 'debug'] as const
export type Dashboard = (typeof DASHBOARDS)[number]

export interface LiveView {
  readonly dashboard: Dashboard
  readonly range: TimeRange
  readonly filter: RequestFilter
}

const views = new WeakMap<Studio['store'], StoreApi<LiveView>>()

function viewOf({ store }: Studio): StoreApi<LiveView> {
  const view =
    views.get(store) ??
    createStore<LiveView>(() => ({ dashboard: 'owner', range: { kind: 'day' }, filter: { kind: 'wrong' } }))
  views.set(store, view)
  return view
}

/** The current selections, and a function that changes some of them. */
export function useLiveView(): readonly [LiveView, (part: Partial<LiveView>) => void] {
  const view = viewOf(useStudio())
  return [useStore(view), (part) => view.setState(part)]
}

// useThrottledKey: a dependency key for expensive computations. The key changes at most once per second, but
// immediately when the subject of the computation changes.

const PAUSE_MS = 1000

/** The throttled key of `value`; `of` identifies the subject. */
export function useThrottledKey(value: number, of: string): string {
  const [key, setKey] = useState(`${of}/${value}`)
  const newest = useRef(value)
  newest.current = value
  useEffect(() => {
    const update = () => setKey(`${of}/${newest.current}`)
    update()
    const timer = setInterval(update, PAUSE_MS)
    return () => clearInterval(timer)
  }, [of])
  return key
}
