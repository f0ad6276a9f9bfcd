/** @file Dock layout: the height of the dock and whether it is collapsed, stored on this device. */

export interface DockLayout {
  /** Height in CSS pixels. */
  readonly height: number
  readonly folded: boolean
}

export const DOCK_HEIGHT = 226
const MIN_HEIGHT = 150
const KEY = 'netloom.dock'

/** Limits the height to half of the page, but never to less than the minimum height of a chart. */
export function clampHeight(height: number, page: number): number {
  return Math.round(Math.min(Math.max(height, MIN_HEIGHT), Math.max(MIN_HEIGHT, page / 2)))
}

/** Reads the stored layout, or returns the default. */
export function readDock(): DockLayout {
  try {
    const stored = JSON.parse(localStorage.getItem(KEY) ?? 'null') as Partial<DockLayout> | null
    const height = typeof stored?.height === 'number' && Number.isFinite(stored.height) ? stored.height : DOCK_HEIGHT
    return { height: clampHeight(height, innerHeight), folded: stored?.folded === true }
  } catch {
    return { height: DOCK_HEIGHT, folded: false }
  }
}

/** Stores the layout, if the browser allows it. */
export function writeDock(layout: DockLayout): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(layout))
  } catch {
    // Private windows may deny storage; the dock then starts with its default layout.
  }
}
