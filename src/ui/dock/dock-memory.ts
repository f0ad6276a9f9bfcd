/** @file The state of the dock that this device keeps: its height and whether it is folded. */

export interface DockMemory {
  /** CSS pixels. */
  readonly height: number
  readonly folded: boolean
}

export const DOCK_HEIGHT = 226
const LOWEST = 150
const KEY = 'netloom.dock'

/** A valid height: at least what a chart needs, at most half of the page. */
export function clampHeight(height: number, page: number): number {
  return Math.round(Math.min(Math.max(height, LOWEST), Math.max(LOWEST, page / 2)))
}

/** The kept state, or the default. */
export function readDock(): DockMemory {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? 'null') as Partial<DockMemory> | null
    const height = typeof kept?.height === 'number' && Number.isFinite(kept.height) ? kept.height : DOCK_HEIGHT
    return { height: clampHeight(height, innerHeight), folded: kept?.folded === true }
  } catch {
    return { height: DOCK_HEIGHT, folded: false }
  }
}

/** Keeps the state if the browser allows it. */
export function writeDock(memory: DockMemory): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(memory))
  } catch {
    // Private windows may refuse; the dock then starts with its default state.
  }
}
