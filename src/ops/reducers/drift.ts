/**
 * @file driftReducer: what drifted, window after window, as the log comes, and an alert of each feature that persists. Who looks at a
 * window reads it from the ring by the same function, so both always agree; incidents and the rule of the ring go by this one.
 */
import { type DriftAlert, type Move, moveOf, movesBefore } from '../alerts/alert'
import {
  type DriftPlan,
  type DriftReference,
  driftOfWindow,
  surenessOf,
  USUAL_PLAN,
  type WindowDrift,
} from '../drift/window-drift'
import { defineReducer } from '../log/fold'
import { MINUTE_MS } from '../log/in-order'

export interface DriftState {
  readonly plan: DriftPlan
  /** What windows are held against, as versions come and go; nothing is looked at before somebody has read it. */
  reference: DriftReference | undefined
  /** The latest windows, as many as it takes to tell what persists. */
  windows: WindowDrift[]
  /** Features that have drifted for so many windows, and since which one that is so. */
  drifted: Map<string, number>
  /** The next window. */
  next: number
  /** In the order in which they began; the latest few hundred. */
  alerts: readonly DriftAlert[]
  /** What was done to the service of late. */
  moves: readonly Move[]
}

/** Windows that are gone through again where nothing was known to hold them against: older ones stay unread. */
const MOST_BEHIND = 60
const MOST_ALERTS = 400
const MOST_MOVES = 100

/** The reducer of a plan, and of the reference that there is when it begins. */
export function driftReducer(reference?: DriftReference, plan: DriftPlan = USUAL_PLAN) {
  return defineReducer<DriftState>({
    initial: () => ({ plan, reference, windows: [], drifted: new Map(), next: 0, alerts: [], moves: [] }),
    requests(state, requests, _from, to, log) {
      if (!state.reference) return
      const end = Math.floor((requests.first + to) / plan.n)
      // A log that goes on in the middle begins with the first whole window.
      if (state.next * plan.n < log.ring.next - log.ring.capacity) state.next = Math.ceil(requests.first / plan.n)
      state.next = Math.max(state.next, end - MOST_BEHIND)
      for (; state.next < end; state.next++) {
        const found = driftOfWindow(log, state.reference, state.next, plan)
        if (found) taken(state, found)
      }
    },
    change(state, change) {
      const move = moveOf(change)
      if (move) state.moves = [...state.moves.slice(1 - MOST_MOVES), move]
    },
  })
}

export const drift = driftReducer()

function taken(state: DriftState, found: WindowDrift): void {
  const { plan, windows, drifted } = state
  const minute = Math.floor(found.to / MINUTE_MS)
  windows.push(found)
  if (windows.length > plan.among) windows.shift()
  const fresh: DriftAlert[] = []
  for (const feature of found.features) {
    const { name } = feature
    const isSure = surenessOf(windows, name, plan) === 'persistent'
    if (isSure && !drifted.has(name)) {
      drifted.set(name, found.window)
      const first = windows.find(({ features }) => features.some((one) => one.name === name && one.drifted)) ?? found
      fresh.push({
        ...{ id: `drift ${name} ${found.window}`, kind: 'drift', severity: 'ticket' },
        ...{ fromMinute: minute, hotFrom: Math.floor(first.from / MINUTE_MS), hotMinute: minute },
        ...{ window: found.window, n: plan.n, feature },
        moves: movesBefore(state.moves, minute),
      })
    } else if (!isSure && drifted.delete(name)) {
      state.alerts = state.alerts.map((alert) =>
        alert.feature.name === name && alert.toMinute === undefined
          ? { ...alert, toMinute: Math.max(minute, alert.fromMinute + 1) }
          : alert,
      )
    }
  }
  if (fresh.length > 0) state.alerts = [...state.alerts, ...fresh].slice(-MOST_ALERTS)
}

/** All alerts of drift as they stand: one that lasts did so in the last minute that is over. */
export function driftAlertsOf({ alerts }: DriftState, minute: number): readonly DriftAlert[] {
  return alerts.map((alert) => ({ ...alert, hotMinute: Math.max(alert.fromMinute, (alert.toMinute ?? minute) - 1) }))
}

/** What is kept of it across reloads: plain JSON. */
export interface KeptDrift {
  readonly next: number
  readonly windows: readonly WindowDrift[]
  readonly drifted: readonly (readonly [string, number])[]
  readonly alerts: readonly DriftAlert[]
}

/** To keep beside the log: windows cannot be read again once their requests are gone. */
export function keptDrift({ next, windows, drifted, alerts }: DriftState): KeptDrift {
  return { next, windows, drifted: [...drifted], alerts }
}

/** Goes on from what was kept. */
export function goOnWithDrift(state: DriftState, { next, windows, drifted, alerts }: KeptDrift): void {
  Object.assign(state, { next, windows: [...windows], drifted: new Map(drifted), alerts })
}
