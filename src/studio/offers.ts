/** @file Offers: notices with a way to begin a run or to go on with one; and what no longer holds once something else is shown. */
import type { Notice } from './state'

const BEGINS = new Set(['run.start', 'run.continue', 'run.goOn'])

/** The notices that still hold once a run is on, or its project is left. */
export function withoutOffers(notices: readonly Notice[]): readonly Notice[] {
  return notices.filter(({ action }) => action === undefined || !BEGINS.has(action.command))
}

/** The notices that still hold once the canvas shows another drawing. */
export function withoutCanvas(notices: readonly Notice[]): readonly Notice[] {
  return notices.filter(({ about, action }) => about !== 'canvas' || action !== undefined)
}
