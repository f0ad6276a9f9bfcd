/** @file What the dock remembers on this device: its height and whether it is folded. */

export interface DockMemory {
  /** CSS pixels. */
  readonly height: number
  readonly folded: boolean
}

export const DOCK_HEIGHT = 226
const LOWEST = 150
const KEY = 'netloom.dock'

/** A height within reach: never under what a chart needs, never over half of the page. */
export function clampHeight(height: number, page: number): number {
  return Math.round(Math.min(Math.max(height, LOWEST), Math.max(LOWEST, page / 2)))
}

/** What was kept, or the dock as it first is. */
export function readDock(): DockMemory {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? 'null') as Partial<DockMemory> | null
    const height = typeof kept?.height === 'number' && Number.isFinite(kept.height) ? kept.height : DOCK_HEIGHT
    return { height: clampHeight(height, innerHeight), folded: kept?.folded === true }
  } catch {
    return { height: DOCK_HEIGHT, folded: false }
  }
}

/** Keeps it; a browser that keeps nothing is no reason to stop. */
export function writeDock(memory: DockMemory): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(memory))
  } catch {
    // Private windows may refuse; the dock then begins as it first is.
  }
}
