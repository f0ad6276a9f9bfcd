/**
 * @file driftReducer: detects drift window by window as the log grows, and raises an alert for each feature whose drift
 * persists. The drift page runs the same function on stored requests, so the two always agree; incidents and the drift
 * trigger of the retraining loop use this reducer.
 */

import {
  DEFAULT_PLAN,
  type DriftPlan,
  type DriftReference,
  driftOfWindow,
  driftStatus,
  type WindowDrift,
} from '../drift/window-drift'
import { defineReducer, type LogView, MINUTE_MS } from '../log/fold-log'
import { oldestId, slotOf } from '../log/request-buffer'
import { type Change, NO_VERSION_INDEX, versionName } from '../log-entry'
import { changesBefore, type DriftAlert, mayAffect, type ServiceChange, suspectChange } from './alert'

export interface DriftState {
  readonly plan: DriftPlan
  /**
   * The reference with which windows are compared, updated when versions change; no window is tested until the
   * reference is loaded.
   */
  reference: DriftReference | undefined
  /** The most recent windows, as many as are needed to decide whether drift is persistent. */
  windows: WindowDrift[]
  /** Features with persistent drift, mapped to the window in which the drift became persistent. */
  drifted: Map<string, number>
  /** The number of the next window to test. */
  next: number
  /** The latest few hundred alerts, sorted by start. */
  alerts: readonly DriftAlert[]
  /** Recent changes to the service. */
  moves: readonly ServiceChange[]
}

/** The maximum number of past windows to test once a reference is loaded; older windows are skipped. */
const MAX_BACKLOG = 60
const MAX_ALERTS = 400
const MAX_CHANGES = 100

/** Creates the reducer for a drift detection plan, with the initial reference if it is already available. */
export function driftReducer(reference?: DriftReference, plan: DriftPlan = DEFAULT_PLAN) {
  return defineReducer<DriftState>({
    initial: () => ({ plan, reference, windows: [], drifted: new Map(), next: 0, alerts: [], moves: [] }),
    requests: (state, requests, _from, to, log) => testWindows(state, log, requests.first + to, requests.first),
    change(state, change) {
      const { reference } = state
      // The answers of joint models are compared again once the reference of the new diagram or versions is loaded.
      if (reference?.isJoint && isAnswerChange(change.what)) state.reference = { ...reference, answers: [] }
      const move = suspectChange(change)
      if (move) state.moves = [...state.moves.slice(1 - MAX_CHANGES), move]
    },
  })
}

/** Sets the reference, and compares the requests that arrived before it, as if it had been there. */
export function setReference(state: DriftState, reference: DriftReference, log: LogView): void {
  state.reference = reference
  testWindows(state, log, log.buffer.next, oldestId(log.buffer))
}

/** Tests the windows that are complete with the first `received` requests. */
function testWindows(state: DriftState, log: LogView, received: number, firstHere: number): void {
  const { reference, plan } = state
  if (!reference) return
  const end = Math.floor(received / plan.n)
  // If the log resumes in the middle of a window, testing starts with the first complete window.
  if (state.next * plan.n < log.buffer.next - log.buffer.capacity) state.next = Math.ceil(firstHere / plan.n)
  state.next = Math.max(state.next, end - MAX_BACKLOG)
  for (; state.next < end; state.next++) {
    const window = driftOfWindow(log, reference, state.next, plan)
    if (window) addWindow(state, window, log)
  }
}

/** Whether a change may alter which model answers a request, or how. */
export function isAnswerChange({ type }: Change['what']): boolean {
  return type === 'alias' || type === 'share' || type === 'service'
}

export const drift = driftReducer()

function addWindow(state: DriftState, window: WindowDrift, { buffer, book }: LogView): void {
  const { plan, windows, drifted } = state
  const minute = Math.floor(window.to / MINUTE_MS)
  windows.push(window)
  if (windows.length > plan.among) windows.shift()
  const fresh: DriftAlert[] = []
  for (const feature of window.features) {
    const { name } = feature
    const isSure = driftStatus(windows, name, plan) === 'persistent'
    const wasDrifted = (at: WindowDrift) => at.features.some((one) => one.name === name && one.drifted)
    if (isSure && !drifted.has(name)) {
      drifted.set(name, window.window)
      const first = windows.find(wasDrifted) ?? window
      const [hotFrom, hot] = [first.from, first.to].map((ms) => Math.floor(ms / MINUTE_MS)) as [number, number]
      const moves = changesBefore(state.moves, hot, minute, hotFrom)
      const ids = Array.from({ length: plan.n }, (_, i) => slotOf(buffer, window.window * plan.n + i))
      const version = book.versions.findIndex((one) => versionName(one) === window.version)
      const answered = new Set(ids.map((slot) => buffer.columns.version[slot] ?? NO_VERSION_INDEX))
      fresh.push({
        ...{ id: `drift ${name} ${window.window}`, kind: 'drift', severity: 'ticket' },
        ...{ fromMinute: minute, hotFrom, hotMinute: minute, driftedMinute: minute },
        ...{ window: window.window, n: plan.n, feature },
        ...(feature.of === 'answer' && version >= 0 ? { version } : {}),
        ...{ moves, suspects: moves.filter((move) => mayAffect(move, book, answered, 'deploys')) },
      })
    } else if (drifted.has(name)) {
      // A drift near the threshold would open a ticket again and again, so it resolves later than it opens.
      const isOver = !windows.some(wasDrifted)
      if (isOver) drifted.delete(name)
      else if (!feature.drifted) continue
      const now = (alert: DriftAlert) =>
        isOver ? { toMinute: Math.max(minute, alert.fromMinute + 1) } : { driftedMinute: minute }
      state.alerts = state.alerts.map((alert) =>
        alert.feature.name === name && alert.toMinute === undefined ? { ...alert, ...now(alert) } : alert,
      )
    }
  }
  if (fresh.length > 0) state.alerts = [...state.alerts, ...fresh].slice(-MAX_ALERTS)
}

/** All drift alerts; alerts that are still active are extended to the last completed minute. */
export function driftAlertsOf({ alerts, windows }: DriftState, minute: number): readonly DriftAlert[] {
  const latest = windows.at(-1)?.features
  return alerts.map((alert) => {
    const hotMinute = Math.max(alert.fromMinute, (alert.toMinute ?? minute) - 1)
    const goesOn =
      alert.toMinute === undefined && latest?.some(({ name, drifted }) => drifted && name === alert.feature.name)
    return { ...alert, hotMinute, ...(goesOn ? { driftedMinute: hotMinute } : {}) }
  })
}

/** The state that is saved across page reloads, as plain JSON. */
export interface SavedDrift {
  readonly next: number
  readonly windows: readonly WindowDrift[]
  readonly drifted: readonly (readonly [string, number])[]
  readonly alerts: readonly DriftAlert[]
}

/** The state to save with the log, because windows cannot be tested again once their requests have been dropped. */
export function savedDrift({ next, windows, drifted, alerts }: DriftState): SavedDrift {
  return { next, windows, drifted: [...drifted], alerts }
}

/** Restores a saved state. */
export function restoreDrift(state: DriftState, { next, windows, drifted, alerts }: SavedDrift): void {
  Object.assign(state, { next, windows: [...windows], drifted: new Map(drifted), alerts })
}
